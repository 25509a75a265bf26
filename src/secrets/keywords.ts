/** Calls `visit` for each keyword and each place where it stands in a text, in order of the places. */
export type KeywordSearch = (text: string, visit: (at: number, keyword: string) => void) => void;

/** Five bits for a character: letters without their case, and the rest thrown together. */
const classOf = (code: number): number => {
  if (code >= 97 && code <= 122) return code - 96;
  if (code >= 65 && code <= 90) return code - 64;
  return code >= 48 && code <= 57 ? 27 : 28 + (code % 4);
};

const CLASSES = 32;

/**
 * Makes a search for many keywords at once, ASCII and of two characters at least: three characters in a row select the few keywords
 * that may start there, two those of two, and at most places none does. One pass over the text, whatever it holds.
 */
export function keywordSearch(keywords: Iterable<string>): KeywordSearch {
  const classes = Uint8Array.from({ length: 128 }, (_, code) => classOf(code));
  // The first entry to try by three classes, 0 for none; after each entry comes another of the same place, 0 for none.
  const table = new Uint16Array(CLASSES ** 3);
  const pairs = new Uint16Array(CLASSES ** 2);
  const entries = [""];
  const following = [0];
  const add = (first: Uint16Array, place: number, keyword: string) => {
    let last = 0;
    for (let at = first[place] ?? 0; at !== 0; at = following[at] ?? 0) {
      if (entries[at] === keyword) return;
      last = at;
    }
    const entry = entries.push(keyword) - 1;
    following.push(0);
    if (last === 0) first[place] = entry;
    else following[last] = entry;
  };
  for (const keyword of keywords) {
    const pair = classOf(keyword.charCodeAt(0)) * CLASSES + classOf(keyword.charCodeAt(1));
    if (keyword.length > 2) add(table, pair * CLASSES + classOf(keyword.charCodeAt(2)), keyword);
    else add(pairs, pair, keyword);
  }
  return (text, visit) => {
    const visitFrom = (first: number, start: number) => {
      for (let at = first; at !== 0; at = following[at] ?? 0) {
        const keyword = entries[at] ?? "";
        if (text.startsWith(keyword, start)) visit(start, keyword);
      }
    };
    let place = 0;
    for (let end = 0; end < text.length; end++) {
      const code = text.charCodeAt(end);
      place = ((place << 5) | (code < 128 ? (classes[code] ?? 0) : 0)) & 0x7fff;
      if (end < 2) continue;
      const long = table[place] ?? 0;
      const short = pairs[place >> 5] ?? 0;
      if (long !== 0) visitFrom(long, end - 2);
      if (short !== 0) visitFrom(short, end - 2);
    }
  };
}
