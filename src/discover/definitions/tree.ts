import type { Span } from "../../text/source";

/** What a definition file says, whatever language it is written in: texts, lists and maps, each with its place in the file. */
export type Tree =
  | { readonly kind: "text"; readonly text: string; readonly span: Span }
  /** `null`, or a key with nothing behind it. */
  | { readonly kind: "nothing"; readonly span: Span }
  | { readonly kind: "list"; readonly items: readonly Tree[]; readonly span: Span }
  | { readonly kind: "map"; readonly entries: ReadonlyMap<string, Entry>; readonly span: Span };

export interface Entry {
  readonly key: Span;
  readonly value: Tree;
}

/** The value below a map by its keys; undefined where one is not there. */
export function at(tree: Tree | undefined, ...keys: readonly string[]): Tree | undefined {
  let found = tree;
  for (const key of keys) found = found?.kind === "map" ? found.entries.get(key)?.value : undefined;
  return found;
}

export const textOf = (tree: Tree | undefined): string | undefined =>
  tree?.kind === "text" ? tree.text : undefined;

export const itemsOf = (tree: Tree | undefined): readonly Tree[] => (tree?.kind === "list" ? tree.items : []);

export const entriesOf = (tree: Tree | undefined): ReadonlyMap<string, Entry> =>
  tree?.kind === "map" ? tree.entries : new Map();

/** The texts of a list, or the one text that stands for a list of one. */
export const textsOf = (tree: Tree | undefined): readonly string[] =>
  tree?.kind === "text" ? [tree.text] : itemsOf(tree).flatMap((item) => textOf(item) ?? []);

/** What stands before and behind the first separator; nothing behind it where there is none. */
export function cutAt(text: string, separator: string): [string, string | undefined] {
  const index = text.indexOf(separator);
  return index < 0 ? [text, undefined] : [text.slice(0, index), text.slice(index + separator.length)];
}
