import { UNKNOWN } from "../../dyes";
import { expandPattern } from "../flow";
import type { Shell } from "../shell";
import { type Call, type Command, known, parseArguments } from "./command";
import { echo, printf } from "./print";
import { testWords } from "./test";
import { variableCommands, variablesText } from "./variables";

const silent: Command = () => known(0);

/** `cd`, `cd -`, `cd DIR`. A directory that cannot be known makes all relative paths unknown. */
const changeDirectory: Command = ({ args, shell }) => {
  const target = parseArguments(args.filter(({ text }) => text !== "-")).operands[0]?.text;
  const back = args.some(({ text }) => text === "-");
  const [last = UNKNOWN, ...rest] = shell.directories;
  const path = back ? last : shell.path(target ?? shell.home);
  // Each of many `cd d` makes the path longer.
  shell.spend(path.length >> 7);
  if (!isPlace(shell, path)) return known(1);
  goTo(shell, path, rest);
  return shell.view.isDirectory(path) ? known(0) : "";
};

/** Whether a directory can be there; of most, only the base image knows. */
const isPlace = (shell: Shell, path: string): boolean =>
  shell.view.isDirectory(path) || (shell.exists(path) !== false && !shell.view.files.has(path));

function goTo(shell: Shell, path: string, below: readonly string[]): void {
  shell.directories = [shell.directory, ...below];
  shell.directory = path;
}

const pushDirectory: Command = ({ args, shell }) => {
  const target = parseArguments(args).operands[0]?.text;
  const [last = UNKNOWN, ...rest] = shell.directories;
  if (target === undefined) goTo(shell, last, rest);
  else if (isPlace(shell, shell.path(target))) goTo(shell, shell.path(target), shell.directories);
  else return known(1);
  return "";
};

const popDirectory: Command = ({ shell }) => {
  const [last = UNKNOWN, ...rest] = shell.directories;
  shell.directory = last;
  shell.directories = rest;
  return "";
};

const LETTERS: Readonly<Record<string, string>> = {
  e: "errexit",
  a: "allexport",
  f: "noglob",
  x: "xtrace",
  u: "nounset",
};

/** `set -eux`, `set -o errexit`, `set -- a b`; `set` alone prints all variables. */
const setOptions: Command = ({ args, shell }) => {
  if (args.length === 0) return known(0, variablesText(shell));
  for (let index = 0; index < args.length; index++) {
    const { text } = args[index]!;
    if (text === "--" || !/^[-+]./.test(text)) {
      const rest = args.slice(text === "--" ? index + 1 : index);
      shell.parameters = rest.flatMap((field) => expandPattern(field, shell));
      break;
    }
    const on = text.startsWith("-");
    for (const letter of text.slice(1)) {
      const option = letter === "o" ? args[++index]?.text : LETTERS[letter];
      if (option !== undefined && on) shell.options.add(option);
      else if (option !== undefined) shell.options.delete(option);
    }
  }
  return known(0);
};

const shift: Command = ({ args, shell }) => {
  shell.parameters = shell.parameters.slice(Number(args[0]?.text ?? 1) || 0);
  return known(0);
};

const code = (args: Call["args"], shell: Shell) => {
  const [first] = args;
  if (!first) return shell.status;
  return /^\d+$/.test(first.text) ? Number(first.text) % 256 : "either";
};

/** `exit`, `return`. */
const finish: Command = ({ name, args, shell }) => {
  const status = code(args, shell);
  shell.status = status;
  shell.leave(name === "return" ? "return" : "exit");
  return { text: "", status };
};

const leaveLoop: Command = ({ name, args, shell }) => {
  shell.status = 0;
  shell.leave(name === "break" ? "break" : "continue", Number(args[0]?.text ?? 1) || 1);
  return known(0);
};

const SIGNALS: Readonly<Record<string, string>> = { "0": "EXIT", SIGEXIT: "EXIT" };

/** `trap ACTION SIGNAL…`, `trap - SIGNAL…` */
const trap: Command = ({ args, shell }) => {
  const [action, ...signals] = parseArguments(args).operands;
  for (const { text } of signals) {
    const signal = SIGNALS[text.toUpperCase()] ?? text.toUpperCase();
    if (action?.text === "-" || action?.text === "") shell.traps.delete(signal);
    else if (action) shell.traps.set(signal, action.text);
  }
  return known(0);
};

const evaluate: Command = ({ args, shell, script, span, stdin }) =>
  script(args.map((field) => field.text).join(" "), shell, span, stdin);

const test: Command = ({ name, args, shell }) => {
  const texts = args.map((field) => field.text);
  return { text: "", status: testWords(name === "[" ? texts.slice(0, -1) : texts, shell) };
};

/** `command -v X` asks; `command X` runs it, a function of that name left aside. */
const plainCommand: Command = (call) => {
  const [first, ...rest] = call.args;
  if (first && /^-[vV]$/.test(first.text)) return { text: UNKNOWN, status: "either" };
  return call.run(first?.text === "-p" ? rest : call.args, call.shell, call.stdin, call.span);
};

/** `exec COMMAND`: nothing of the script runs after it. */
const execute: Command = (call) => {
  if (call.args.length === 0) return known(0);
  const output = call.run(call.args, call.shell, call.stdin, call.span);
  if (!call.shell.finished) call.shell.leave("exit");
  return output;
};

/** What the shell does itself. */
export const builtins: Readonly<Record<string, Command>> = {
  ":": silent,
  true: silent,
  false: () => known(1),
  cd: changeDirectory,
  pushd: pushDirectory,
  popd: popDirectory,
  pwd: ({ shell }) => known(0, `${shell.directory}\n`),
  ...variableCommands,
  set: setOptions,
  shift,
  shopt: silent,
  umask: silent,
  ulimit: silent,
  alias: silent,
  wait: silent,
  exit: finish,
  return: finish,
  break: leaveLoop,
  continue: leaveLoop,
  trap,
  eval: evaluate,
  exec: execute,
  command: plainCommand,
  builtin: plainCommand,
  test,
  "[": test,
  echo,
  printf,
};
