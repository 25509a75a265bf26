import type { Range, SourceText } from "../text/source";
import type { Redaction } from "./redact";
import { cutLine, showLine } from "./source-line";

export interface SnippetOptions {
  readonly columns: number;
  readonly dim: (text: string) => string;
  readonly mark: (text: string) => string;
}

/** A range that spans more lines than this is shown by its first ones and its last. */
const MOST_LINES = 5;

/** The lines of a range with their numbers, and carets under the range. */
export function snippet(
  source: SourceText,
  range: Range,
  redactions: readonly Redaction[],
  { columns, dim, mark }: SnippetOptions,
): string[] {
  const { start, end } = range;
  // A range that ends before the first character of a line ends with the line before it.
  const last = Math.max(start.line, end.column === 1 ? end.line - 1 : end.line);
  const gutter = Math.max(3, String(last).length);
  const room = Math.max(20, columns - gutter - 5);
  return shownLines(start.line, last).flatMap((line) => {
    if (line === undefined) return [dim(`  ${"".padStart(gutter)} | ...`)];
    const from = line === start.line ? start.column : indentOf(source.line(line)) + 1;
    const to = line === end.line ? end.column : source.line(line).trimEnd().length + 1;
    const shown = showLine(source, line, from, redactions);
    const first = shown.column(from, "start");
    const until = Math.max(first + 1, shown.column(to, "end"));
    const { text, skipped } = cutLine(shown.text, room, first);
    const carets = "^".repeat(Math.max(1, Math.min(until - skipped, room) - (first - skipped)));
    return [
      `  ${dim(`${String(line).padStart(gutter)} |`)} ${text}`.trimEnd(),
      `  ${dim(`${"".padStart(gutter)} |`)} ${" ".repeat(first - skipped)}${mark(carets)}`,
    ];
  });
}

function shownLines(first: number, last: number): (number | undefined)[] {
  const all = last - first < MOST_LINES;
  const until = all ? last : first + 2;
  const lines: (number | undefined)[] = [];
  for (let line = first; line <= until; line++) lines.push(line);
  return all ? lines : [...lines, undefined, last];
}

const indentOf = (line: string): number => line.length - line.trimStart().length;
