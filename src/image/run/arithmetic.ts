import type { Arithmetic } from "../../shell/syntax";
import { UNKNOWN } from "../dyes";
import type { Status } from "./commands/command";
import type { Shell } from "./shell";
import type { WordExpander } from "./words";

/** The value of an arithmetic expression; undefined where it depends on what is not known. Assignments in it are made. */
export function evaluateArithmetic(
  expression: Arithmetic,
  shell: Shell,
  words: WordExpander,
): number | undefined {
  const value = (operand: Arithmetic) => evaluateArithmetic(operand, shell, words);
  switch (expression.kind) {
    case "word":
      return numberOf(words.text(expression.word, shell), shell);
    case "choice": {
      const test = value(expression.test);
      return test === undefined
        ? undefined
        : value(test !== 0 ? expression.consequent : expression.alternate);
    }
    case "unary": {
      const { operator, operand, prefix } = expression;
      const old = value(operand);
      if (operator !== "++" && operator !== "--") return old === undefined ? undefined : unary(operator, old);
      const changed = old === undefined ? undefined : old + (operator === "++" ? 1 : -1);
      assign(operand, changed, shell);
      return prefix ? changed : old;
    }
    case "binary": {
      const { operator, left, right } = expression;
      if (operator === "=") {
        const result = value(right);
        assign(left, result, shell);
        return result;
      }
      const one = value(left);
      if (operator === "&&" && one === 0) return 0;
      if (operator === "||" && one !== undefined && one !== 0) return 1;
      const other = value(right);
      const plain = /^[^=<>!]+=$/.test(operator) || operator === "<<=" || operator === ">>=";
      const result =
        one === undefined || other === undefined
          ? undefined
          : binary(plain ? operator.slice(0, -1) : operator, one, other);
      if (plain) assign(left, result, shell);
      return result;
    }
  }
}

function assign(target: Arithmetic, value: number | undefined, shell: Shell): void {
  if (target.kind === "word" && /^[A-Za-z_]\w*$/.test(target.word.text))
    shell.assign(target.word.text, value === undefined ? UNKNOWN : String(value));
}

function numberOf(text: string, shell: Shell): number | undefined {
  const trimmed = text.trim();
  if (trimmed === "") return 0;
  if (/^[+-]?(?:0[xX][0-9a-fA-F]+|\d+)$/.test(trimmed)) {
    const digits = trimmed.replace(/^[+-]/, "");
    const octal = /^0[0-7]+$/.test(digits);
    const size = octal ? Number.parseInt(digits, 8) : Number(digits);
    return trimmed.startsWith("-") ? -size : size;
  }
  if (!/^[A-Za-z_]\w*$/.test(trimmed)) return undefined;
  const value = shell.variable(trimmed);
  // A variable that holds another's name is followed by the shell; here only numbers are.
  return value === undefined || value === "" ? 0 : /^-?\d+$/.test(value) ? Number(value) : undefined;
}

function unary(operator: string, value: number): number | undefined {
  switch (operator) {
    case "-":
      return -value;
    case "+":
      return value;
    case "!":
      return value === 0 ? 1 : 0;
    case "~":
      return ~value;
    default:
      return undefined;
  }
}

const truth = (holds: boolean): number => (holds ? 1 : 0);

const OPERATIONS: Readonly<Record<string, (one: number, other: number) => number | undefined>> = {
  "+": (one, other) => one + other,
  "-": (one, other) => one - other,
  "*": (one, other) => one * other,
  "/": (one, other) => (other === 0 ? undefined : Math.trunc(one / other)),
  "%": (one, other) => (other === 0 ? undefined : one % other),
  "**": (one, other) => one ** other,
  "<<": (one, other) => one << other,
  ">>": (one, other) => one >> other,
  "&": (one, other) => one & other,
  "|": (one, other) => one | other,
  "^": (one, other) => one ^ other,
  "<": (one, other) => truth(one < other),
  ">": (one, other) => truth(one > other),
  "<=": (one, other) => truth(one <= other),
  ">=": (one, other) => truth(one >= other),
  "==": (one, other) => truth(one === other),
  "!=": (one, other) => truth(one !== other),
  "&&": (one, other) => truth(one !== 0 && other !== 0),
  "||": (one, other) => truth(one !== 0 || other !== 0),
  ",": (_, other) => other,
};

const binary = (operator: string, one: number, other: number): number | undefined =>
  OPERATIONS[operator]?.(one, other);

/** How a command ends that works out an expression: well, where its value is not 0. */
export const arithmeticStatus = (value: number | undefined): Status =>
  value === undefined ? "either" : value === 0 ? 1 : 0;
