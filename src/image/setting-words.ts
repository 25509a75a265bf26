import { judgeName } from "../secrets";
import type { Evaluation } from "./evaluation";
import { keepNamedLiteral, keepTokens, type Spanned } from "./literals";
import { baseName } from "./paths";
import { passwordStart } from "./run/argument-literals";

/** A value that is a command's options (`-Ddb.password=x -Xmx1g`), or what was meant to be a variable of its own (`ENV export TOKEN=x`). */
export const keepWords = (evaluation: Evaluation, text: string, at: Spanned): string =>
  text.includes("=")
    ? text
        .split(/(\s+)/)
        .map((word) => keepArgument(evaluation, word, undefined, at))
        .join("")
    : text;

/** `--token=x`, `TOKEN=x`, or the word after `--token`, judged by that name; any other word by its shape. */
export function keepArgument(
  evaluation: Evaluation,
  word: string,
  option: string | undefined,
  at: Spanned,
): string {
  const equals = word.indexOf("=");
  // A whole script has blanks before its first `=`, a list has commas.
  const name =
    option ??
    (equals > 0 && /^[\w.-]+$/.test(word.slice(0, equals))
      ? word.slice(0, equals).replace(/^-D(?=\w)|^-+/, "")
      : undefined);
  if (name === undefined || !["known", "strong"].includes(judgeName(name).strength))
    return keepTokens(evaluation.sourceWords, word, at);
  const start = option === undefined ? equals + 1 : 0;
  // In the shell form the value may be quoted; a variable in it is one of the container.
  const [, quote = "", value = ""] = /^(["']?)([\s\S]*)\1$/.exec(word.slice(start)) ?? [];
  return word.slice(0, start) + quote + keepNamedLiteral(evaluation.sourceWords, name, value, at) + quote;
}

/** Reads the words of a command that the container runs, one after another. */
export class CommandWords {
  #program = "";
  #previous: string | undefined;

  constructor(private readonly evaluation: Evaluation) {}

  /** The next word with marks in place of what is secret; `option` is the name that the word before gives it, if any. */
  keep(word: string, option: string | undefined, at: Spanned): string {
    const previous = this.#previous;
    if (previous === undefined || /^(?:&&|\|\|?|exec)$|;$/.test(previous))
      this.#program = baseName(`/${word}`);
    this.#previous = word;
    const start = passwordStart(this.#program, previous, word);
    if (start === undefined) return keepArgument(this.evaluation, word, option, at);
    const kept = keepNamedLiteral(this.evaluation.sourceWords, "PASSWORD", word.slice(start), at);
    return word.slice(0, start) + kept;
  }
}
