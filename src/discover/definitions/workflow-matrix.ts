import { type Combination, combinations } from "./matrix";
import { at, entriesOf, itemsOf, type Tree, textOf, textsOf } from "./tree";

/** GitHub runs no more than this many jobs of one matrix. */
const MOST_JOBS = 256;

/**
 * The runs of a job: one for each combination of what its matrix lists, without those that `exclude` names and with what `include` adds to them
 * or beside them, as GitHub's documentation tells. One without names where there is no matrix, or where an expression makes it.
 */
export function combinationsOf(job: Tree | undefined): readonly Combination[] {
  const matrix = at(job, "strategy", "matrix");
  const lists = [...entriesOf(matrix)].flatMap(([name, { value }]) =>
    name === "include" || name === "exclude" ? [] : [[name, itemsOf(value)] as const],
  );
  const excluded = itemsOf(at(matrix, "exclude")).map(pairsOf);
  const listed = combinations(lists, MOST_JOBS).filter(
    (combination) =>
      combination.size > 0 &&
      !excluded.some((pairs) => pairs.every(([name, value]) => isSame(combination.get(name), value))),
  );
  const runs = listed.map((combination) => new Map(combination));
  for (const pairs of itemsOf(at(matrix, "include")).map(pairsOf)) {
    const fitting = listed.flatMap((original, index) =>
      pairs.every(([name, value]) => !original.has(name) || isSame(original.get(name), value))
        ? [runs[index]!]
        : [],
    );
    if (fitting.length === 0) runs.push(new Map(pairs));
    for (const run of fitting) for (const [name, value] of pairs) run.set(name, value);
  }
  return runs.length > 0 ? runs : [new Map()];
}

/** `(api, 1)`, as GitHub calls the runs of a job, a map by its values; empty for a job without a matrix. */
export function nameOf(combination: Combination): string {
  const values = [...combination.values()].flatMap(textsIn);
  return values.length > 0 ? ` (${values.join(", ")})` : "";
}

const textsIn = (tree: Tree): readonly string[] =>
  tree.kind === "map" ? [...tree.entries.values()].flatMap(({ value }) => textsIn(value)) : textsOf(tree);

/** A text with what its expressions ask of the matrix and of the environment put in; others stay as they are. */
export const resolved = (
  text: string,
  combination: Combination,
  variable: (name: string) => string | undefined,
): string =>
  text.replace(/\$\{\{\s*(matrix|env)\.([\w.-]+)\s*\}\}/g, (whole, kind: string, path: string) => {
    const [name = "", ...inner] = path.split(".");
    return (kind === "env" ? variable(path) : textOf(at(combination.get(name), ...inner))) ?? whole;
  });

const pairsOf = (tree: Tree): (readonly [string, Tree])[] =>
  [...entriesOf(tree)].map(([name, { value }]) => [name, value]);

/** Texts compare by what they say; of lists and maps no two are taken for the same. */
const isSame = (one: Tree | undefined, other: Tree): boolean =>
  textOf(one) !== undefined && textOf(one) === textOf(other);
