import { OPAQUE, UNKNOWN } from "../../dyes";

/** Where a pattern stands in a line. */
export interface Match {
  readonly start: number;
  readonly end: number;
}

/** Stands in a piece for any one character; no argument of a program holds it. */
const ANY = "\0";
/** A piece with it is not longer, since it is compared at each place of a line. */
const LONGEST_ANY = 64;

/**
 * The regular expressions of sed and grep as people write them for files of settings: literal text, `.*` between it, `^` and `$`, and for grep `.`.
 * Others are not read, since what they match is then not known; nothing is ever tried twice.
 */
export class SimplePattern {
  private constructor(
    private readonly pieces: readonly string[],
    private readonly start: boolean,
    private readonly end: boolean,
    private readonly anyCase: boolean,
  ) {}

  /** `extended`: the syntax of `-E`, in which parentheses and their like need no backslash. `fixed`: `grep -F`. `any`: `.` may stand alone, where no match is cut out. */
  static read(
    expression: string,
    options: {
      readonly extended?: boolean;
      readonly fixed?: boolean;
      readonly anyCase?: boolean;
      readonly any?: boolean;
    } = {},
  ): SimplePattern | undefined {
    const anyCase = options.anyCase ?? false;
    if (options.fixed) return new SimplePattern([expression], false, false, anyCase);
    const pieces = [""];
    const start = expression.startsWith("^");
    let end = false;
    for (let at = start ? 1 : 0; at < expression.length; at++) {
      const character = expression[at]!;
      const next = expression[at + 1];
      if (character === "\\") {
        // In the basic syntax, `\(` and its like are operators; letters are classes.
        if (next === undefined || /[A-Za-z0-9]/.test(next)) return undefined;
        if (!options.extended && "(){}|+?".includes(next)) return undefined;
        pieces[pieces.length - 1] += next;
        at++;
      } else if (character === "." && next === "*") {
        pieces.push("");
        at++;
      } else if (character === "." && options.any && !(next !== undefined && "*+?{\\".includes(next)))
        pieces[pieces.length - 1] += ANY;
      else if (character === "$" && at === expression.length - 1) end = true;
      else if (".[*".includes(character) || (options.extended && "(){}|+?^$".includes(character)))
        return undefined;
      else pieces[pieces.length - 1] += character;
    }
    if (pieces.some((piece) => piece.includes(ANY) && piece.length > LONGEST_ANY)) return undefined;
    return new SimplePattern(pieces, start, end, anyCase);
  }

  /** The leftmost, longest match in a line. */
  find(line: string, from = 0): Match | undefined {
    const fold = (text: string) => (this.anyCase ? text.toLowerCase() : text);
    const text = fold(line);
    const pieces = this.pieces.map(fold);
    const [first = ""] = pieces;
    const alone = pieces.length === 1;
    const head = { bound: this.start, ended: alone && this.end };
    const start = this.start ? 0 : placeOf(first, text, from, head);
    if (start < from || !standsAt(first, text, start, head)) return undefined;
    if (alone) {
      const last = this.end ? text.length - first.length : start;
      if (last < from || (this.start && last !== start) || !standsAt(first, text, last, head))
        return undefined;
      return { start: last, end: last + first.length };
    }
    let at = start + first.length;
    for (const piece of pieces.slice(1, -1)) {
      const found = placeOf(piece, text, at);
      if (found < 0) return undefined;
      at = found + piece.length;
    }
    const tail = pieces.at(-1)!;
    const final = text.length - tail.length;
    const last = this.end
      ? standsAt(tail, text, final, { ended: true })
        ? final
        : -1
      : lastPlaceOf(tail, text);
    return last < at ? undefined : { start, end: last + tail.length };
  }

  /** Whether a line matches; undefined where a secret or something unknown in it decides. No secret is taken to hold a word of the pattern. */
  matches(line: string): boolean | undefined {
    if (this.find(line)) return true;
    if (!OPAQUE.test(line)) return false;
    const fold = (text: string) => (this.anyCase ? text.toLowerCase() : text);
    // What the line begins with is known as far as no secret is in it.
    const [first = ""] = this.pieces;
    const before = fold(line).search(OPAQUE);
    if (this.start && first.length <= before && !standsAt(fold(first), fold(line), 0)) return false;
    const missing = this.pieces.some((piece) =>
      piece.split(ANY).some((part) => part.length > 2 && !fold(line).includes(fold(part))),
    );
    return missing && !line.includes(UNKNOWN) ? false : undefined;
  }
}

/** Whether the pattern holds a piece to what stands before it, or behind. */
interface Ends {
  readonly bound?: boolean;
  readonly ended?: boolean;
}

/** A secret is some characters of which nobody knows how many: only at an end that is free is one of them any character. */
function standsAt(piece: string, text: string, place: number, { bound, ended }: Ends = {}): boolean {
  if (!piece.includes(ANY)) return place >= 0 && text.startsWith(piece, place);
  if (place < 0 || place + piece.length > text.length) return false;
  for (let index = 0; index < piece.length; index++) {
    const character = text[place + index]!;
    if (piece[index] !== ANY ? piece[index] !== character : character === UNKNOWN) return false;
    const free = (index === 0 && !bound) || (index === piece.length - 1 && !ended);
    if (piece[index] === ANY && !free && OPAQUE.test(character)) return false;
  }
  return true;
}

function placeOf(piece: string, text: string, from: number, ends: Ends = {}): number {
  if (!piece.includes(ANY)) return text.indexOf(piece, from);
  for (let place = from; place + piece.length <= text.length; place++)
    if (standsAt(piece, text, place, ends)) return place;
  return -1;
}

function lastPlaceOf(piece: string, text: string): number {
  if (!piece.includes(ANY)) return text.lastIndexOf(piece);
  for (let place = text.length - piece.length; place >= 0; place--)
    if (standsAt(piece, text, place)) return place;
  return -1;
}
