import type { Span } from "./source";

/** By so many characters at their start texts are looked up, where none of them is shorter. */
const HEAD = 6;

/** A text that was looked for, and where it stands. */
export interface Occurrence extends Span {
  readonly text: string;
}

/** Texts to look for, all at once: to look for many costs little more than for one. */
export class KnownTexts {
  /** By the first characters, then by length. */
  readonly #texts = new Map<string, Map<number, Set<string>>>();
  /** How any of them begins: two characters as one number. */
  readonly #starts = new Set<number>();

  /** `head`: the length of the shortest text, from 2 on; shorter ones are left out. */
  constructor(private readonly head = HEAD) {}

  /** Those of a list, of at least two characters each. */
  static of(texts: Iterable<string>): KnownTexts {
    const all = [...texts];
    const known = new KnownTexts(all.reduce((head, { length }) => Math.min(head, Math.max(2, length)), HEAD));
    for (const text of all) known.add(text);
    return known;
  }

  add(text: string): void {
    if (text.length < this.head) return;
    const head = text.slice(0, this.head);
    const lengths = this.#texts.get(head) ?? new Map<number, Set<string>>();
    const texts = lengths.get(text.length) ?? new Set<string>();
    this.#texts.set(head, lengths.set(text.length, texts.add(text)));
    this.#starts.add(startAt(text, 0));
  }

  /** Where they stand in a text, in order of their start; they may overlap. */
  in(text: string): Occurrence[] {
    const found: Occurrence[] = [];
    if (this.#texts.size === 0) return found;
    for (let at = 0; at + this.head <= text.length; at++) {
      if (!this.#starts.has(startAt(text, at))) continue;
      for (const [length, texts] of this.#texts.get(text.slice(at, at + this.head)) ?? []) {
        const candidate = text.slice(at, at + length);
        if (texts.has(candidate)) found.push({ start: at, end: at + length, text: candidate });
      }
    }
    return found;
  }

  /** Where each of them that stands in a text does: the starts, in order. */
  places(text: string): ReadonlyMap<string, readonly number[]> {
    const places = new Map<string, number[]>();
    for (const { text: known, start } of this.in(text)) {
      const starts = places.get(known);
      if (starts) starts.push(start);
      else places.set(known, [start]);
    }
    return places;
  }
}

const startAt = (text: string, at: number): number => text.charCodeAt(at) * 65_536 + text.charCodeAt(at + 1);

/** A text with others in place of occurrences, in one pass over it. Of two that overlap, the one of the lower `met` is replaced. */
export function replaceOccurrences<Found extends Span & { readonly met: number }>(
  text: string,
  found: readonly Found[],
  replacement: (occurrence: Found) => string,
): string {
  if (found.length === 0) return text;
  const taken = new Uint8Array(text.length);
  const replaced: { readonly start: number; readonly end: number; readonly by: string }[] = [];
  for (const occurrence of found.toSorted((one, other) => one.met - other.met || one.start - other.start)) {
    const { start, end } = occurrence;
    if (taken.subarray(start, end).includes(1)) continue;
    taken.fill(1, start, end);
    replaced.push({ start, end, by: replacement(occurrence) });
  }
  let result = "";
  let at = 0;
  for (const { start, end, by } of replaced.sort((one, other) => one.start - other.start)) {
    result += text.slice(at, start) + by;
    at = end;
  }
  return result + text.slice(at);
}
