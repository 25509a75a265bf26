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
 * that may start there, and at most places none does. One pass over the text, whatever it holds.
 */
export function keywordSearch(keywords: readonly string[]): KeywordSearch {
  const classes = Uint8Array.from({ length: 128 }, (_, code) => classOf(code));
  // The list of `lists` to try by three classes, 0 for none.
  const table = new Uint16Array(CLASSES ** 3);
  const lists: string[][] = [[]];
  const add = (place: number, keyword: string) => {
    const list = table[place] ?? 0;
    if (list === 0) table[place] = lists.push([keyword]) - 1;
    else lists[list]?.push(keyword);
  };
  for (const keyword of new Set(keywords)) {
    const place = (classOf(keyword.charCodeAt(0)) * CLASSES + classOf(keyword.charCodeAt(1))) * CLASSES;
    if (keyword.length > 2) add(place + classOf(keyword.charCodeAt(2)), keyword);
    else for (let any = 0; any < CLASSES; any++) add(place + any, keyword);
  }
  return (text, visit) => {
    let place = 0;
    for (let end = 0; end < text.length; end++) {
      const code = text.charCodeAt(end);
      place = ((place << 5) | (code < 128 ? (classes[code] ?? 0) : 0)) & 0x7fff;
      const list = table[place] ?? 0;
      if (list === 0 || end < 2) continue;
      for (const keyword of lists[list] ?? []) {
        if (text.startsWith(keyword, end - 2)) visit(end - 2, keyword);
      }
    }
  };
}
