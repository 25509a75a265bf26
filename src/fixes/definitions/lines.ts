import type { Change } from "../../text/edits";
import type { Span } from "../../text/source";
import { removeItems } from "../instructions";

/** A definition file as text, for edits that keep its style. */
export class Lines {
  readonly lineEnd: string;

  constructor(readonly text: string) {
    this.lineEnd = text.includes("\r\n") ? "\r\n" : "\n";
  }

  /** The whole lines of a span, with the line end of the last one. */
  of({ start, end }: Span): Span {
    const last = end > start && this.text[end - 1] === "\n" ? end - 1 : end;
    const next = this.text.indexOf("\n", last);
    return { start: this.text.lastIndexOf("\n", start - 1) + 1, end: next < 0 ? this.text.length : next + 1 };
  }

  /** What stands before a place on its line. */
  before(offset: number): string {
    return this.text.slice(this.of({ start: offset, end: offset }).start, offset);
  }

  /** A line put in behind whole lines. */
  after(lines: Span, written: readonly string[]): Change {
    const text = written.map((line) => line + this.lineEnd).join("");
    return { start: lines.end, end: lines.end, text };
  }

  isFlow({ start }: Span): boolean {
    return this.text[start] === "{" || this.text[start] === "[";
  }

  /**
   * Takes one of the items of a list or map out that has others: in `{…}` and `[…]` its words, else its lines, and the comments above
   * them that speak of `name`.
   */
  without(items: readonly Span[], index: number, isFlow: boolean, name: string): Change[] {
    if (isFlow)
      return removeItems(
        items,
        items.map((_, each) => each === index),
      );
    let { start, end } = this.of(items[index]!);
    for (;;) {
      const above = this.of({ start: Math.max(0, start - 1), end: Math.max(0, start - 1) });
      const line = this.text.slice(above.start, above.end);
      if (start === 0 || !/^\s*(?:#|\/\/)/.test(line) || !line.includes(name)) break;
      start = above.start;
    }
    return [{ start, end, text: "" }];
  }

  /** A word put in at the end of a `[…]` or `{…}`. */
  appended({ end }: Span, items: readonly Span[], word: string): Change {
    const last = items.at(-1);
    const place = last?.end ?? end - 1;
    const indent = last && this.before(last.start);
    const isLine = indent?.trim() === "" && this.text.slice(place, end).includes("\n");
    const glue = isLine ? `,${this.lineEnd}${indent}` : last ? ", " : "";
    return { start: place, end: place, text: glue + word };
  }
}
