import type { Shell } from "../shell";
import type { Field } from "../words";
import { type Command, has, option, type ParsedArguments, parseArguments } from "./command";
import { setFromAssignment, variablesText } from "./variables";

/** A command before another command: `withValue` are its own options that take a word, `operands` the words of its own before the command. */
const before =
  (withValue: readonly string[] = [], operands = 0): Command =>
  (call) => {
    const rest = commandAfter(call.args, withValue, operands);
    return call.run(rest, call.shell.subshell(), call.stdin, call.span);
  };

export function commandAfter(
  args: readonly Field[],
  withValue: readonly string[],
  operands: number,
): readonly Field[] {
  let index = 0;
  for (; index < args.length; index++) {
    const { text } = args[index]!;
    if (text === "--") {
      index++;
      break;
    }
    if (!text.startsWith("-") || text === "-") break;
    if (withValue.includes(text)) index++;
  }
  return args.slice(index + operands);
}

/** The words before the command: what stands after it is not for the program that runs it. */
export const ownOptions = (args: readonly Field[], withValue: readonly string[]): ParsedArguments =>
  parseArguments(args.slice(0, args.length - commandAfter(args, withValue, 0).length), withValue);

/** `sudo -u USER`, `gosu USER`: the command has that user's home, if it has a user at all. */
function homeOf(user: string | undefined, shell: Shell): string | undefined {
  const name = user?.split(":")[0];
  if (name === undefined || name === "" || /^\d+$/.test(name)) return undefined;
  return name === "root" ? "/root" : (shell.base.homes.get(name) ?? `/home/${name}`);
}

const asUser =
  (withValue: readonly string[], operands: number): Command =>
  (call) => {
    const shell = call.shell.subshell();
    const rest = commandAfter(call.args, withValue, 0);
    const user = operands > 0 ? rest[0]?.text : option(ownOptions(call.args, withValue), "-u");
    setHome(shell, homeOf(user, shell));
    return call.run(rest.slice(operands), shell, call.stdin, call.span);
  };

function setHome(shell: Shell, home: string | undefined): void {
  if (home === undefined) return;
  shell.variables.set("HOME", home);
  shell.exported.set("HOME", true);
}

/** `env A=b cmd`, `sudo A=b cmd`: variables for one command. `env` alone prints them all. */
const withVariables =
  (withValue: readonly string[]): Command =>
  (call) => {
    const { name } = call;
    const parsed = ownOptions(call.args, withValue);
    const rest = [...commandAfter(call.args, withValue, 0)];
    const shell = call.shell.subshell();
    const user = name === "sudo" ? option(parsed, "-u", "--user") : undefined;
    if (user !== undefined && has(parsed, "-H", "-i", "--set-home", "--login"))
      setHome(shell, homeOf(user, shell));
    if (name === "env") {
      if (has(parsed, "-i", "--ignore-environment"))
        for (const each of [...shell.variables.keys()]) shell.unset(each);
      for (const each of [...(parsed.options.get("-u") ?? []), ...(parsed.options.get("--unset") ?? [])])
        shell.unset(each);
      const directory = option(parsed, "-C", "--chdir");
      if (directory !== undefined) shell.directory = shell.path(directory);
    }
    while (rest[0] && /^[A-Za-z_][^=]*=/.test(rest[0].text)) {
      const { text } = rest.shift()!;
      setFromAssignment({ shell, span: call.span }, text);
      shell.exported.set(text.slice(0, text.indexOf("=")), true);
    }
    if (rest.length > 0) return call.run(rest, shell, call.stdin, call.span);
    return name === "env" ? { text: variablesText(shell, [...shell.exported.keys()]), status: 0 } : "";
  };

/** `busybox CMD`: the same programs in one. */
const busybox: Command = (call) => call.run(call.args, call.shell.subshell(), call.stdin, call.span);

/** Commands that run other commands. */
export const wrappers: Readonly<Record<string, Command>> = {
  sudo: withVariables(["-u", "--user", "-g", "--group", "-h", "-p", "-C", "-r", "-t"]),
  doas: asUser(["-u", "-C"], 0),
  env: withVariables(["-u", "--unset", "-C", "--chdir", "-S"]),
  nohup: before(),
  time: before(["-f", "-o"]),
  nice: before(["-n"]),
  ionice: before(["-c", "-n"]),
  stdbuf: before(["-i", "-o", "-e"]),
  setsid: before(),
  timeout: before(["-s", "--signal", "-k", "--kill-after"], 1),
  gosu: asUser([], 1),
  "su-exec": asUser([], 1),
  chroot: before(["--userspec", "--groups"], 1),
  setpriv: before(),
  tini: before(),
  "dumb-init": before(),
  "ssh-agent": before(["-t", "-a"]),
  busybox,
};
