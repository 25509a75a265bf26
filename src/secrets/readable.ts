import { unleeted } from "./placeholders";

/** Bits per character. */
export function shannonEntropy(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  const length = [...text].length;
  let bits = 0;
  for (const count of counts.values()) bits -= (count / length) * Math.log2(count / length);
  return bits;
}

/**
 * Whether letters are in no order that a person would write: short runs of small letters between capitals, or few vowels. Words
 * of any language have a vowel in every third letter, random letters in every fifth. `shortRun`: how many small letters are few.
 */
export function isScrambled(letters: string, shortRun = 2.2): boolean {
  if (/[a-z]/.test(letters) && /[A-Z]/.test(letters.slice(1))) {
    const runs = letters.match(/[a-z]+/g) ?? [];
    return letters.length >= 10 && runs.join("").length / runs.length < shortRun;
  }
  const vowels = letters.match(/[aeiouy]/gi)?.length ?? 0;
  return letters.length >= 16 && vowels / letters.length < 0.22;
}

const PART = /^(?:[A-Za-z]*|v\d{1,2}|[A-Za-z]{2,12}\d)$/;

/** Words with signs between them, at most a version among them: `cache-v1-linux`, `TokenProvider`, `my.service.name`. */
export function isReadable(text: string): boolean {
  const parts = text.split(/[-_./ :@,]/);
  return (
    parts.every((part) => PART.test(part) && !isScrambled(part.replace(/\d$/, ""))) &&
    (parts.length > 1 || !/\d/.test(text)) &&
    shannonEntropy(text) < 4.4
  );
}

/** Words without a digit that are about a password, more of them than a passphrase has. */
export function isSentence(text: string): boolean {
  const words = text.length > 400 ? 400 : text.split(/\s+/).length;
  return !/\d/.test(text) && words > 2 && (words > 6 || /[.!?]$|password/i.test(text));
}

/**
 * Letters only, once digits are read as the letters they stand for, and a word for `password` among them: `MyS3cretPass!`. In what is long
 * three letters may stand by chance, so they have to stand apart.
 */
export function speaksOfPasswords(text: string): boolean {
  if (text.length > 64) return false;
  const plain = unleeted(text.toLowerCase()).replace(/(?:1|12|123|1234|12345|123456)?[!@#$.]{0,3}$/, "");
  const word = text.length < 16 ? /pass|pwd|psw|secret|pw$/ : /pass|secret|\b(?:pwd|psw|pw)\b/;
  return /^[a-z_.,! -]*$/.test(plain) && word.test(plain.replaceAll("_", "-"));
}

/** What a person types to get on: up to three words in small letters, a word and a counted number. */
export function isQuickPassword(text: string): boolean {
  const oneWord = /^[a-z]+$/i.test(text) && !/[a-z][A-Z].*[a-z][A-Z]/.test(text);
  return (
    text.length < 8 ||
    (oneWord && text.length < 16) ||
    /^\d+$/.test(text) ||
    (/^[A-Za-z]{3,15}[-_@!.]?(?:\d|12|123|1234|12345|123456|1234567|12345678|321|4321)[!@#.]{0,2}$/.test(
      text,
    ) &&
      !isScrambled(/^[A-Za-z]*/.exec(text)![0])) ||
    (text.length <= 20 && /^[a-z]{2,}(?:[-_. ][a-z]{2,}){1,2}$/.test(text))
  );
}

/** The text that a value is the base64 of, where it is one of printable ASCII; else undefined. */
export function fromBase64(value: string): string | undefined {
  if (value.length % 4 !== 0 || !/^[A-Za-z0-9+/]{8,88}={0,2}$/.test(value)) return undefined;
  const plain = Buffer.from(value, "base64").toString("latin1").trim();
  return /^[\x20-\x7e]{4,}$/.test(plain) ? plain : undefined;
}
