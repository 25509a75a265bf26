import type { WordPart } from "../../shell/syntax";
import { OPAQUE, UNKNOWN } from "../dyes";
import { Glob } from "./glob";
import type { Shell } from "./shell";

type Variable = Extract<WordPart, { kind: "variable" }>;

/** The words behind an operator, expanded when they are asked for: `${X:-$(date)}` runs nothing where X is set. */
export interface Operands {
  /** As text. */
  text(): string;
  /** As a pattern: what was quoted stands for itself. */
  pattern(): string;
  replacement(): string;
  /** As a number. */
  offset(): number | undefined;
  length(): number | undefined;
}

/** So few characters of a secret tell nothing: logs show them to say which one it was. */
export const TELLS_NOTHING = 4;

/** `${NAME<operator>…}` for operators that change a value; a text in which marks stand for secrets comes in and goes out. */
export function changedValue(value: string, part: Variable, operands: Operands, shell: Shell): string {
  const { operator = "" } = part;
  // Each of its characters is looked at, some of them often.
  if (!shell.spend(value.length >> 9)) return shell.dyes.marksOf(value) + UNKNOWN;
  switch (operator) {
    case "#":
    case "##":
    case "%":
    case "%%":
      return withoutEnd(value, operator, operands.pattern(), shell);
    case "/":
    case "//":
    case "/#":
    case "/%":
      return replaced(value, operator, operands.pattern(), operands.replacement(), shell);
    case ":":
      return slice(value, operands.offset(), operands.length(), part.replacement !== undefined, shell);
    case "^":
    case "^^":
    case ",":
    case ",,":
      return cased(value, operator, shell);
    default:
      // `@Q` and its like quote or explain the value.
      return value;
  }
}

function withoutEnd(value: string, operator: string, pattern: string, shell: Shell): string {
  const units = shell.dyes.units(value);
  const glob = new Glob(shell.dyes.units(pattern));
  const longest = operator.length === 2;
  const atStart = operator.startsWith("#");
  const length = (atStart ? glob.prefix(units, longest) : glob.suffix(units, longest)) ?? 0;
  shell.spend(glob.compared >> 9);
  return (atStart ? units.slice(length) : units.slice(0, units.length - length)).join("");
}

function replaced(
  value: string,
  operator: string,
  pattern: string,
  replacement: string,
  shell: Shell,
): string {
  const units = shell.dyes.units(value);
  const glob = new Glob(shell.dyes.units(pattern), true);
  if (pattern === "" || !glob.readable) return value;
  if (operator === "/%") {
    const length = glob.suffix(units, true);
    shell.spend(glob.compared >> 9);
    return length === undefined ? value : units.slice(0, units.length - length).join("") + replacement;
  }
  if (units.length * replacement.length > 1_000_000) return shell.dyes.replaced(value, pattern, replacement);
  let result = "";
  let at = 0;
  // Each start is tried, so long values cost the square of their length: those are left as they are.
  if (units.length > 2_000) return shell.dyes.replaced(value, pattern, replacement);
  while (at < units.length) {
    const length = glob.prefix(units, true, at);
    if (length) {
      result += replacement;
      at += length;
      if (operator !== "//") break;
    } else {
      if (operator === "/#") break;
      result += units[at++];
    }
  }
  shell.spend((glob.compared + units.length) >> 9);
  return result + units.slice(at).join("");
}

/** `${X:offset:length}`. What is cut out of a secret is a part of it, but for a few characters. */
export function slice(
  value: string,
  offset: number | undefined,
  length: number | undefined,
  limited: boolean,
  shell: Shell,
): string {
  const { dyes } = shell;
  if (dyes.marked(value)) {
    // What stands before the first secret, or behind the last one, is cut as every text is.
    const known = value.search(OPAQUE);
    const end = (offset ?? -1) + (length ?? value.length);
    if (offset !== undefined && offset >= 0 && limited && (length ?? -1) >= 0 && end <= known)
      return value.slice(offset, end);
    if (offset !== undefined && offset < 0 && !limited && !OPAQUE.test(value.slice(offset)))
      return value.slice(offset);
    if (limited && length !== undefined && length >= 0 && length <= TELLS_NOTHING) return UNKNOWN;
    return dyes.marksOf(value) + UNKNOWN;
  }
  if (offset === undefined || (limited && length === undefined) || value.includes(UNKNOWN)) return UNKNOWN;
  const start = offset < 0 ? Math.max(value.length + offset, 0) : offset;
  if (!limited) return value.slice(start);
  return value.slice(start, length! < 0 ? value.length + length! : start + length!);
}

function cased(value: string, operator: string, shell: Shell): string {
  const change = (unit: string) => {
    if (unit.length > 1) return unit;
    return operator.startsWith("^") ? unit.toUpperCase() : unit.toLowerCase();
  };
  const units = shell.dyes.units(value);
  return units.map((unit, index) => (operator.length === 2 || index === 0 ? change(unit) : unit)).join("");
}

/** `${#X}` */
export const lengthOf = (value: string, shell: Shell): string =>
  shell.dyes.marked(value) || value.includes(UNKNOWN) ? UNKNOWN : String(value.length);
