import { isWithin, rebase } from "./paths";

/**
 * Names that are one file by hard links: what is written to one stands under each. They hold within an instruction; a later one brings
 * a name that it changes into its own layer alone (overlayfs copies up without the other names).
 */
export class HardLinks {
  #names: Map<string, ReadonlySet<string>>;

  constructor(from?: HardLinks) {
    this.#names = new Map(from ? from.#names : undefined);
  }

  /** All names of the file at a path, that one first. */
  names(path: string): readonly string[] {
    return [...new Set([path, ...(this.#names.get(path) ?? [])])];
  }

  link(path: string, other: string): void {
    this.separate(other);
    const names = new Set([...this.names(path), other]);
    for (const name of names) this.#names.set(name, names);
  }

  /** What lies at or below a path is no more the file that its other names are: it was removed or replaced. */
  separate(path: string): void {
    // Most files have one name, and to make the sets anew takes longer than to look.
    for (const known of this.#names.keys())
      if (isWithin(known, path)) {
        this.#rename((name) => (isWithin(name, path) ? undefined : name));
        return;
      }
  }

  /** What was moved keeps its other names. */
  move(from: string, to: string): void {
    this.separate(to);
    this.#rename((name) => (isWithin(name, from) ? rebase(name, from, to) : name));
  }

  clear(): void {
    this.#names.clear();
  }

  /** Becomes what holds in all of the branches. */
  join(branches: readonly HardLinks[]): void {
    const [first, ...others] = branches;
    const sets = [...new Set(first ? first.#names.values() : [])].map((names) =>
      [...names].filter((name) => others.every((other) => other.#names.has(name))),
    );
    const same = sets.filter((names) =>
      others.every((other) => names.every((name) => other.#names.get(name)?.has(names[0]!))),
    );
    this.#fill(same);
  }

  #rename(renamed: (name: string) => string | undefined): void {
    if (this.#names.size === 0) return;
    this.#fill(
      [...new Set(this.#names.values())].map((names) => [...names].flatMap((name) => renamed(name) ?? [])),
    );
  }

  #fill(sets: readonly (readonly string[])[]): void {
    this.#names = new Map();
    for (const names of sets) {
      if (names.length < 2) continue;
      const set = new Set(names);
      for (const name of names) this.#names.set(name, set);
    }
  }
}
