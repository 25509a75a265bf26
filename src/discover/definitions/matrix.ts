import type { Tree } from "./tree";

/** What the names of a matrix stand for in one of the runs that it makes. */
export type Combination = ReadonlyMap<string, Tree>;

/** Each combination of what a matrix lists by its names, at most so many; one without names for a matrix without any. */
export function combinations(
  matrix: Iterable<readonly [string, readonly Tree[]]>,
  most: number,
): readonly Combination[] {
  let made: readonly Combination[] = [new Map()];
  for (const [name, values] of matrix)
    made = made
      .flatMap((combination) => values.map((value) => new Map([...combination, [name, value]])))
      .slice(0, most);
  return made;
}
