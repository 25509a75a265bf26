import { posix } from "node:path";
import type { Span } from "../../text/source";
import { cacheModeOf, provenanceOf } from "./attestation";
import { BakeValues } from "./bake-values";
import type { Definition, PassedArgument } from "./definition";
import { parseHcl } from "./hcl";
import { type Block, type Expression, HclError, type ObjectEntry } from "./hcl-syntax";
import { parseTemplate } from "./hcl-template";
import { combinations } from "./matrix";
import { type DefinitionFile, type Definitions, folderOf, namedContext, nameIn } from "./project";
import { at, cutAt, entriesOf, itemsOf, type Tree, textOf, textsOf } from "./tree";
import { readYaml } from "./yaml";

interface Target {
  readonly span: Span;
  readonly attributes: ReadonlyMap<string, Expression>;
  readonly values: BakeValues;
}

/** The builds of a bake file, HCL or JSON (build-semantics 10.5). */
export function readBake(file: DefinitionFile): Definitions {
  let blocks: readonly Block[];
  try {
    blocks = file.source.path.endsWith(".json") ? jsonBlocks(file) : parseHcl(file.source.text);
  } catch (error) {
    if (!(error instanceof HclError)) throw error;
    const { line } = file.source.position(error.offset);
    return { definitions: [], problem: `This bake file cannot be read: ${error.message}, in line ${line}.` };
  }
  const values = new BakeValues(blocks);
  const written = new Map<string, Target>();
  for (const { type, labels, attributes, span } of blocks) {
    if (type !== "target" || labels[0] === undefined) continue;
    // A target that is there twice: the second adds to the first.
    const merged = new Map(written.get(labels[0])?.attributes);
    for (const { name, value } of attributes) merged.set(name, value);
    written.set(labels[0], { span, attributes: merged, values });
  }
  const targets = new Map([...written].flatMap(([name, target]) => ofMatrix(name, target, blocks)));
  const reader = new TargetReader(file, targets);
  // By custom `_common` is there to be inherited from, and nobody builds it.
  const built = [...targets].filter(([name]) => !name.startsWith("_"));
  return { definitions: built.flatMap(([name, { span }]) => reader.definition(name, span) ?? []) };
}

/** More than any matrix makes that somebody wrote by hand. */
const MOST_OF_MATRIX = 1000;

/** The targets that a target with a matrix stands for: one for each combination of its values, each by the name that it is given. */
function ofMatrix(label: string, target: Target, blocks: readonly Block[]): (readonly [string, Target])[] {
  const matrix = target.attributes.get("matrix");
  const lists = [...entriesOf(matrix && target.values.evaluate(matrix).tree)].map(
    ([name, { value }]) => [name, itemsOf(value)] as const,
  );
  const made = combinations(lists, MOST_OF_MATRIX);
  if (lists.length === 0 || made.length === 0) return [[label, target]];
  const name = target.attributes.get("name");
  return made.map((bound, index) => {
    const values = new BakeValues(blocks, bound);
    return [textOf(name && values.evaluate(name).tree) ?? `${label}-${index}`, { ...target, values }];
  });
}

/** The same blocks as HCL has, from JSON, whose texts are templates as well. */
function jsonBlocks(file: DefinitionFile): Block[] {
  const [tree] = readYaml(file.source.text) ?? [];
  if (!tree) throw new HclError("it is not well-formed JSON", 0);
  return ["variable", "target"].flatMap((type) =>
    [...entriesOf(at(tree, type))].map(([label, { key, value }]): Block => {
      return { type, labels: [label], span: key, attributes: objectEntries(value) };
    }),
  );
}

const objectEntries = (tree: Tree): ObjectEntry[] =>
  [...entriesOf(tree)].map(([name, { key, value }]) => ({ name, key, value: expressionOf(value) }));

function expressionOf(tree: Tree): Expression {
  const { span } = tree;
  if (tree.kind === "text") return parseTemplate(tree.text, span);
  if (tree.kind === "list") return { kind: "list", items: tree.items.map(expressionOf), span };
  if (tree.kind === "map") return { kind: "object", entries: objectEntries(tree), span };
  return { kind: "literal", value: null, span };
}

/** Reads targets with what they inherit: of several the last goes before the others, and a target's own attributes before all. */
class TargetReader {
  constructor(
    private readonly file: DefinitionFile,
    private readonly targets: ReadonlyMap<string, Target>,
  ) {}

  definition(name: string, span: Span): Definition | undefined {
    const chain = this.chain(name, new Set());
    const value = (attribute: string) => {
      const target = chain.find(({ attributes }) => attributes.has(attribute));
      return target?.values.evaluate(target.attributes.get(attribute)!).tree;
    };
    const folder = posix.dirname(this.file.source.path);
    const context = folderOf(textOf(value("context")) ?? ".", folder);
    if (context === undefined) return undefined;
    const inline = textOf(value("dockerfile-inline"));
    const target = textOf(value("target"));
    const provenance = provenanceOf(
      textsOf(value("attest")).find((text) => text.startsWith("type=provenance")),
    );
    const cacheTo = cacheModeOf(value("cache-to"));
    return {
      kind: "bake",
      label: `bake target ${name}`,
      source: this.file.source,
      span,
      context,
      fromGit: false,
      dockerfile:
        inline === undefined
          ? posix.resolve(context, textOf(value("dockerfile")) ?? "Dockerfile")
          : this.file.source.path,
      ...(inline === undefined ? {} : { dockerfileText: inline }),
      ...(target ? { target } : {}),
      arguments: this.arguments(chain),
      secrets: itemsOf(value("secret")).flatMap((item) => textOf(at(item, "id")) ?? idOf(textOf(item)) ?? []),
      names: [...textsOf(value("tags")), nameIn(folder, "target", name)],
      contexts: Object.fromEntries(
        [...entriesOf(value("contexts"))].flatMap(([context, entry]) => {
          const written = textOf(entry.value);
          return written === undefined ? [] : [[context, namedContext(written, folder)]];
        }),
      ),
      ...(provenance ? { provenance } : {}),
      ...(cacheTo ? { cacheTo } : {}),
    };
  }

  private chain(name: string, seen: Set<string>): Target[] {
    const target = this.targets.get(name);
    if (!target || seen.has(name)) return [];
    seen.add(name);
    const inherits = target.attributes.get("inherits");
    const parents = inherits ? textsOf(target.values.evaluate(inherits).tree) : [];
    return [target, ...parents.toReversed().flatMap((parent) => this.chain(parent, seen))];
  }

  /** Args are merged name by name. One that is null keeps the Dockerfile's default. */
  private arguments(chain: readonly Target[]): PassedArgument[] {
    const passed = new Map<string, PassedArgument | undefined>();
    for (const { attributes, values } of chain) {
      const args = attributes.get("args");
      if (args?.kind !== "object") continue;
      for (const { name, key, value } of args.entries) {
        if (passed.has(name)) continue;
        const { tree, references } = values.evaluate(value);
        const span = { start: key.start, end: Math.max(key.end, value.span.end) };
        const text = textOf(tree);
        const argument = {
          name,
          references,
          source: this.file.source,
          span,
          ...(text === undefined ? {} : { value: text }),
        };
        passed.set(name, tree?.kind === "nothing" ? undefined : argument);
      }
    }
    return [...passed.values()].filter((argument) => argument !== undefined);
  }
}

/** `id=npm,src=.npmrc`. */
const idOf = (text: string | undefined): string | undefined =>
  text
    ?.split(",")
    .map((part) => cutAt(part, "="))
    .find(([key]) => key === "id")?.[1];
