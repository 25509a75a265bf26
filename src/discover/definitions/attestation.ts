import type { Definition } from "./definition";
import { at, itemsOf, type Tree, textOf } from "./tree";

/** The mode of `provenance: …` or `type=provenance,…`: `true` sends no mode, and BuildKit then takes max (build-semantics 2.10). */
export function provenanceOf(text: string | undefined): Definition["provenance"] {
  if (text === undefined || text === "") return undefined;
  if (text === "false" || text.includes("disabled=true")) return "none";
  return /\bmode=min\b/.test(text) ? "min" : "max";
}

/** Whether an exported cache holds the layers of every step (build-semantics 2.14). */
export function cacheModeOf(tree: Tree | undefined): Definition["cacheTo"] {
  const items = tree?.kind === "text" ? [tree] : itemsOf(tree);
  if (items.length === 0) return undefined;
  const isMax = (item: Tree) => textOf(item)?.includes("mode=max") || textOf(at(item, "mode")) === "max";
  return items.some(isMax) ? "max" : "min";
}
