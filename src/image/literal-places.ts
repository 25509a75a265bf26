import { KnownTexts } from "../text/known-texts";
import type { Span } from "../text/source";
import type { Evaluating, Spanned } from "./literals";

type Places = ReadonlyMap<string, readonly number[]>;

/** To find few values is quicker without an index. */
const FEW = 8;

/** Where values stand in the Dockerfile that something at a place of it speaks of: in what is written there, or else nearest to it. */
export class LiteralPlaces {
  readonly known: KnownTexts;
  readonly #source: string;
  readonly #place: Span;
  readonly #written: string;
  readonly #besides: readonly Span[];
  #inside: Places | undefined;
  #anywhere: Places | undefined;

  constructor(
    { base: { site } }: Evaluating,
    private readonly values: readonly string[],
    { span, besides = [] }: Spanned,
  ) {
    this.known = KnownTexts.of(values);
    this.#source = site.dockerfile.text;
    this.#place = site.sourceSpan(span);
    this.#written = this.#source.slice(this.#place.start, this.#place.end);
    this.#besides = besides.map((other) => site.sourceSpan(other.span));
  }

  /** The offset of a value, -1 where it stands nowhere. `ahead`: how often it stands before that; without it, the last is meant. */
  of(value: string, ahead?: number): number {
    const { start } = this.#place;
    const inside = this.#insideOf(value, ahead);
    if (inside >= 0) return start + inside;
    for (const place of this.#besides) {
      const there = this.#source.slice(place.start, place.end).lastIndexOf(value);
      if (there >= 0) return place.start + there;
    }
    // What came through a pipe stands before the command that takes it.
    const [before, after] = this.#around(value, start);
    return after < 0 || (before >= 0 && start - before < after - start) ? before : after;
  }

  #insideOf(value: string, ahead: number | undefined): number {
    if (ahead === undefined && this.values.length <= FEW) return this.#written.lastIndexOf(value);
    this.#inside ??= this.known.places(this.#written);
    const starts = this.#inside.get(value) ?? [];
    return (ahead === undefined ? undefined : starts[ahead]) ?? starts.at(-1) ?? -1;
  }

  /** Where a value stands last up to a place, and first from there on. */
  #around(value: string, place: number): readonly [number, number] {
    if (this.values.length <= FEW)
      return [this.#source.lastIndexOf(value, place), this.#source.indexOf(value, place)];
    this.#anywhere ??= this.known.places(this.#source);
    const starts = this.#anywhere.get(value) ?? [];
    return [starts.findLast((start) => start <= place) ?? -1, starts.find((start) => start >= place) ?? -1];
  }
}
