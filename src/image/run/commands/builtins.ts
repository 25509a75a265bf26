import { UNKNOWN } from "../../dyes";
import { keepNamedLiteral } from "../../literals";
import { expandPattern } from "../flow";
import type { Shell } from "../shell";
import { splitFields } from "../words";
import { type Call, type Command, has, type Output, parseArguments } from "./command";
import { echo, printf } from "./print";
import { testWords } from "./test";

const known = (status: number, text = ""): Output => ({ text, status });
const silent: Command = () => known(0);

/** `cd`, `cd -`, `cd DIR`. A directory that cannot be known makes all relative paths unknown. */
const changeDirectory: Command = ({ args, shell }) => {
  const target = parseArguments(args.filter(({ text }) => text !== "-")).operands[0]?.text;
  const back = args.some(({ text }) => text === "-");
  const [last = UNKNOWN, ...rest] = shell.directories;
  const path = back ? last : shell.path(target ?? shell.home);
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

/** `export A=b`, `declare -x A=b`, `local A=b`: an assignment; without names (`export -p`) it prints what there is. */
const assign: Command = (call) => {
  const { name, shell } = call;
  const parsed = parseArguments(call.args);
  const exports = name === "export" || (name !== "readonly" && has(parsed, "-x"));
  if (parsed.operands.length === 0)
    return known(0, variablesText(shell, name === "export" ? [...shell.exported] : undefined));
  for (const { text } of parsed.operands) {
    const variable = text.replace(/\+?=[\s\S]*$/, "");
    const scope = shell.locals.at(-1);
    if (scope && name !== "export" && name !== "readonly" && !has(parsed, "-g") && !scope.has(variable))
      scope.set(variable, shell.variables.get(variable));
    if (text.includes("=")) setFromAssignment(call, text);
    else if (name === "local") shell.assign(variable, "");
    if (exports) shell.exported.add(variable);
    if (name === "export" && has(parsed, "-n")) shell.exported.delete(variable);
  }
  return has(parsed, "-p")
    ? known(
        0,
        variablesText(
          shell,
          parsed.operands.map(({ text }) => text),
        ),
      )
    : known(0);
};

export function setFromAssignment({ shell, span }: Pick<Call, "shell" | "span">, text: string): void {
  const equals = text.indexOf("=");
  if (equals <= 0) return;
  const append = text[equals - 1] === "+";
  const name = text.slice(0, append ? equals - 1 : equals);
  const value = keepNamedLiteral(shell, name, text.slice(equals + 1), { span });
  shell.assign(name, append ? (shell.variables.get(name) ?? "") + value : value);
}

/** Variables as text: every secret among them is in it, and others that only the base image knows. */
export function variablesText(shell: Shell, names: readonly string[] = [...shell.variables.keys()]): string {
  const lines = names.flatMap((name) => {
    const value = shell.variables.get(name);
    if (value === undefined) return [];
    shell.base.used.add(name);
    return [`${name}=${value}`];
  });
  return `${[...lines, UNKNOWN].join("\n")}\n`;
}

const unset: Command = ({ args, shell }) => {
  const parsed = parseArguments(args);
  for (const { text } of parsed.operands) {
    if (has(parsed, "-f")) shell.functions.delete(text);
    else shell.unset(text);
  }
  return known(0);
};

/** A line of the input, split to the names. What is left of an input that is not known may be any number of lines. */
const read: Command = ({ args, shell }) => {
  const parsed = parseArguments(args, ["-p", "-d", "-n", "-N", "-t", "-u", "-a", "-i"]);
  const channel = shell.channels.get(Number(parsed.options.get("-u")?.[0] ?? 0));
  const text = channel?.kind === "input" ? channel.text : "";
  const delimiter = parsed.options.get("-d")?.[0]?.[0] ?? (parsed.options.has("-d") ? "\0" : "\n");
  const end = text.indexOf(delimiter);
  const line = end < 0 ? text : text.slice(0, end);
  const open = end < 0 && (shell.dyes.marked(text) || text.includes(UNKNOWN));
  if (channel?.kind === "input" && !open) channel.text = end < 0 ? "" : text.slice(end + 1);
  const names = parsed.operands.map((field) => field.text);
  setNames(
    shell,
    names.length > 0 ? names : ["REPLY"],
    line.replace(/\n+$/, ""),
    parsed.options.get("-a")?.[0],
  );
  return { text: "", status: open ? "either" : end < 0 ? 1 : 0 };
};

function setNames(shell: Shell, names: readonly string[], line: string, array: string | undefined): void {
  const separators = shell.variables.get("IFS") ?? " \t\n";
  const pieces = splitFields(line, separators).filter((piece, index) => index > 0 || piece !== "");
  if (array !== undefined) {
    shell.arrays.set(array, new Map(pieces.map((piece, index) => [String(index), piece])));
    return;
  }
  for (const [index, name] of names.entries()) {
    const last = index === names.length - 1;
    const rest = pieces.slice(index);
    const whole = separators === "" ? line : rest.join(separators[0] ?? " ").trim();
    shell.assign(
      name,
      last ? (index === 0 && separators !== "" ? line.trim() : whole) : (pieces[index] ?? ""),
    );
  }
}

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

const mapFile: Command = ({ args, shell, stdin }) => {
  const parsed = parseArguments(args, ["-d", "-n", "-O", "-s", "-u"]);
  const lines = stdin.split("\n");
  if (lines.at(-1) === "") lines.pop();
  const name = parsed.operands[0]?.text ?? "MAPFILE";
  shell.arrays.set(name, new Map(lines.map((line, index) => [String(index), line])));
  return known(0);
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
  export: assign,
  declare: assign,
  typeset: assign,
  local: assign,
  readonly: assign,
  unset,
  read,
  mapfile: mapFile,
  readarray: mapFile,
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
