import type { Span } from "./source";

/** Texts are looked up by their first characters; shorter ones cannot be known. */
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

  /** A text of fewer than six characters is left out. */
  add(text: string): void {
    if (text.length < HEAD) return;
    const head = text.slice(0, HEAD);
    const lengths = this.#texts.get(head) ?? new Map<number, Set<string>>();
    const texts = lengths.get(text.length) ?? new Set<string>();
    this.#texts.set(head, lengths.set(text.length, texts.add(text)));
    this.#starts.add(startAt(text, 0));
  }

  /** Where they stand in a text, in order of their start; they may overlap. */
  in(text: string): Occurrence[] {
    const found: Occurrence[] = [];
    if (this.#texts.size === 0) return found;
    for (let at = 0; at + HEAD <= text.length; at++) {
      if (!this.#starts.has(startAt(text, at))) continue;
      for (const [length, texts] of this.#texts.get(text.slice(at, at + HEAD)) ?? []) {
        const candidate = text.slice(at, at + length);
        if (texts.has(candidate)) found.push({ start: at, end: at + length, text: candidate });
      }
    }
    return found;
  }
}

const startAt = (text: string, at: number): number => text.charCodeAt(at) * 65_536 + text.charCodeAt(at + 1);
