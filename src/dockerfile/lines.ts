import type { Span } from "../text/source";
import { byteLength } from "./characters";

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
/** BuildKit's scanner takes no longer line, in bytes before the line feed. */
const longestLine = 65_535;

/** Walks over the lines of a text as BuildKit's scanner does: cut at `\n` alone. */
export class Lines {
  /** 1-based number of the current line; 0 before the first. */
  number = 0;
  start = 0;
  /** Behind the last character that is no line end; a line may end in several carriage returns. */
  end = 0;
  /** Where the next line begins. */
  next = 0;
  /** The first line that is too long for BuildKit. */
  tooLong: { readonly line: number; readonly span: Span } | undefined;

  constructor(readonly text: string) {}

  /** Goes on to the next line; false at the end of the text. */
  advance(): boolean {
    const { text } = this;
    if (this.next >= text.length) return false;
    this.start = this.next;
    const newline = text.indexOf("\n", this.start);
    let end = newline < 0 ? text.length : newline;
    this.next = newline < 0 ? text.length : newline + 1;
    this.number++;
    if (this.tooLong === undefined && (end - this.start) * 3 > longestLine) {
      const { number: line, start } = this;
      if (byteLength(text, start, end) > longestLine) this.tooLong = { line, span: { start, end } };
    }
    while (end > this.start && isLineEnd(text.charCodeAt(end - 1))) end--;
    this.end = end;
    // A byte order mark at the start of the file is no part of its first line.
    if (this.number === 1 && text.charCodeAt(0) === 0xfeff) {
      this.start = 1;
      this.end = Math.max(end, 1);
    }
    return true;
  }
}

function isLineEnd(code: number): boolean {
  return code === lineFeed || code === carriageReturn;
}
