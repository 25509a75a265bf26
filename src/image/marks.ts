/** What stands around the name of a dye in a text, in place of the secret. */
export const OPEN = "\uE000";
export const CLOSE = "\uE001";
/** The number of the evaluation that made it, unless that is 0, and its own among those. */
export const MARK = /\uE000(?:([0-9a-z]+)\.)?([0-9a-z]+)\uE001/g;

/** The marks of a text, in order: what stands between the two characters of each names its dye. */
export function marksIn(text: string): string[] {
  const found: string[] = [];
  for (let open = text.indexOf(OPEN); open >= 0; open = text.indexOf(OPEN, open + 1)) {
    const close = text.indexOf(CLOSE, open);
    if (close < 0) break;
    if (/^[0-9a-z.]+$/.test(text.slice(open + 1, close))) found.push(text.slice(open, close + 1));
  }
  return found;
}

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
