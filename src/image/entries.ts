/** A list that goes on where another one ends, and holds only what is new: a chain of stages would copy the same entries at each. */
export class Entries<Entry> implements Iterable<Entry> {
  readonly own: Entry[] = [];

  /** `below` must not grow any more. */
  constructor(private readonly below?: Entries<Entry>) {}

  get length(): number {
    return (this.below?.length ?? 0) + this.own.length;
  }

  push(...entries: readonly Entry[]): void {
    this.own.push(...entries);
  }

  *[Symbol.iterator](): Iterator<Entry> {
    const parts: (readonly Entry[])[] = [];
    for (let at: Entries<Entry> | undefined = this; at; at = at.below) parts.push(at.own);
    for (const part of parts.reverse()) yield* part;
  }

  findLast(isWanted: (entry: Entry) => boolean): Entry | undefined {
    for (let at: Entries<Entry> | undefined = this; at; at = at.below) {
      const found = at.own.findLast(isWanted);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** A list of its own with each entry changed. */
  map(change: (entry: Entry, index: number) => Entry): Entries<Entry> {
    const changed = new Entries<Entry>();
    let index = 0;
    for (const entry of this) changed.own.push(change(entry, index++));
    return changed;
  }
}
