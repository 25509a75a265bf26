import { lineDiff, linesOf } from "./line-diff";
import { type Range, SourceText, type Span } from "./source";

/** A stretch of a text and what stands there afterwards. */
export interface Change extends Span {
  readonly text: string;
}

/** A text after changes. Of those that overlap the first one counts, and equal ones count once. */
export function applyChanges(text: string, changes: readonly Change[]): string {
  let result = "";
  let done = 0;
  let last: Change | undefined;
  for (const change of [...changes].sort((a, b) => a.start - b.start || a.end - b.end)) {
    if (change.start < done || (last && sameChange(last, change))) continue;
    result += text.slice(done, change.start) + change.text;
    done = change.end;
    last = change;
  }
  return result + text.slice(done);
}

const sameChange = (one: Change, other: Change): boolean =>
  one.start === other.start && one.end === other.end && one.text === other.text;

/** The smallest changes that make one text of another: lines that differ, without what they have in common at their ends. */
export function changesBetween(before: string, after: string): Change[] {
  const [old, now] = [linesOf(before), linesOf(after)];
  const starts = [0];
  for (const line of old) starts.push(starts.at(-1)! + line.length);
  return lineDiff(old, now).map((hunk) => {
    const gone = old.slice(hunk.before.start, hunk.before.end).join("");
    const come = now.slice(hunk.after.start, hunk.after.end).join("");
    const start = starts[hunk.before.start]!;
    if (gone === "" || come === "") return { start, end: start + gone.length, text: come };
    let head = 0;
    while (head < gone.length && head < come.length && gone[head] === come[head]) head++;
    let tail = 0;
    const most = Math.min(gone.length, come.length) - head;
    while (tail < most && gone[gone.length - 1 - tail] === come[come.length - 1 - tail]) tail++;
    return {
      start: start + head,
      end: start + gone.length - tail,
      text: come.slice(head, come.length - tail),
    };
  });
}

/** A change as people count places. */
interface Edit {
  readonly file: string;
  readonly range: Range;
  readonly text: string;
}

/** The edits that make `after` of a source text. */
export const editsBetween = (source: SourceText, after: string): Edit[] =>
  changesBetween(source.text, after).map(({ start, end, text }) => ({
    file: source.path,
    range: source.range({ start, end }),
    text,
  }));

/** Edits of one text as changes of it. */
export function changesOf(text: string, edits: readonly Edit[]): Change[] {
  const source = new SourceText("", text);
  const offset = ({ line, column }: Edit["range"]["start"]) =>
    line > source.lineCount ? text.length : source.lineSpan(line).start + column - 1;
  return edits.map(({ range, text: written }) => ({
    start: offset(range.start),
    end: offset(range.end),
    text: written,
  }));
}
