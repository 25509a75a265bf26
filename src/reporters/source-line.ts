import type { SourceText } from "../text/source";
import { overlapping, type Redaction } from "./redact";
import { visible } from "./visible";
import width, { characterWidth } from "./width";

/** A line of a source text as it is shown, and where its characters stand on the screen. */
export interface ShownLine {
  readonly text: string;
  /** The screen column, from 0, of a 1-based source column; inside a hidden secret, where that begins or ends. */
  column(sourceColumn: number, edge: "start" | "end"): number;
}

interface Piece {
  readonly start: number;
  readonly end: number;
  readonly at: number;
  readonly until: number;
  /** Each of its characters takes one column. */
  readonly plain?: true;
}

const PRINTABLE = /[ -~]{1,1200}/y;
const TAB = 4;
/** Characters of a line that are looked at before and after the place in question: more than any screen shows. */
const BEFORE = 400;
const AFTER = 800;

/**
 * Shows a 1-based line around a 1-based column: tabs as spaces, secrets as their names, and nothing in it that acts on a
 * terminal. What is far from the column is left out.
 */
export function showLine(
  source: SourceText,
  line: number,
  column: number,
  redactions: readonly Redaction[],
): ShownLine {
  const whole = source.lineSpan(line);
  const focus = whole.start + column - 1;
  const first = Math.max(whole.start, focus - BEFORE);
  const last = Math.min(whole.end, focus + AFTER);
  const pieces: Piece[] = [];
  let text = "";
  let at = 0;
  const put = (start: number, end: number, shown: string) => {
    const until = at + width(shown);
    pieces.push({ start, end, at, until });
    text += shown;
    at = until;
  };
  const putPlain = (start: number, end: number) => {
    for (let offset = start; offset < end; ) {
      // Nearly all of every line is printable ASCII.
      PRINTABLE.lastIndex = offset;
      const run = PRINTABLE.exec(source.text)?.[0].slice(0, end - offset);
      if (run) {
        pieces.push({ start: offset, end: offset + run.length, at, until: at + run.length, plain: true });
        text += run;
        at += run.length;
        offset += run.length;
        continue;
      }
      const character = String.fromCodePoint(source.text.codePointAt(offset)!);
      put(
        offset,
        offset + character.length,
        character === "\t" ? " ".repeat(TAB - (at % TAB)) : visible(character),
      );
      offset += character.length;
    }
  };
  if (first > whole.start) put(first, first, "…");
  let from = first;
  for (const { start, end, name } of overlapping(redactions, first, last)) {
    putPlain(from, start);
    from = Math.min(end, last);
    put(Math.max(start, first), from, `<${visible(name)}>`);
  }
  putPlain(from, last);
  if (last < whole.end) put(last, last, "…");
  return {
    text,
    column(sourceColumn, edge) {
      const offset = whole.start + sourceColumn - 1;
      const piece = pieces.find(({ end }) => (edge === "start" ? end > offset : end >= offset));
      if (!piece) return at;
      if (piece.plain) return piece.at + Math.max(0, offset - piece.start);
      return edge === "start" || offset <= piece.start ? piece.at : piece.until;
    },
  };
}

/** The part of a text that `columns` hold, moved so that it shows what begins at `focus`; and how many columns were cut off before it. */
export function cutLine(
  text: string,
  columns: number,
  focus: number,
): { readonly text: string; readonly skipped: number } {
  if (width(text) <= columns) return { text, skipped: 0 };
  // A third of the room goes to what stands before the place.
  const first = focus < (columns * 2) / 3 ? 0 : focus - Math.floor(columns / 3);
  let at = 0;
  let skipped = -1;
  let cut = "";
  for (const character of text) {
    const next = at + characterWidth(character);
    if (at >= first) {
      if (skipped < 0) skipped = at;
      const room = columns - (first > 0 ? 1 : 0) - 1;
      if (next - skipped > room) {
        cut += "…";
        break;
      }
      cut += character;
    }
    at = next;
  }
  return first > 0 ? { text: `…${cut}`, skipped: skipped - 1 } : { text: cut, skipped: 0 };
}
