import { OPAQUE, UNKNOWN } from "../../dyes";

/** Where a pattern stands in a line. */
export interface Match {
  readonly start: number;
  readonly end: number;
}

/**
 * The regular expressions of sed and grep as people write them for files of settings: literal text, `.*` between it, `^` and `$`.
 * Others are not read, since what they match is then not known; nothing is ever tried twice.
 */
export class SimplePattern {
  private constructor(
    private readonly pieces: readonly string[],
    private readonly start: boolean,
    private readonly end: boolean,
    private readonly anyCase: boolean,
  ) {}

  /** `extended`: the syntax of `-E`, in which parentheses and their like need no backslash. `fixed`: `grep -F`. */
  static read(
    expression: string,
    options: { readonly extended?: boolean; readonly fixed?: boolean; readonly anyCase?: boolean } = {},
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
      } else if (character === "$" && at === expression.length - 1) end = true;
      else if (".[*".includes(character) || (options.extended && "(){}|+?^$".includes(character)))
        return undefined;
      else pieces[pieces.length - 1] += character;
    }
    return new SimplePattern(pieces, start, end, anyCase);
  }

  /** The leftmost, longest match in a line. */
  find(line: string, from = 0): Match | undefined {
    const fold = (text: string) => (this.anyCase ? text.toLowerCase() : text);
    const text = fold(line);
    const pieces = this.pieces.map(fold);
    const [first = ""] = pieces;
    const start = this.start ? 0 : text.indexOf(first, from);
    if (start < from || !text.startsWith(first, start)) return undefined;
    if (pieces.length === 1) {
      const last = this.end ? text.length - first.length : start;
      if (last < from || (this.start && last !== start) || !text.startsWith(first, last)) return undefined;
      return { start: last, end: last + first.length };
    }
    let at = start + first.length;
    for (const piece of pieces.slice(1, -1)) {
      const found = text.indexOf(piece, at);
      if (found < 0) return undefined;
      at = found + piece.length;
    }
    const tail = pieces.at(-1)!;
    const last = this.end ? (text.endsWith(tail) ? text.length - tail.length : -1) : text.lastIndexOf(tail);
    return last < at ? undefined : { start, end: last + tail.length };
  }

  /** Whether a line matches; undefined where a secret or something unknown in it decides. No secret is taken to hold a word of the pattern. */
  matches(line: string): boolean | undefined {
    if (this.find(line)) return true;
    if (!OPAQUE.test(line)) return false;
    const fold = (text: string) => (this.anyCase ? text.toLowerCase() : text);
    const missing = this.pieces.some((piece) => piece.length > 2 && !fold(line).includes(fold(piece)));
    return missing && !line.includes(UNKNOWN) ? false : undefined;
  }
}
