import { posix } from "node:path";
import type { SourceText } from "../../text/source";
import { cacheModeOf, provenanceOf } from "./attestation";
import type { Definition, PassedArgument } from "./definition";
import { parseEnvironment } from "./environment";
import { interpolate } from "./interpolate";
import { type DefinitionFile, type Definitions, folderOf, namedContext, nameIn, readSource } from "./project";
import { at, cutAt, entriesOf, itemsOf, type Tree, textOf, textsOf } from "./tree";
import { readYaml } from "./yaml";

type Lookup = (name: string) => string | undefined;

/**
 * The builds of a compose file (Compose specification, `build`; build-semantics 10.2 to 10.4). A `docker-compose.override.yml` is read with
 * its `docker-compose.yml`, as `docker compose` does; another `docker-compose.<name>.yml` adds to it as `-f` would.
 */
export function readCompose(file: DefinitionFile): Definitions {
  const trees = readYaml(file.source.text);
  if (!trees) return { definitions: [], problem: "This compose file is not well-formed YAML." };
  const [tree] = trees;
  const { dir: folder, name } = posix.parse(file.source.path);
  const siblings = SIBLINGS.flatMap((sibling) => composeFile(`${folder}/${sibling}`, file) ?? []);
  const isBase = !name.includes(".");
  const over = siblings.filter(({ source }) => isBase && source.path.includes(".override."));
  const under = siblings.filter(({ source }) => !isBase && !source.path.includes(".override."));
  const environment = parseEnvironment(readSource(`${folder}/.env`, file.files)?.text ?? "");
  const lookup: Lookup = (variable) => environment.get(variable);
  const definitions = [...entriesOf(at(tree, "services"))].flatMap(([service, { key, value }]) => {
    const layers = [
      ...over.flatMap((each) => buildOf(at(each.tree, "services", service), each, file) ?? []),
      ...buildOf(value, { source: file.source, tree }, file),
    ];
    // What only another file builds is that file's.
    if (layers.length === 0) return [];
    for (const each of under) layers.push(...buildOf(at(each.tree, "services", service), each, file));
    return definition(service, key, layers, file, folder, lookup) ?? [];
  });
  const known = entriesOf(at(tree, "services"));
  // A service that only the override has is there as well.
  const more = over.flatMap((each) =>
    [...entriesOf(at(each.tree, "services"))].flatMap(([service, { key, value }]) => {
      const layers = known.has(service) ? [] : buildOf(value, each, file);
      const own = { ...file, source: each.source };
      return layers.length === 0 ? [] : (definition(service, key, layers, own, folder, lookup) ?? []);
    }),
  );
  return { definitions: [...definitions, ...more] };
}

const SIBLINGS = ["compose", "docker-compose"].flatMap((name) =>
  ["", ".override"].flatMap((part) => [`${name}${part}.yaml`, `${name}${part}.yml`]),
);

interface ComposeFile {
  readonly source: SourceText;
  readonly tree: Tree | undefined;
}

/** The parts of a service's `build`: what stands first goes before the others. */
type Layers = readonly Layer[];

interface Layer {
  readonly source: SourceText;
  readonly build: Tree;
  /** What the service calls its image. */
  readonly image: Tree | undefined;
}

function composeFile(path: string, file: DefinitionFile): ComposeFile | undefined {
  if (path === file.source.path) return undefined;
  const source = readSource(path, file.files);
  const tree = source && readYaml(source.text)?.[0];
  return tree && { source, tree };
}

/** Its own before that of the service that it extends: `extends: name`, or `extends: {service: name, file: path}`. */
function buildOf(
  service: Tree | undefined,
  { source, tree }: ComposeFile,
  file: DefinitionFile,
  depth = 0,
): Layer[] {
  const build = at(service, "build");
  const own = build ? [{ source, build, image: at(service, "image") }] : [];
  const given = at(service, "extends");
  const name = textOf(given) ?? textOf(at(given, "service"));
  if (name === undefined || depth > 10) return own;
  const path = textOf(at(given, "file"));
  const other =
    path === undefined
      ? { source, tree }
      : composeFile(posix.resolve(posix.dirname(source.path), path), file);
  return other ? [...own, ...buildOf(at(other.tree, "services", name), other, file, depth + 1)] : own;
}

