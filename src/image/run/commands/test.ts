import type { TestExpression } from "../../../shell/syntax";
import { UNKNOWN } from "../../dyes";
import { patternMatches } from "../flow";
import { quotedPattern } from "../glob";
import type { Shell } from "../shell";
import type { WordExpander } from "../words";
import type { Status } from "./command";

type Truth = boolean | undefined;

const statusOf = (truth: Truth): Status => (truth === undefined ? "either" : truth ? 0 : 1);
const not = (truth: Truth): Truth => (truth === undefined ? undefined : !truth);
const all = (one: Truth, other: Truth): Truth =>
  one === false || other === false ? false : one === undefined || other === undefined ? undefined : true;
const either = (one: Truth, other: Truth): Truth => not(all(not(one), not(other)));

/** `[[ … ]]` */
export function testExpression(expression: TestExpression, shell: Shell, words: WordExpander): Status {
  return statusOf(holds(expression, shell, words));
}

function holds(expression: TestExpression, shell: Shell, words: WordExpander): Truth {
  switch (expression.kind) {
    case "unary":
      return unary(expression.operator, words.text(expression.operand, shell), shell);
    case "binary": {
      const left = words.text(expression.left, shell);
      const { operator } = expression;
      if (operator === "==" || operator === "=" || operator === "!=") {
        const matches = patternMatches(words.pattern(expression.right, shell), left, shell);
        return operator === "!=" ? not(matches) : matches;
      }
      if (operator === "=~") return undefined;
      return binary(operator, left, words.text(expression.right, shell), shell);
    }
    case "not":
      return not(holds(expression.operand, shell, words));
    case "and":
    case "or": {
      let truth: Truth = expression.kind === "and";
      for (const operand of expression.operands) {
        // What is decided is not asked further: an operand may have effects.
        if (truth === (expression.kind === "or")) break;
        truth =
          expression.kind === "and"
            ? all(truth, holds(operand, shell, words))
            : either(truth, holds(operand, shell, words));
      }
      return truth;
    }
  }
}

/** Each operator of a longer test would be one call deeper: it may hold or not. */
const MOST_WORDS = 500;

/** `[ … ]` and `test …`, by the words. */
export function testWords(args: readonly string[], shell: Shell): Status {
  return args.length > MOST_WORDS ? "either" : statusOf(wordsHold(args, shell));
}

function wordsHold(args: readonly string[], shell: Shell): Truth {
  if (args.length === 0) return false;
  if (args.length === 1) return nonEmpty(args[0]!, shell);
  if (args.length === 3 && BINARY.has(args[1]!)) return binary(args[1]!, args[0]!, args[2]!, shell);
  for (const [operator, join] of [
    ["-o", either],
    ["-a", all],
  ] as const) {
    const at = args.indexOf(operator, 1);
    if (at > 0 && at < args.length - 1 && args.length > 3)
      return join(wordsHold(args.slice(0, at), shell), wordsHold(args.slice(at + 1), shell));
  }
  if (args[0] === "!") return not(wordsHold(args.slice(1), shell));
  if (args[0] === "(" && args.at(-1) === ")") return wordsHold(args.slice(1, -1), shell);
  return args.length === 2 ? unary(args[0]!, args[1]!, shell) : undefined;
}

const BINARY = new Set([
  "=",
  "==",
  "!=",
  "<",
  ">",
  "-eq",
  "-ne",
  "-lt",
  "-le",
  "-gt",
  "-ge",
  "-nt",
  "-ot",
  "-ef",
]);

function nonEmpty(text: string, shell: Shell): Truth {
  if (shell.dyes.surely(text)) return true;
  if (shell.dyes.marked(text)) return undefined;
  return text.replaceAll(UNKNOWN, "") !== "" ? true : text === "" ? false : undefined;
}

function unary(operator: string, operand: string, shell: Shell): Truth {
  switch (operator) {
    case "-n":
      return nonEmpty(operand, shell);
    case "-z":
      return not(nonEmpty(operand, shell));
    case "-e":
    case "-a":
    case "-r":
    case "-w":
      return exists(operand, shell);
    case "-f": {
      const there = exists(operand, shell);
      return there === true && shell.view.isDirectory(shell.path(operand)) ? false : there;
    }
    case "-s": {
      if (exists(operand, shell) === false) return false;
      const text = shell.read(operand);
      return exists(operand, shell) ? nonEmpty(text, shell) : undefined;
    }
    case "-d": {
      const there = exists(operand, shell);
      if (there === false) return false;
      if (there === true) return shell.view.isDirectory(shell.path(operand));
      return undefined;
    }
    case "-h":
    case "-L":
      return shell.view.links.has(shell.path(operand, false)) || undefined;
    case "-v":
      return shell.variables.has(operand) || shell.arrays.has(operand) || undefined;
    default:
      return undefined;
  }
}

const exists = (operand: string, shell: Shell): Truth =>
  operand === "" ? false : operand.includes(UNKNOWN) ? undefined : shell.exists(operand);

function binary(operator: string, left: string, right: string, shell: Shell): Truth {
  switch (operator) {
    case "=":
    case "==":
      return patternMatches(quotedPattern(right), left, shell);
    case "!=":
      return not(patternMatches(quotedPattern(right), left, shell));
  }
  const [one, other] = [left, right].map((text) => (/^\s*-?\d+\s*$/.test(text) ? Number(text) : undefined));
  if (one === undefined || other === undefined) return undefined;
  switch (operator) {
    case "-eq":
      return one === other;
    case "-ne":
      return one !== other;
    case "-lt":
      return one < other;
    case "-le":
      return one <= other;
    case "-gt":
      return one > other;
    case "-ge":
      return one >= other;
    default:
      return undefined;
  }
}
