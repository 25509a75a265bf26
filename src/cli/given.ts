import { nearest } from "../engine/nearest";

/** Wrong usage, in one line. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** Stands for `-`, which the parser takes for an option without a name; no argument can hold a NUL. */
const HYPHEN = "\0-";

/** An argument as the parser gets it. */
export const protect = (argument: string): string => (argument === "-" ? HYPHEN : argument);

/** What the parser of the command line read, by the name of the option. */
export type Given = Readonly<Record<string, unknown>>;

/** What is read besides options. */
const WORDS = ["_", "--"];

/** Throws UsageError for an option that is not among the known ones. */
export function checkNames(given: Given, known: readonly string[]): void {
  const unknown = Object.keys(given).find((name) => !known.includes(name) && !WORDS.includes(name));
  if (unknown !== undefined) {
    const shown = unknown.length === 1 ? `-${unknown}` : `--${unknown}`;
    throw new UsageError(`there is no option ${shown}; the nearest is --${nearest(unknown, known)}`);
  }
}

/** The value of an option that is given once; the last one counts. Throws UsageError where it has none. */
export const value = (given: Given, name: string): string | undefined => values(given, name).at(-1);

/** All values of an option, or the words of a command. Throws UsageError where an option has none. */
export function values(given: Given, name: string): readonly string[] {
  const found = given[name];
  if (found === undefined) return [];
  const list = (Array.isArray(found) ? found : [found]).map((each) => (each === HYPHEN ? "-" : String(each)));
  if ((list.length === 0 || list.includes("")) && !WORDS.includes(name))
    throw new UsageError(`--${name} needs a value`);
  return list;
}

/** The value of an option that takes one of some words. Throws UsageError, with the nearest, where it is none of them. */
export function oneOf<Word extends string>(
  given: Given,
  name: string,
  words: readonly Word[],
): Word | undefined {
  const written = value(given, name);
  return written === undefined ? undefined : among(written, name, words);
}

/** What is written for an option as the one of some words that it is. Throws UsageError, with the nearest. */
export function among<Word extends string>(written: string, name: string, words: readonly Word[]): Word {
  const word = words.find((each) => each === written);
  if (word !== undefined) return word;
  throw new UsageError(
    `--${name} is ${words.join(", ")}, and not ${JSON.stringify(written)}; the nearest is ${nearest(written, words)}`,
  );
}
