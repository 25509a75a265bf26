import { KnownTexts, type Occurrence, replaceOccurrences } from "../text/known-texts";

/** A text that is a secret wherever it stands. */
export interface Literal {
  readonly mark: string;
  readonly name: string;
  readonly everywhere: boolean;
  readonly passing: boolean;
}

/** The literals of a Dockerfile, by their texts. */
export class KnownLiterals {
  readonly #byText = new Map<string, Literal & { readonly met: number }>();
  /** Those that are looked for everywhere. */
  readonly #everywhere = new KnownTexts();

  constructor(others?: KnownLiterals) {
    if (others) for (const [text, literal] of others.#byText) this.set(text, literal);
  }

  get size(): number {
    return this.#byText.size;
  }

  get(text: string): Literal | undefined {
    return this.#byText.get(text);
  }

  set(text: string, literal: Literal): void {
    const met = this.#byText.get(text)?.met ?? this.#byText.size;
    this.#byText.set(text, { ...literal, met });
    if (literal.everywhere) this.#everywhere.add(text);
  }

  values(): Iterable<Literal> {
    return this.#byText.values();
  }

  /** Where those that are looked for everywhere stand in a text, in order of their start; they may overlap. */
  standingIn(text: string): (Occurrence & Literal & { readonly met: number })[] {
    return this.#everywhere.in(text).flatMap((occurrence) => {
      const literal = this.#byText.get(occurrence.text);
      return literal?.everywhere ? { ...occurrence, ...literal } : [];
    });
  }

  /** A text with marks where those stand; of two that overlap, the one that was met first. */
  marked(text: string): string {
    return replaceOccurrences(text, this.standingIn(text), ({ mark }) => mark);
  }
}
