import type { Alias, Document, Node, Pair, ParsedNode, YAMLMap } from "yaml";
import type { Span } from "../../text/source";
import type { Entry, Tree } from "./tree";

/** Aliases may repeat parts; a file that unfolds to more than this is made to harm and is read in part. */
const LARGEST = 200_000;

/** Reads YAML or JSON: the documents of the text. Undefined where it is not well formed; `${{ … }}` and other text stays as written. */
export function readYaml(text: string): readonly Tree[] | undefined {
  // Few runs meet a definition file, and the parser is large.
  const yaml = require("yaml") as typeof import("yaml");
  const documents = yaml.parseAllDocuments(text, { logLevel: "silent", uniqueKeys: false, merge: false });
  if ("empty" in documents) return [];
  if (documents.some((document) => document.errors.length > 0)) return undefined;
  const budget = { left: LARGEST };
  return (documents as Document.Parsed[]).flatMap((document) => {
    const tree = document.contents && treeOf(document.contents, document, yaml, budget);
    return tree ? [tree] : [];
  });
}

type Yaml = typeof import("yaml");
type Found = Node | ParsedNode | null | undefined;

function treeOf(
  node: Found,
  document: Document.Parsed,
  yaml: Yaml,
  budget: { left: number },
): Tree | undefined {
  if (!node || budget.left-- <= 0) return undefined;
  if (yaml.isAlias(node)) return treeOf((node as Alias).resolve(document), document, yaml, budget);
  const span = spanOf(node);
  if (yaml.isMap(node)) {
    const entries = new Map<string, Entry>();
    addPairs(entries, node, document, yaml, budget);
    return { kind: "map", entries, span };
  }
  if (yaml.isSeq(node)) {
    const items = node.items.flatMap((item) => treeOf(item as Found, document, yaml, budget) ?? []);
    return { kind: "list", items, span };
  }
  if (!yaml.isScalar(node)) return undefined;
  // `on: yes`, `version: 3.10`: as written, which is what a person sees.
  const text = typeof node.value === "string" ? node.value : (node.source ?? "");
  return node.value === null ? { kind: "nothing", span } : { kind: "text", text, span };
}

/** The pairs of a map, and those that `<<` merges in, which its own pairs go before. */
function addPairs(
  entries: Map<string, Entry>,
  map: YAMLMap,
  document: Document.Parsed,
  yaml: Yaml,
  budget: { left: number },
): void {
  const merged: Found[] = [];
  for (const { key, value } of map.items as Pair<Node, Found>[]) {
    if (!yaml.isScalar(key)) continue;
    if (key.value === "<<") {
      merged.push(...(yaml.isSeq(value) ? (value.items as Found[]) : [value]));
      continue;
    }
    const tree = treeOf(value, document, yaml, budget) ?? { kind: "nothing" as const, span: spanOf(key) };
    entries.set(String(key.source ?? key.value), { key: spanOf(key), value: tree });
  }
  for (const source of merged) {
    const tree = treeOf(source, document, yaml, budget);
    if (tree?.kind !== "map") continue;
    for (const [name, entry] of tree.entries) if (!entries.has(name)) entries.set(name, entry);
  }
}

const spanOf = (node: Node): Span => {
  const [start = 0, end = start] = node.range ?? [];
  return { start, end };
};
