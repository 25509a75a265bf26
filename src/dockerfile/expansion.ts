import type { EscapeCharacter } from "./types";
import { WordReader } from "./word-reader";

export { ExpansionError } from "./pattern";

/**
 * How a text is read: `word` for the words of instructions, `raw` for bodies of unquoted COPY and ADD heredocs (quotes are
 * ordinary characters and the escape is always a backslash), `words` for EXPOSE, which is split after expansion.
 */
export type ExpansionMode = "word" | "raw" | "words";

export interface ExpansionOptions {
  /** The Dockerfile's escape character; a backslash where it is not given. */
  readonly escape?: EscapeCharacter;
  readonly mode?: ExpansionMode;
}

export interface Expansion {
  readonly result: string;
  /** The result split into words, as EXPOSE takes it. */
  readonly words: readonly string[];
  /** The set variables that were asked for, sorted; one in a branch not taken is among them. */
  readonly matched: readonly string[];
  /** The unset variables that were asked for, sorted. */
  readonly unmatched: readonly string[];
  /** The variables whose value is in the result, as a whole or in part. */
  readonly flowed: readonly string[];
}

/**
 * Expands a word as BuildKit's lexer does (build-semantics 4.5 to 4.7).
 * @param lookup called for each variable that is asked for, once or more; undefined means not set
 * @throws ExpansionError where a build would be refused, and beyond limits of nesting and length that no real file reaches
 */
export function expand(
  word: string,
  lookup: (name: string) => string | undefined,
  options: ExpansionOptions = {},
): Expansion {
  const matched = new Set<string>();
  const unmatched = new Set<string>();
  const lookupAndNote = (name: string) => {
    const value = lookup(name);
    (value === undefined ? unmatched : matched).add(name);
    return value;
  };
  const raw = options.mode === "raw";
  const reader = new WordReader(word, lookupAndNote, {
    escapeCharacter: raw ? "\\" : (options.escape ?? "\\"),
    quotesAreText: raw,
  });
  const { result, words } = reader.read();
  const flowed = [...new Set(reader.flowed)];
  return { result, words, matched: [...matched].sort(), unmatched: [...unmatched].sort(), flowed };
}

export type Environment = ReadonlyMap<string, string> | Readonly<Record<string, string>>;

/**
 * The text that a word of a Dockerfile comes to; with the mode `words` a list.
 * @throws ExpansionError where a build would be refused
 */
export function expandWord(
  word: string,
  environment: Environment,
  options: ExpansionOptions & { readonly mode: "words" },
): string[];
export function expandWord(
  word: string,
  environment: Environment,
  options?: ExpansionOptions & { readonly mode?: "word" | "raw" },
): string;
export function expandWord(
  word: string,
  environment: Environment,
  options: ExpansionOptions,
): string | string[];
export function expandWord(
  word: string,
  environment: Environment,
  options: ExpansionOptions = {},
): string | string[] {
  const expansion = expand(word, lookupIn(environment), options);
  return options.mode === "words" ? [...expansion.words] : expansion.result;
}

function lookupIn(environment: Environment): (name: string) => string | undefined {
  if (environment instanceof Map) return (name) => environment.get(name);
  const record = environment as Readonly<Record<string, string>>;
  return (name) => (Object.hasOwn(record, name) ? record[name] : undefined);
}
