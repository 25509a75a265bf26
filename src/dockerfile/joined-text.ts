import type { Span } from "../text/source";

const atStart: readonly number[] = [0];

/** The text of an instruction with continuations joined, and where each of its characters stands in the source. */
export class JoinedText {
  /** One entry a piece: where it begins in the text and in the source, the first at the text's start. */
  readonly #source: string;
  readonly #textStarts: readonly number[];
  readonly #sourceStarts: readonly number[];
  readonly #base: number;

  private constructor(
    readonly text: string,
    source: string,
    textStarts: readonly number[],
    sourceStarts: readonly number[],
    base: number,
  ) {
    this.#source = source;
    this.#textStarts = textStarts;
    this.#sourceStarts = sourceStarts;
    this.#base = base;
  }

  /** @param pieces the start and end of each joined stretch of the source, one after the other */
  static of(source: string, pieces: readonly number[]): JoinedText {
    if (pieces.length === 2)
      return new JoinedText(source.slice(pieces[0], pieces[1]), source, atStart, [pieces[0]!], 0);
    const textStarts: number[] = [];
    const sourceStarts: number[] = [];
    const parts: string[] = [];
    let length = 0;
    for (let index = 0; index < pieces.length; index += 2) {
      const start = pieces[index]!;
      const end = pieces[index + 1]!;
      // An empty piece holds no character; the first stays, so that an empty text has a place.
      if (start === end && index > 0) continue;
      if (length === 0) textStarts.length = sourceStarts.length = 0;
      textStarts.push(length);
      sourceStarts.push(start);
      parts.push(source.slice(start, end));
      length += end - start;
    }
    return new JoinedText(parts.join(""), source, textStarts, sourceStarts, 0);
  }

  /** A stretch of this text as a text of its own. `text` differs from the stretch only where bytes were cut apart. */
  part(start: number, text: string): JoinedText {
    return new JoinedText(text, this.#source, this.#textStarts, this.#sourceStarts, this.#base + start);
  }

  /** Where a character stands in the source; the text's length gives the end of its last character. */
  sourceOffset(offset: number): number {
    const inside = Math.max(0, Math.min(offset, this.text.length));
    return inside === this.text.length && inside > 0 ? this.#place(inside - 1) + 1 : this.#place(inside);
  }

  /** The stretch of the source from the first to the last character of a stretch of the text. */
  span(start: number, end: number): Span {
    const from = this.sourceOffset(start);
    return { start: from, end: end > start ? this.sourceOffset(end - 1) + 1 : from };
  }

  /** What is left of a stretch of the source in the text. */
  within(span: Span): string {
    return this.text.slice(this.#textOffset(span.start), this.#textOffset(span.end));
  }

  /**
   * Lays out a text of this text's length as the source is laid out: each piece where it stands, and what lies between two
   * pieces (escapes, line ends, comments) as `between` turns it.
   */
  laidOut(text: string, between: (gap: string) => string): string {
    let result = "";
    let at = 0;
    while (at < text.length) {
      const index = lastNotAbove(this.#textStarts, at + this.#base);
      const end = Math.min(
        (this.#textStarts[index + 1] ?? Number.POSITIVE_INFINITY) - this.#base,
        text.length,
      );
      const start = this.#place(at);
      if (at > 0) result += between(this.#source.slice(this.#place(at - 1) + 1, start));
      result += text.slice(at, end);
      at = end;
    }
    return result;
  }

  #place(offset: number): number {
    const whole = offset + this.#base;
    const index = lastNotAbove(this.#textStarts, whole);
    return this.#sourceStarts[index]! + whole - this.#textStarts[index]!;
  }

  #textOffset(sourceOffset: number): number {
    const index = Math.max(0, lastNotAbove(this.#sourceStarts, sourceOffset));
    const pieceEnd = this.#textStarts[index + 1] ?? Number.POSITIVE_INFINITY;
    const whole = Math.min(this.#textStarts[index]! + sourceOffset - this.#sourceStarts[index]!, pieceEnd);
    return Math.max(0, whole - this.#base);
  }
}

function lastNotAbove(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (sorted[middle]! <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
