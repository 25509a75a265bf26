import { UNKNOWN } from "../../dyes";
import { keepNamedLiteral } from "../../literals";
import { leaveUnread, readFrom } from "../channels";
import { inPieces } from "../packed";
import type { Shell } from "../shell";
import { splitFields } from "../split-fields";
import { type Call, type Command, has, known, parseArguments } from "./command";

/** `export A=b`, `declare -x A=b`, `local A=b`: an assignment; without names (`export -p`) it prints what there is. */
const assign: Command = (call) => {
  const { name, shell } = call;
  const parsed = parseArguments(call.args);
  const exports = name === "export" || (name !== "readonly" && has(parsed, "-x"));
  if (parsed.operands.length === 0)
    return known(0, variablesText(shell, name === "export" ? [...shell.exported.keys()] : undefined));
  for (const { text } of parsed.operands) {
    const variable = text.replace(/\+?=[\s\S]*$/, "");
    const scope = shell.locals.at(-1);
    if (scope && name !== "export" && name !== "readonly" && !has(parsed, "-g") && !scope.has(variable))
      scope.set(variable, shell.variables.get(variable));
    if (text.includes("=")) setFromAssignment(call, text);
    else if (name === "local") shell.assign(variable, "");
    if (exports) shell.exported.set(variable, true);
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
  const value = keepNamedLiteral(shell, name, text.slice(equals + 1), { span }, "passing");
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
  const text = inPieces(readFrom(channel), shell);
  const delimiter = parsed.options.get("-d")?.[0]?.[0] ?? (parsed.options.has("-d") ? "\0" : "\n");
  const end = text.indexOf(delimiter);
  const whole = end < 0 ? text : text.slice(0, end);
  // What is not known in it may end the line before its secret.
  const line = whole.includes(UNKNOWN) ? shell.dyes.doubted(whole) : whole;
  const open = end < 0 && (shell.dyes.marked(text) || text.includes(UNKNOWN));
  // A secret may be several lines; no more than the first is sure.
  const rest = open && !text.includes(UNKNOWN) ? shell.dyes.doubted(text) + UNKNOWN : text;
  leaveUnread(channel, open ? rest : end < 0 ? "" : text.slice(end + 1));
  const names = parsed.operands.map((field) => field.text);
  setNames(
    shell,
    names.length > 0 ? names : ["REPLY"],
    line.replace(/\n+$/, ""),
    parsed.options.get("-a")?.[0],
  );
  // Where a program says what nobody knows, it may have said nothing.
  return { text: "", status: open || whole === UNKNOWN ? "either" : end < 0 ? 1 : 0 };
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
    // A separator may be in a secret, and behind it a part of it.
    const missing = index >= pieces.length ? shell.dyes.doubted(shell.dyes.marksOf(pieces.at(-1) ?? "")) : "";
    shell.assign(
      name,
      last ? (index === 0 && separators !== "" ? line.trim() : whole || missing) : (pieces[index] ?? missing),
    );
  }
}

const mapFile: Command = ({ args, shell, stdin }) => {
  const parsed = parseArguments(args, ["-d", "-n", "-O", "-s", "-u"]);
  const lines = stdin.split("\n");
  if (lines.at(-1) === "") lines.pop();
  const name = parsed.operands[0]?.text ?? "MAPFILE";
  shell.arrays.set(name, new Map(lines.map((line, index) => [String(index), line])));
  return known(0);
};

/** What sets variables, and prints them. */
export const variableCommands: Readonly<Record<string, Command>> = {
  export: assign,
  declare: assign,
  typeset: assign,
  local: assign,
  readonly: assign,
  unset,
  read,
  mapfile: mapFile,
  readarray: mapFile,
};
