import { nameWords } from "./name-words";
import type { NameVerdict } from "./types";
import { wordsOf } from "./word-list";

type WordList = Exclude<keyof typeof nameWords, "strongEnds">;

interface Words extends Readonly<Record<WordList, ReadonlySet<string>>> {
  readonly strongEnds: readonly string[];
}

let words: Words | undefined;

function loadWords(): Words {
  if (words) return words;
  const set = (list: WordList) => new Set(wordsOf(nameWords[list]));
  words = {
    strongEnds: wordsOf(nameWords.strongEnds),
    strongWords: set("strongWords"),
    strongPairs: set("strongPairs"),
    strongEndExceptions: set("strongEndExceptions"),
    weakWords: set("weakWords"),
    urlWords: set("urlWords"),
    neutralAfter: set("neutralAfter"),
    neutralBefore: set("neutralBefore"),
    neutralBeforeKey: set("neutralBeforeKey"),
    neutralBeforeToken: set("neutralBeforeToken"),
    neutralBeforeSecret: set("neutralBeforeSecret"),
    neutralBeforePass: set("neutralBeforePass"),
  };
  return words;
}

/** Words whose number is part of them. */
const NUMBERED = /^(?:sha\d+|md5|base64|auth0|oauth2|x509)$/;

/** The words of a name: split at `_`, `-`, `.` and the like and where camelCase turns, in lower case, without a number at the end. */
export function segmentsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1_$2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .map((word) => (word.length > 3 && !NUMBERED.test(word) ? word.replace(/\d{1,3}$/, "") : word))
    .filter((word) => word !== "" && !/^\d+$/.test(word));
}

/** Whether a name is one word that says nothing of what it holds: `T`, `STRIPE`, and not `VERSION` or `HOST`. */
export function saysNothing(name: string): boolean {
  const { neutralAfter, urlWords } = loadWords();
  const [word, second] = segmentsOf(name);
  return word !== undefined && second === undefined && !neutralAfter.has(word) && !urlWords.has(word);
}

const PASSWORD =
  /(?:pass(?:w(?:or)?d?s?|phrases?|codes?|wort)?|pwds?|pwords?|psw|^pw|(?:bind|db|user|root|admin)pw)$/;

/** Whether a name promises a password, which a person chose, and not a key, which a program made. */
export const isPasswordName = (name: string): boolean =>
  segmentsOf(name).some((word) => PASSWORD.test(word) && !loadWords().strongEndExceptions.has(word));

/** What the words of a name say, where the name itself is not known. */
export function strengthOfWords(name: string): NameVerdict["strength"] {
  const known = loadWords();
  const segments = segmentsOf(name);
  const strong = segments.flatMap((_, at) => strongMatch(known, segments, at));
  if (strong.some((match) => !isNeutral(known, segments, match))) return "strong";
  if (strong.length === 0) {
    const weak = segments.flatMap((word, at) =>
      known.weakWords.has(word) ? [{ first: at, last: at, own: false }] : [],
    );
    const last = segments.at(-1);
    if (last !== undefined && known.urlWords.has(last)) return "url";
    if (weak.some((match) => !isNeutral(known, segments, match))) return "weak";
  }
  const last = segments.at(-1);
  return last !== undefined && known.urlWords.has(last) ? "url" : "none";
}

/** Segments that together are a secret's word. `own`: a secret even beside `gpg`, such as a passphrase or a private key. */
interface Match {
  readonly first: number;
  readonly last: number;
  readonly own: boolean;
}

function strongMatch(known: Words, segments: readonly string[], at: number): Match[] {
  const word = segments[at] ?? "";
  const next = segments[at + 1];
  if (next !== undefined && known.strongPairs.has(`${word}-${next}`))
    return [{ first: at, last: at + 1, own: word === "private" || word === "priv" || word === "secret" }];
  if (known.strongWords.has(word)) return [{ first: at, last: at, own: !word.endsWith("key") }];
  const joined =
    word.length > 4 &&
    !known.strongEndExceptions.has(word) &&
    known.strongEnds.some((end) => word.endsWith(end) && (end !== "pass" || at === segments.length - 1));
  return joined ? [{ first: at, last: at, own: true }] : [];
}

function isNeutral(known: Words, segments: readonly string[], { first, last, own }: Match): boolean {
  const before = segments.slice(0, first);
  const nearest = before.at(-1) ?? "";
  const word = segments[last] ?? "";
  if (before.some((segment) => known.neutralBefore.has(segment))) return true;
  if (!own && before.some((segment) => /^(?:gpg|pgp|gnupg)$/.test(segment))) return true;
  if (/^keys?$/.test(word) && first === last && known.neutralBeforeKey.has(nearest)) return true;
  if (/^tokens?$/.test(word) && known.neutralBeforeToken.has(nearest)) return true;
  if (/^secrets?$/.test(word) && first === last && known.neutralBeforeSecret.has(nearest)) return true;
  if (word === "pass" && known.neutralBeforePass.has(nearest)) return true;
  return segments.slice(last + 1).some((segment) => known.neutralAfter.has(segment));
}
