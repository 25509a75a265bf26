import { isSeparator, isSpace } from "./characters";
import type { EscapeCharacter } from "./types";

/** A stretch of the text of an instruction's arguments. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

const singleQuote = 0x27;
const doubleQuote = 0x22;

/** Words of ENV, LABEL and ARG: blanks part them, quotes and escapes keep blanks together and stay in the word. */
export function quotedWords(text: string, escapeCharacter: EscapeCharacter): Stretch[] {
  const words: Stretch[] = [];
  const escapeCode = escapeCharacter.charCodeAt(0);
  let at = 0;
  while (at < text.length) {
    if (isSpace(text.charCodeAt(at))) {
      at++;
      continue;
    }
    const start = at;
    let end = -1;
    let quote = 0;
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (quote === 0 && isSpace(code)) break;
      if (code === escapeCode && quote !== singleQuote) {
        // An escape that ends the text is dropped; any other keeps the next character from counting.
        if (at + 1 === text.length) end = at;
        else at++;
      } else if (quote !== 0) {
        if (code === quote) quote = 0;
      } else if (code === singleQuote || code === doubleQuote) {
        quote = code;
      }
    }
    if (end < 0) end = Math.min(at, text.length);
    if (end > start) words.push({ start, end });
  }
  return words;
}

/** Words of FROM, EXPOSE, COPY, ADD and VOLUME: split on white space, where quotes mean nothing (reading rule 8). */
export function separatedWords(text: string): Stretch[] {
  const words: Stretch[] = [];
  if (text === "") return words;
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    if (!isSeparator(text.charCodeAt(at))) continue;
    words.push({ start, end: at });
    while (isSeparator(text.charCodeAt(at + 1))) at++;
    start = at + 1;
  }
  words.push({ start, end: text.length });
  return words;
}

/** Where the first run of white space begins and ends, or undefined. */
export function firstSeparator(text: string): Stretch | undefined {
  let start = 0;
  while (start < text.length && !isSeparator(text.charCodeAt(start))) start++;
  if (start === text.length) return undefined;
  let end = start + 1;
  while (end < text.length && isSeparator(text.charCodeAt(end))) end++;
  return { start, end };
}
