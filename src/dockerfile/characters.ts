/** Whether Go's `unicode.IsSpace` holds for a UTF-16 unit: U+0085 is a blank, U+FEFF is none, unlike in JavaScript's `\s`. */
export function isSpace(code: number): boolean {
  if (code <= 0x20) return code === 0x20 || (code >= 0x09 && code <= 0x0d);
  if (code < 0x85) return false;
  if (code < 0x2000) return code === 0x85 || code === 0xa0 || code === 0x1680;
  if (code <= 0x200a) return true;
  return code === 0x2028 || code === 0x2029 || code === 0x202f || code === 0x205f || code === 0x3000;
}

/** Whether a unit separates words in the instructions that split on white space alone (reading rule 8). */
export function isSeparator(code: number): boolean {
  return code === 0x20 || code === 0x09 || (code >= 0x0b && code <= 0x0d);
}

/** The first offset from `from` that holds no blank, or `end`. */
export function skipSpaces(text: string, from: number, end: number = text.length): number {
  let at = from;
  while (at < end && isSpace(text.charCodeAt(at))) at++;
  return at;
}

/** The offset behind the last character before `end` that is no blank, or `from`. */
export function skipSpacesBack(text: string, end: number, from = 0): number {
  let at = end;
  while (at > from && isSpace(text.charCodeAt(at - 1))) at--;
  return at;
}

export function trim(text: string): string {
  return text.slice(skipSpaces(text, 0), skipSpacesBack(text, text.length, skipSpaces(text, 0)));
}

/** Lower case as Go makes it: character by character, `İ` to `i`. */
export function lowerCase(text: string): string {
  let ascii = true;
  for (let at = 0; at < text.length && ascii; at++) ascii = text.charCodeAt(at) < 0x80;
  if (ascii) return text.toLowerCase();
  return Array.from(text, (character) => (character === "İ" ? "i" : character.toLowerCase())).join("");
}

/** The number of bytes of a stretch in UTF-8. */
export function byteLength(text: string, start: number, end: number): number {
  let bytes = end - start;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    // Each half of a surrogate pair stands for two of the four bytes.
    if (code >= 0x80) bytes += code < 0x800 || (code >= 0xd800 && code <= 0xdfff) ? 1 : 2;
  }
  return bytes;
}
