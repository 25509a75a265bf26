import { keepNamedLiteral } from "../../literals";
import { type Call, type Command, has, parseArguments } from "./command";
import { dumpVariables } from "./text";

const silent: Command = () => "";

const changeDirectory: Command = ({ args, shell }) => {
  const target = parseArguments(args).operands[0]?.text ?? shell.home;
  if (target !== "-") shell.directory = shell.path(target);
  return "";
};

/** `export A=b`, `declare -x A=b`, `local A=b`: an assignment; without names (`export -p`) it prints what there is. */
const assign: Command = (call) => {
  const parsed = parseArguments(call.args);
  if (parsed.operands.length === 0) return dumpVariables({ ...call, args: [] });
  for (const field of parsed.operands) setFromAssignment(call, field.text);
  if (has(parsed, "-p")) return dumpVariables(call);
  return "";
};

export function setFromAssignment({ shell, span }: Call, text: string): void {
  const equals = text.indexOf("=");
  if (equals <= 0) return;
  const name = text.slice(0, equals);
  shell.variables.set(name, keepNamedLiteral(shell, name, text.slice(equals + 1), { span }));
}

const unset: Command = ({ args, shell }) => {
  for (const { text } of parseArguments(args).operands) shell.variables.delete(text);
  return "";
};

/** The whole input goes to each name: which word of it, does not matter to a secret. */
const read: Command = ({ args, shell, stdin }) => {
  for (const { text } of parseArguments(args, ["-p", "-d", "-n", "-t", "-u"]).operands)
    shell.variables.set(text, stdin.trimEnd());
  return "";
};

const setPositional: Command = ({ args, shell }) => {
  const dashes = args.findIndex((field) => field.text === "--");
  if (dashes < 0) return args.length === 0 ? dumpVariables({ ...emptyCall, args, shell }) : "";
  for (const [index, field] of args.slice(dashes + 1).entries())
    shell.variables.set(String(index + 1), field.text);
  return "";
};

const emptyCall: Omit<Call, "args" | "shell"> = {
  name: "set",
  stdin: "",
  span: { start: 0, end: 0 },
  run: () => "",
  script: () => "",
};

const finish: Command = ({ name, shell }) => {
  // An `exit` in a branch that may not be taken ends nothing.
  if (!shell.conditional) shell.finished = name === "return" ? "return" : "exit";
  return "";
};

const trap: Command = ({ args, shell }) => {
  const [action, ...signals] = parseArguments(args).operands;
  if (action && signals.some(({ text }) => text === "EXIT" || text === "0")) shell.traps.push(action.text);
  return "";
};

const evaluate: Command = ({ args, shell, script, span, stdin }) =>
  script(args.map((field) => field.text).join(" "), shell, span, stdin);

/** What the shell does itself. */
export const builtins: Readonly<Record<string, Command>> = {
  ":": silent,
  true: silent,
  false: silent,
  cd: changeDirectory,
  pushd: changeDirectory,
  export: assign,
  declare: assign,
  typeset: assign,
  local: assign,
  readonly: assign,
  unset,
  read,
  set: setPositional,
  exit: finish,
  return: finish,
  trap,
  eval: evaluate,
};