/** The first of the layers that says something under these keys. */
const first = (layers: Layers, key: string): Tree | undefined =>
  layers.map(({ build }) => at(build, key)).find((found) => found !== undefined);

function definition(
  name: string,
  span: Definition["span"],
  build: Layers,
  file: DefinitionFile,
  folder: string,
  lookup: Lookup,
): Definition | undefined {
  const text = (value: Tree | undefined) => {
    const written = textOf(value);
    return written === undefined ? undefined : interpolate(written, lookup).text;
  };
  // `build: ./web` is the short form of its context.
  const short = build.map((layer) => text(layer.build)).find((each) => each !== undefined);
  const context = folderOf(text(first(build, "context")) ?? short ?? ".", folder);
  if (context === undefined) return undefined;
  const inline = textOf(first(build, "dockerfile_inline"));
  const target = text(first(build, "target"));
  const provenance = provenanceOf(text(first(build, "provenance")));
  const cacheTo = cacheModeOf(first(build, "cache_to"));
  return {
    kind: "compose",
    label: `compose service ${name}`,
    source: file.source,
    span,
    context,
    fromGit: false,
    dockerfile:
      inline === undefined
        ? posix.resolve(context, text(first(build, "dockerfile")) ?? "Dockerfile")
        : file.source.path,
    // A `$` of the Dockerfile itself is written twice in a compose file.
    ...(inline === undefined ? {} : { dockerfileText: interpolate(inline, lookup).text ?? inline }),
    ...(target ? { target } : {}),
    arguments: mergedArguments(build, lookup),
    secrets: secretsOf(first(build, "secrets")),
    names: [
      ...build.flatMap(({ image }) => text(image) ?? []).slice(0, 1),
      ...textsOf(first(build, "tags")).flatMap((tag) => interpolate(tag, lookup).text ?? []),
      nameIn(folder, "service", name),
    ],
    contexts: contextsOf(first(build, "additional_contexts"), folder, lookup),
    ...(provenance ? { provenance } : {}),
    ...(cacheTo ? { cacheTo } : {}),
  };
}

/** Name by name, the first layer that has it. */
function mergedArguments(build: Layers, lookup: Lookup): PassedArgument[] {
  const passed = new Map<string, PassedArgument>();
  for (const { source, build: layer } of build)
    for (const argument of argumentsOf(at(layer, "args"), source, lookup))
      if (!passed.has(argument.name)) passed.set(argument.name, argument);
  return [...passed.values()];
}

/** A map or a list of `NAME=value`; a name alone is taken from the environment (build-semantics 10.3). */
function argumentsOf(tree: Tree | undefined, source: SourceText, lookup: Lookup): PassedArgument[] {
  const pairs: { name: string; value: string | undefined; span: Tree["span"] }[] = [];
  for (const [name, { key, value }] of entriesOf(tree)) {
    pairs.push({
      name,
      value: textOf(value),
      span: { start: key.start, end: value.kind === "nothing" ? key.end : value.span.end },
    });
  }
  for (const item of itemsOf(tree)) {
    const [name, value] = cutAt(textOf(item) ?? "", "=");
    pairs.push({ name, value, span: item.span });
  }
  return pairs.map(({ name, value, span }) => {
    const { text, references } =
      value === undefined ? { text: lookup(name), references: [name] } : interpolate(value, lookup);
    return { name, references, source, span, ...(text === undefined ? {} : { value: text }) };
  });
}

/** The ids inside the build: the `target` of the long form, else the `source` (build-semantics 10.4). */
const secretsOf = (tree: Tree | undefined): string[] =>
  itemsOf(tree).flatMap(
    (item) => textOf(item) ?? textOf(at(item, "target")) ?? textOf(at(item, "source")) ?? [],
  );

function contextsOf(tree: Tree | undefined, folder: string, lookup: Lookup): Record<string, string> {
  const pairs = tree?.kind === "list" ? itemsOf(tree).map((item) => cutAt(textOf(item) ?? "", "=")) : [];
  for (const [name, { value }] of entriesOf(tree)) pairs.push([name, textOf(value)]);
  return Object.fromEntries(
    pairs.flatMap(([name, written]) => {
      const text = written === undefined ? undefined : interpolate(written, lookup).text;
      return text === undefined ? [] : [[name, namedContext(text, folder)]];
    }),
  );
}
