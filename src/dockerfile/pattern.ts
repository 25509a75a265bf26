/** Refused by BuildKit when a word is expanded, or beyond the limits that keep hostile words from taking for ever. */
export class ExpansionError extends Error {
  override readonly name = "ExpansionError";
}

/** A pattern cut at its stars; each segment is a list of code points, with `anyCharacter` for `?`. */
type Pattern = readonly (readonly number[])[];

const anyCharacter = -1;
const lineEnd = 0x0a;
const byteOrderMark = "\ufeff";
/** Comparisons allowed for each character of value and pattern; ordinary patterns need a handful. */
const stepsPerCharacter = 64;

/** `${name#pattern}`, and with `longest` `${name##pattern}` (build-semantics 4.5). */
export function trimPrefix(value: string, pattern: string, longest: boolean): string {
  const points = codePoints(value);
  const end = new Matcher(points, compile(pattern)).matchAt(0, longest);
  return end < 0 ? value : text(points.slice(end));
}

/** `${name%pattern}`, and with `longest` `${name%%pattern}`: BuildKit turns value and pattern round and trims the prefix. */
export function trimSuffix(value: string, pattern: string, longest: boolean): string {
  const points = codePoints(value).reverse();
  const end = new Matcher(points, compile(reversePattern(pattern))).matchAt(0, longest);
  return end < 0 ? value : text(points.slice(end).reverse());
}

/** `${name/pattern/replacement}`: the leftmost, longest match. */
export function replaceFirst(value: string, pattern: string, replacement: string): string {
  const points = codePoints(value);
  const match = new Matcher(points, compile(pattern)).search(0);
  return match ? text(points.slice(0, match.start)) + replacement + text(points.slice(match.end)) : value;
}

/** `${name//pattern/replacement}`: `$0` in the replacement stands for the match, as Go's templates have it. */
export function replaceAll(value: string, pattern: string, replacement: string, limit: number): string {
  const points = codePoints(value);
  const matcher = new Matcher(points, compile(pattern));
  const template = templateParts(replacement);
  let result = "";
  let copied = 0;
  for (let from = 0; from <= points.length; ) {
    const match = matcher.search(from);
    if (!match) break;
    result += text(points.slice(copied, match.start));
    // An empty match beside the match before it does not count.
    if (match.end > copied || match.start === 0)
      result += template.join(text(points.slice(match.start, match.end)));
    if (result.length > limit) throw new ExpansionError("the expanded text is too long");
    copied = match.end;
    from = match.end > from ? match.end : from + 1;
  }
  return result + text(points.slice(copied));
}

class Matcher {
  #steps: number;

  constructor(
    readonly points: readonly number[],
    readonly segments: Pattern,
  ) {
    const size = segments.reduce((sum, segment) => sum + segment.length + 1, points.length);
    this.#steps = (size + 1024) * stepsPerCharacter;
  }

  /** The end of the match that begins at `start`, or -1. A star does not cross a line end. */
  matchAt(start: number, longest: boolean): number {
    const { points, segments } = this;
    if (!this.#fits(segments[0]!, start)) return -1;
    let at = start + segments[0]!.length;
    let stop = -1;
    for (let index = 1; index < segments.length; index++) {
      const segment = segments[index]!;
      while (stop < at || (stop < points.length && points[stop] !== lineEnd)) stop = Math.max(stop + 1, at);
      // Each star takes as little as it can; the longest match differs in the last one alone.
      const backwards = longest && index === segments.length - 1;
      let found = backwards ? stop : at;
      while (found >= at && found <= stop && !this.#fits(segment, found)) found += backwards ? -1 : 1;
      if (found < at || found > stop) return -1;
      at = found + segment.length;
    }
    return at;
  }

  /** The leftmost, longest match that begins at `from` or later. */
  search(from: number): { readonly start: number; readonly end: number } | undefined {
    const { points, segments } = this;
    for (let start = from; start <= points.length; start++) {
      if (!this.#fits(segments[0]!, start)) continue;
      const end = this.matchAt(start, true);
      if (end >= 0) return { start, end };
      // What a star does not find from here, it does not find from further right on this line either.
      while (start < points.length && points[start] !== lineEnd) start++;
    }
    return undefined;
  }

  #fits(segment: readonly number[], start: number): boolean {
    if (start + segment.length > this.points.length) return false;
    let index = 0;
    for (; index < segment.length; index++) {
      const wanted = segment[index]!;
      const found = this.points[start + index]!;
      if (wanted === anyCharacter ? found === lineEnd : wanted !== found) break;
    }
    this.#steps -= index + 1;
    if (this.#steps < 0) throw new ExpansionError("the pattern takes too long to match");
    return index === segment.length;
  }
}

function compile(pattern: string): Pattern {
  const segments: number[][] = [[]];
  const points = codePoints(pattern.startsWith(byteOrderMark) ? pattern.slice(1) : pattern);
  for (let at = 0; at < points.length; at++) {
    const character = String.fromCodePoint(points[at]!);
    const segment = segments[segments.length - 1]!;
    if (character === "*") segments.push([]);
    else if (character === "?") segment.push(anyCharacter);
    else if (character === "\\") {
      const next = at + 1 < points.length ? String.fromCodePoint(points[at + 1]!) : "";
      if (next === "" || !"}/*?\\".includes(next)) throw new ExpansionError("invalid escape in a pattern");
      segment.push(points[++at]!);
    } else segment.push(points[at]!);
  }
  return segments;
}

/** Turns a pattern round; an escape stays before what it escapes. */
function reversePattern(pattern: string): string {
  const parts: string[] = [];
  const characters = Array.from(pattern);
  for (let at = 0; at < characters.length; at++) {
    if (characters[at] === "\\" && at + 1 < characters.length) parts.push(`\\${characters[++at]}`);
    else parts.push(characters[at]!);
  }
  return parts.reverse().join("");
}

/** Cuts a replacement where Go's regexp puts the match; other names and numbers stand for nothing. */
function templateParts(template: string): string[] {
  const parts = [""];
  // One pass: a name takes all letters, digits and underscores that follow.
  const variable = /\$(?:(\$)|\{([\p{L}\p{Nd}_]+)\}|([\p{L}\p{Nd}_]+))/gu;
  let copied = 0;
  for (const match of template.matchAll(variable)) {
    parts[parts.length - 1] += template.slice(copied, match.index) + (match[1] ?? "");
    copied = match.index + match[0].length;
    if ((match[2] ?? match[3]) === "0") parts.push("");
  }
  parts[parts.length - 1] += template.slice(copied);
  return parts;
}

function codePoints(value: string): number[] {
  return Array.from(value, (character) => character.codePointAt(0)!);
}

function text(points: readonly number[]): string {
  let result = "";
  for (const point of points) result += String.fromCodePoint(point);
  return result;
}
