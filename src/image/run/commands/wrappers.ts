import type { Field } from "../words";
import { setFromAssignment } from "./builtins";
import { type Command, parseArguments } from "./command";
import { dumpVariables } from "./text";

/** A command before another command: `withValue` are its own options that take a word, `operands` the words of its own before the command. */
const before =
  (withValue: readonly string[] = [], operands = 0): Command =>
  (call) => {
    const rest = commandAfter(call.args, withValue, operands);
    return call.run(rest, call.shell.subshell(), call.stdin, call.span);
  };

function commandAfter(
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

/** `env A=b cmd`, `sudo A=b cmd`: variables for one command. `env` alone prints them all. */
const withVariables =
  (withValue: readonly string[]): Command =>
  (call) => {
    const rest = [...commandAfter(call.args, withValue, 0)];
    const shell = call.shell.subshell();
    while (rest[0] && /^[A-Za-z_][^=]*=/.test(rest[0].text))
      setFromAssignment({ ...call, shell }, rest.shift()!.text);
    if (rest.length > 0) return call.run(rest, shell, call.stdin, call.span);
    return call.name === "env" ? dumpVariables({ ...call, shell, args: [] }) : "";
  };

/** `sh -c TEXT a b`, `bash -euxc TEXT`. A script that comes on standard input runs as well. */
const shell: Command = (call) => {
  const index = call.args.findIndex((field) => /^-[a-z]*c$/i.test(field.text));
  const scope = call.shell.subshell();
  if (index >= 0) {
    for (const [at, field] of call.args.slice(index + 2).entries())
      scope.variables.set(String(at), field.text);
    return call.script(call.args[index + 1]?.text ?? "", scope, call.span, call.stdin);
  }
  const operands = parseArguments(call.args, ["-o", "-O"]).operands;
  return operands.length === 0 && call.stdin !== "" ? call.script(call.stdin, scope, call.span, "") : "";
};

/** `su user -c TEXT`, `su - user -c TEXT`. */
const switchUser: Command = (call) => {
  const index = call.args.findIndex((field) => field.text === "-c" || field.text === "--command");
  if (index < 0) return "";
  const user = call.args.find((field, at) => at !== index + 1 && !field.text.startsWith("-"))?.text ?? "root";
  const scope = call.shell.subshell();
  scope.variables.set(
    "HOME",
    user === "root" ? "/root" : (call.shell.base.homes.get(user) ?? `/home/${user}`),
  );
  return call.script(call.args[index + 1]?.text ?? "", scope, call.span, call.stdin);
};

/** The words of the input become arguments. */
const xargs: Command = (call) => {
  const rest = commandAfter(call.args, ["-n", "-I", "-P", "-d", "-L", "-a", "-s", "-E"], 0);
  const added = call.stdin
    .split(/\s+/)
    .filter((text) => text !== "")
    .map((text): Field => ({ text, pattern: false, span: call.span }));
  return call.run([...rest, ...added], call.shell.subshell(), "", call.span);
};

/** Commands that run other commands. */
export const wrappers: Readonly<Record<string, Command>> = {
  sudo: withVariables(["-u", "--user", "-g", "--group", "-h", "-p", "-C", "-r", "-t"]),
  doas: before(["-u", "-C"]),
  env: withVariables(["-u", "--unset", "-C", "-S"]),
  command: before(),
  builtin: before(),
  exec: before(["-a"]),
  nohup: before(),
  time: before(["-f", "-o"]),
  nice: before(["-n"]),
  ionice: before(["-c", "-n"]),
  stdbuf: before(["-i", "-o", "-e"]),
  setsid: before(),
  timeout: before(["-s", "--signal", "-k", "--kill-after"], 1),
  gosu: before([], 1),
  "su-exec": before([], 1),
  setpriv: before(),
  tini: before(),
  "dumb-init": before(),
  "ssh-agent": before(["-t", "-a"]),
  sh: shell,
  bash: shell,
  ash: shell,
  dash: shell,
  zsh: shell,
  ksh: shell,
  su: switchUser,
  runuser: switchUser,
  xargs,
};
