/** Says of a file's bytes whether one of many keywords stands in them. */
export type KeywordFilter = (bytes: Uint8Array) => boolean;

/**
 * Makes a filter for keywords of at least three ASCII characters (Wu and Manber, "A fast algorithm for multi-pattern searching", 1994):
 * from each pair of bytes a table tells how far to go on at least, so that most pairs are never looked at. Time is linear in the
 * bytes, times the keywords that begin with the same three characters.
 */
export function keywordFilter(keywords: readonly string[]): KeywordFilter {
  const shifts = new Uint8Array(65536).fill(2);
  const byStart = new Map<number, Uint8Array[]>();
  for (const keyword of keywords) {
    const bytes = new TextEncoder().encode(keyword);
    const [first = 0, second = 0, third = 0] = bytes;
    const early = (first << 8) | second;
    shifts[early] = Math.min(shifts[early] ?? 0, 1);
    shifts[(second << 8) | third] = 0;
    const start = (early << 8) | third;
    byStart.set(start, [...(byStart.get(start) ?? []), bytes]);
  }
  return (bytes) => {
    for (let at = 2; at < bytes.length; ) {
      const pair = (bytes[at - 1]! << 8) | bytes[at]!;
      const shift = shifts[pair]!;
      at += shift;
      if (shift > 0) continue;
      const found = byStart.get((bytes[at - 2]! << 16) | pair);
      if (found?.some((keyword) => standsAt(keyword, bytes, at - 2))) return true;
      at++;
    }
    return false;
  };
}

function standsAt(keyword: Uint8Array, bytes: Uint8Array, at: number): boolean {
  for (let index = 3; index < keyword.length; index++) if (keyword[index] !== bytes[at + index]) return false;
  return true;
}

const AT = 0x40;
const COLON = 0x3a;
const SLASH = 0x2f;
/** No user name and password together are longer. */
const USER_LIMIT = 800;

/** Whether something like `://user:password@` stands in the bytes. Looks at `@` signs only, of which most files have none. */
export function holdsUserInfo(bytes: Uint8Array): boolean {
  let from = 0;
  for (let at = bytes.indexOf(AT); at >= 0; at = bytes.indexOf(AT, at + 1)) {
    let colon = false;
    // What an earlier sign looked at is not looked at again.
    for (let back = at - 1; back >= Math.max(from, at - USER_LIMIT); back--) {
      const byte = bytes[back]!;
      if (byte === SLASH) {
        if (colon && bytes[back - 1] === SLASH && bytes[back - 2] === COLON) return true;
        break;
      }
      if (byte === COLON) colon = true;
      else if (byte <= 0x20 || byte === 0x22 || byte === 0x27 || byte === 0x60 || byte === 0x3c) break;
    }
    from = at;
  }
  return false;
}
