/** Calls `visit` for each keyword and each place where it stands in a text, in order of the places. */
export type KeywordSearch = (text: string, visit: (at: number, keyword: string) => void) => void;

/** Six bits for a character: letters without their case, digits, and the rest thrown together. */
const classOf = (code: number): number => {
  if (code >= 97 && code <= 122) return code - 96;
  if (code >= 65 && code <= 90) return code - 64;
  if (code >= 48 && code <= 57) return code - 21;
  return 37 + (code % 27);
};

const CLASSES = 64;

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
    if (table[place] === 0) table[place] = lists.push([]) - 1;
    lists[table[place] ?? 0]?.push(keyword);
  };
  for (const keyword of new Set(keywords)) {
    const [first = 0, second = 0, third] = [...keyword.slice(0, 3)].map((letter) =>
      classOf(letter.charCodeAt(0)),
    );
    const place = (first * CLASSES + second) * CLASSES;
    if (third !== undefined) add(place + third, keyword);
    else for (let any = 0; any < CLASSES; any++) add(place + any, keyword);
  }
  return (text, visit) => {
    let place = 0;
    for (let end = 0; end < text.length; end++) {
      const code = text.charCodeAt(end);
      place = ((place << 6) | (code < 128 ? (classes[code] ?? 0) : 0)) & 0x3ffff;
      const list = table[place] ?? 0;
      if (list === 0 || end < 2) continue;
      for (const keyword of lists[list] ?? []) {
        if (text.startsWith(keyword, end - 2)) visit(end - 2, keyword);
      }
    }
  };
}
