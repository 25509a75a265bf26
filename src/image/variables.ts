import type { Pair } from "../dockerfile/types";
import type { Spanned } from "./literals";

/** A variable that takes itself in again and again (`PATH`) has as many places as instructions; the nearest are enough. */
const MOST_PLACES = 8;

/** What `$X` stands for, and where in the Dockerfile the parts of each value are written. */
export class Variables extends Map<string, string> {
  readonly written: Map<string, readonly Spanned[]>;

  constructor(values?: Iterable<readonly [string, string]>) {
    super(values);
    this.written = new Map(values instanceof Variables ? values.written : undefined);
  }

  /** Where the parts of a pair's value are written: in the pair itself, and where the variables get theirs that it refers to. */
  places({ value }: Pair): readonly Spanned[] {
    if (!value) return [];
    const places = new Set<Spanned>([value]);
    for (const [, name = ""] of value.text.matchAll(/\$\{?(\w+)/g))
      for (const place of this.written.get(name) ?? []) places.add(place);
    return [...places].slice(0, MOST_PLACES);
  }
}
