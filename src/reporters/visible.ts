/**
 * A text that does nothing to a terminal: control characters become the pictures that Unicode has for them, and what is invisible
 * or turns the reading direction becomes its code point (`<U+202E>`).
 */
export function visible(text: string): string {
  return text.replace(UNSAFE, (character) => {
    const code = character.charCodeAt(0);
    if (code < 0x20) return String.fromCharCode(0x2400 + code);
    if (code === 0x7f) return "\u2421";
    return `<U+${code.toString(16).toUpperCase().padStart(4, "0")}>`;
  });
}

/** The same for JSON, in which each character may be written as an escape. What is below U+0020 is escaped in it anyway. */
export const visibleJson = (json: string): string =>
  json.replace(HIDING, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);

// Delete and C1 controls, line and paragraph separators, marks of direction, invisible characters, halves of surrogate pairs.
const HIDDEN =
  "[\\u007f-\\u009f\\u00ad\\u061c\\u200b\\u200e\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff]" +
  "|[\\ud800-\\udbff](?![\\udc00-\\udfff])|(?<![\\ud800-\\udbff])[\\udc00-\\udfff]";
const HIDING = new RegExp(HIDDEN, "g");
const UNSAFE = new RegExp(`[\\u0000-\\u001f]|${HIDDEN}`, "g");
