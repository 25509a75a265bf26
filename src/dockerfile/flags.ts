import { isSpace, skipSpaces } from "./characters";
import type { EscapeCharacter } from "./types";
import type { Stretch } from "./words";

export interface SplitFlags {
  readonly flags: readonly string[];
  /** Where each flag stands in the text. */
  readonly stretches: readonly Stretch[];
  /** Where the arguments begin in the text. */
  readonly restStart: number;
  /** The text behind the flags, not trimmed. */
  readonly rest: string;
}

const hyphen = 0x2d;
const none: readonly never[] = [];

/**
 * Parts the flags from what follows the keyword (reading rule 5). BuildKit walks over bytes here and takes each for a
 * character, so that `é` becomes `Ã©` and the bytes 0x85 and 0xA0 are blanks: non-ASCII text is turned into such characters first.
 */
export function splitFlags(text: string, escapeCharacter: EscapeCharacter): SplitFlags {
  const start = skipSpaces(text, 0);
  if (text.charCodeAt(start) !== hyphen || text.charCodeAt(start + 1) !== hyphen) {
    return { flags: none, stretches: none, restStart: start, rest: text.slice(start) };
  }
  const bytes = Buffer.from(text, "utf8");
  if (bytes.length === text.length) return scan(text, escapeCharacter);
  const split = scan(bytes.toString("latin1"), escapeCharacter);
  const toOffset = (byte: number) => bytes.subarray(0, byte).toString("utf8").length;
  return {
    flags: split.flags,
    stretches: split.stretches.map((stretch) => ({
      start: toOffset(stretch.start),
      end: toOffset(stretch.end),
    })),
    restStart: toOffset(split.restStart),
    rest: bytes.subarray(split.restStart).toString("utf8"),
  };
}

function scan(text: string, escapeCharacter: EscapeCharacter): SplitFlags {
  const escapeCode = escapeCharacter.charCodeAt(0);
  const flags: string[] = [];
  const stretches: Stretch[] = [];
  let at = 0;
  while (true) {
    at = skipSpaces(text, at);
    if (text.charCodeAt(at) !== hyphen || text.charCodeAt(at + 1) !== hyphen) break;
    const start = at;
    let word = "";
    let quote = 0;
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (quote === 0 && isSpace(code)) break;
      if (quote !== 0 && code === quote) quote = 0;
      else if (quote === 0 && (code === 0x22 || code === 0x27)) quote = code;
      else if (code === escapeCode) {
        if (at + 1 < text.length) word += text[++at];
      } else word += text[at];
    }
    if (word === "--") break;
    flags.push(word);
    stretches.push({ start, end: at });
  }
  return { flags, stretches, restStart: at, rest: text.slice(at) };
}
