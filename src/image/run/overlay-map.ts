/**
 * A map that stands on another one and leaves it as it is, which must stay as it is, too: to begin one, or to copy it, costs no more than what
 * was changed. An ENV of thousands of names is there for each RUN.
 */
export class OverlayMap<Value> {
  readonly #below: ReadonlyMap<string, Value>;
  /** What was set, and `undefined` for what was deleted. */
  readonly #own: Map<string, Value | undefined>;
  #size: number;

  constructor(from: ReadonlyMap<string, Value> | OverlayMap<Value>) {
    const isOverlay = from instanceof OverlayMap;
    this.#below = isOverlay ? from.#below : from;
    this.#own = new Map(isOverlay ? from.#own : []);
    this.#size = from.size;
  }

  get size(): number {
    return this.#size;
  }

  get(name: string): Value | undefined {
    return this.#own.has(name) ? this.#own.get(name) : this.#below.get(name);
  }

  has(name: string): boolean {
    return this.#own.has(name) ? this.#own.get(name) !== undefined : this.#below.has(name);
  }

  set(name: string, value: Value): void {
    if (!this.has(name)) this.#size++;
    this.#own.set(name, value);
  }

  delete(name: string): void {
    if (!this.has(name)) return;
    this.#size--;
    if (this.#below.has(name)) this.#own.set(name, undefined);
    else this.#own.delete(name);
  }

  *keys(): Generator<string> {
    for (const name of this.#below.keys()) if (!this.#own.has(name)) yield name;
    for (const [name, value] of this.#own) if (value !== undefined) yield name;
  }

  /** The names that may have another value than below. */
  changed(): Iterable<string> {
    return this.#own.keys();
  }
}
