/** A half-open stretch of a text, in UTF-16 offsets. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A place as people count it: both numbers start at 1, columns are UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** A text with a path. Offsets are used inside; lines and columns are worked out at the edges, on demand. */
export class SourceText {
  #lineStarts: number[] | undefined;

  constructor(
    readonly path: string,
    readonly text: string,
  ) {}

  /** The place of an offset. Offsets outside the text are moved to its nearest end. */
  position(offset: number): Position {
    const starts = this.lineStarts();
    const inside = Math.max(0, Math.min(offset, this.text.length));
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle]! <= inside) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: inside - starts[low]! + 1 };
  }

  range(span: Span): Range {
    return { start: this.position(span.start), end: this.position(span.end) };
  }

  /** The text of a 1-based line without its line end; empty for a line that is not there. */
  line(number: number): string {
    const span = this.lineSpan(number);
    return this.text.slice(span.start, span.end);
  }

  /** The span of a 1-based line without its line end. */
  lineSpan(number: number): Span {
    const starts = this.lineStarts();
    const start = starts[number - 1];
    if (start === undefined) return { start: this.text.length, end: this.text.length };
    let end = starts[number] ?? this.text.length;
    if (end > start && this.text[end - 1] === "\n") end--;
    if (end > start && this.text[end - 1] === "\r") end--;
    return { start, end };
  }

  get lineCount(): number {
    return this.lineStarts().length;
  }

  private lineStarts(): number[] {
    if (!this.#lineStarts) {
      const starts = [0];
      for (let at = this.text.indexOf("\n"); at >= 0; at = this.text.indexOf("\n", at + 1))
        starts.push(at + 1);
      this.#lineStarts = starts;
    }
    return this.#lineStarts;
  }
}
