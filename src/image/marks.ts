/** What stands around the name of a dye in a text, in place of the secret. */
export const OPEN = "\uE000";
export const CLOSE = "\uE001";
/** The number of the evaluation that made it, unless that is 0, and its own among those. */
export const MARK = /\uE000(?:([0-9a-z]+)\.)?([0-9a-z]+)\uE001/g;

/** Stands in a text for a part that cannot be known: what a program prints, a variable that the base image may set. */
export const UNKNOWN = "\uE002";
/** Goes before and after the name of a file in the text of an archive; ends a text that was compressed. */
export const MEMBER = "\uE003";
/** What stands for text that is not known: a mark as one character, or `UNKNOWN`. */
export const OPAQUE = /[\uE000-\uE002\uE100-\uF8FF]/;
/** Longer texts are not kept as they are: a loop can double one in each round. */
export const LONGEST = 1_000_000;
/** A text with more has one secret over and over. */
const MOST_MARKS = 2_000;

/** The marks of a text, in order. */
export const marksIn = (text: string): string[] => (text.includes(OPEN) ? (text.match(MARK) ?? []) : []);

/** The characters of a text, a mark being one. */
export function unitsIn(text: string): string[] {
  if (!text.includes(OPEN)) return text.split("");
  const found: string[] = [];
  let at = 0;
  for (const mark of marksIn(text)) {
    const start = text.indexOf(mark, at);
    for (; at < start; at++) found.push(text[at]!);
    found.push(mark);
    at = start + mark.length;
  }
  for (; at < text.length; at++) found.push(text[at]!);
  return found;
}

/** A source text in which no character can be taken for a mark; lengths and offsets stay. */
export const withoutMarks = (text: string): string =>
  /[\uE000-\uE003]/.test(text) ? text.replace(/[\uE000-\uE003]/g, "\uFFFD") : text;

/** The text, unless it is longer than anything that ships, or has more marks: then only what is secret in it. */
export function bounded(text: string): string {
  if (text.length <= 4 * MOST_MARKS) return text;
  const marks = marksIn(text);
  return text.length <= LONGEST && marks.length <= MOST_MARKS ? text : [...new Set(marks)].join("") + UNKNOWN;
}
