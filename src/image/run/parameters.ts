import type { ShellWord, WordPart } from "../../shell/syntax";
import { UNKNOWN } from "../dyes";
import { changedValue, lengthOf, type Operands } from "./expansion";
import type { Shell } from "./shell";
import type { WordExpander } from "./words";

type Variable = Extract<WordPart, { kind: "variable" }>;

/** Under this name, which no variable can have, a shell keeps what any that it does not know may hold: it read a file that nobody can. */
export const ANY_NAME = "=";

/** The values of `$NAME`, `${NAME…}` and the special parameters. */
export class Parameters {
  constructor(private readonly words: WordExpander) {}

  /** The values of `$@`, `$*` and `${NAME[@]}` where each is a field of its own; undefined for every other parameter. */
  list(part: Variable, shell: Shell): readonly string[] | undefined {
    const values = this.all(part, shell);
    if (!values || part.length || part.indirect) return undefined;
    if (part.quoted && this.joins(part)) return undefined;
    if (part.operator === ":") return sliced(values, part, this.operands(part, shell));
    if (part.operator === undefined || values.length === 0) {
      const missing = values.length === 0 && part.operator !== undefined;
      return missing ? [this.operated("", true, part, shell)] : values;
    }
    return values.map((value) => this.operated(value, false, part, shell));
  }

  /** Whether a plain parameter has no value that is known here. */
  isUnset(part: WordPart, shell: Shell): boolean {
    return (
      part.kind === "variable" && part.operator === undefined && shell.variables.get(part.name) === undefined
    );
  }

  value(part: Variable, shell: Shell): string {
    const values = this.all(part, shell);
    if (values && part.length) return String(values.length);
    if (values && part.indirect) return [...(shell.arrays.get(part.name)?.keys() ?? [])].join(" ");
    const found = values
      ? values.length > 0
        ? joined(values, part, shell)
        : undefined
      : this.found(part, shell);
    if (part.length) return lengthOf(found ?? shell.unsetValue(part.name), shell);
    return this.operated(found ?? "", found === undefined, part, shell);
  }

  /** The value of one parameter; undefined where nothing sets it. */
  private found(part: Variable, shell: Shell): string | undefined {
    const { name } = part;
    if (part.index) return this.element(part, part.index, shell);
    const value = parameter(name, shell);
    if (!part.indirect) return value;
    if (value === undefined) return undefined;
    return /^\w+$/.test(value) ? parameter(value, shell) : UNKNOWN;
  }

  private element(part: Variable, index: ShellWord, shell: Shell): string | undefined {
    const array = shell.arrays.get(part.name);
    const key = this.key(index, shell);
    shell.base.used.add(part.name);
    if (!array) return key === "0" ? parameter(part.name, shell) : undefined;
    return array.get(key);
  }

  /** A subscript: a number that may be a variable's name, or the key of an associative array. */
  key(index: ShellWord, shell: Shell): string {
    const text = this.words.text(index, shell);
    const value = /^[A-Za-z_]\w*$/.test(text) ? shell.variables.get(text) : undefined;
    return value !== undefined && /^\d+$/.test(value) ? value : text;
  }

  private all(part: Variable, shell: Shell): readonly string[] | undefined {
    if (part.name === "@" || part.name === "*") return shell.parameters;
    if (part.index?.text !== "@" && part.index?.text !== "*") return undefined;
    shell.base.used.add(part.name);
    const array = shell.arrays.get(part.name);
    return array ? [...array.values()] : [shell.variables.get(part.name) ?? []].flat();
  }

  private joins(part: Variable): boolean {
    return part.name === "*" || part.index?.text === "*";
  }

  private operated(value: string, missing: boolean, part: Variable, shell: Shell): string {
    const { operator, operand } = part;
    const plain = () => (missing ? shell.unsetValue(part.name) : value);
    if (operator === undefined) return plain();
    const absent = missing || (operator.startsWith(":") && value === "");
    const text = (named: boolean) =>
      operand ? this.words.text(operand, shell, named ? part.name : undefined) : "";
    switch (operator) {
      case "-":
      case ":-":
        // What is not known may be empty, or not be set at all.
        if (value === UNKNOWN) return shell.dyes.marksOf(text(true)) || value;
        return absent ? text(true) : value;
      case "=":
      case ":=":
        if (absent) shell.assign(part.name, text(true));
        return absent ? (shell.variables.get(part.name) ?? "") : value;
      case "+":
      case ":+":
        if (absent) return "";
        return value === UNKNOWN ? shell.dyes.marksOf(text(false)) || UNKNOWN : text(false);
      case "?":
      case ":?":
        return plain();
      default:
        return changedValue(plain(), part, this.operands(part, shell), shell);
    }
  }

  private operands(part: Variable, shell: Shell): Operands {
    const number = (word: ShellWord | undefined) => {
      const text = word ? this.words.text(word, shell).trim() : "";
      const value = /^[A-Za-z_]\w*$/.test(text) ? (shell.variables.get(text) ?? "0") : text;
      return /^-?\d+$/.test(value) ? Number(value) : undefined;
    };
    return {
      text: () => (part.operand ? this.words.text(part.operand, shell) : ""),
      pattern: () => (part.operand ? this.words.pattern(part.operand, shell) : ""),
      replacement: () => (part.replacement ? this.words.text(part.replacement, shell) : ""),
      offset: () => number(part.operand),
      length: () => number(part.replacement),
    };
  }
}

/** A variable or special parameter by its name. */
function parameter(name: string, shell: Shell): string | undefined {
  switch (name) {
    case "#":
      return String(shell.parameters.length);
    case "?":
      return typeof shell.status === "number" ? String(shell.status) : UNKNOWN;
    case "-":
      return UNKNOWN;
    case "$":
    case "!":
    case "RANDOM":
    case "LINENO":
    case "SECONDS":
    case "HOSTNAME":
      return shell.variables.get(name) ?? UNKNOWN;
    case "PWD":
      return shell.directory;
    case "OLDPWD":
      return shell.directories[0] ?? shell.variables.get(name);
  }
  if (/^[1-9]\d*$/.test(name)) return shell.parameters[Number(name) - 1];
  const value = shell.variable(name) ?? shell.arrays.get(name)?.get("0");
  return name === "HOME" && !value ? shell.home : value;
}

function joined(values: readonly string[], part: Variable, shell: Shell): string {
  const separators = shell.variables.get("IFS");
  const star = part.name === "*" || part.index?.text === "*";
  return values.join(star && separators !== undefined ? separators.slice(0, 1) : " ");
}

/** `${@:2}` counts from 1, `${NAME[@]:2}` from 0. */
function sliced(values: readonly string[], part: Variable, operands: Operands): readonly string[] {
  const offset = operands.offset();
  const length = operands.length();
  if (offset === undefined || (part.replacement && length === undefined)) return values;
  const list = part.index ? values : ["", ...values];
  const start = offset < 0 ? Math.max(list.length + offset, 0) : part.index ? offset : Math.max(offset, 1);
  return list.slice(start, length === undefined ? undefined : start + length);
}
