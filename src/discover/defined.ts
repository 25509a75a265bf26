import type { Build } from "../build";
import type { FileSystem } from "../files/file-system";
import type { Definition } from "./definitions/definition";
import { readSource } from "./definitions/project";
import { definitionReader } from "./definitions/readers";

/** What a definition file gave. */
export interface Defined {
  readonly builds: readonly Build[];
  /** Undefined where the file could be read. */
  readonly problem?: string;
}

/** The builds that a compose, bake, CI or other definition file describes; undefined where the path is none. Paths are absolute. */
export function definedBuilds(path: string, files: FileSystem): Defined | undefined {
  const reader = definitionReader(path);
  if (!reader) return undefined;
  const source = readSource(path, files);
  if (!source) return { builds: [], problem: "This file cannot be read as text." };
  const { definitions, problem } = reader()({ source, files });
  const builds = definitions
    .filter((definition) => isThere(definition, files))
    .map((definition) => buildOf(definition));
  return { builds, ...(problem === undefined ? {} : { problem }) };
}

/** A target that others build upon, a profile or a template often names a Dockerfile that is not there: that is no build. */
const isThere = ({ dockerfile, dockerfileText, context }: Definition, files: FileSystem): boolean =>
  (dockerfileText !== undefined || files.kind(dockerfile) !== undefined) && files.kind(context) !== undefined;

function buildOf(definition: Definition): Build {
  const { dockerfile, dockerfileText, context, names, target, contexts, provenance, cacheTo, fromGit } =
    definition;
  const { kind, label, source, span, arguments: passed } = definition;
  const known = passed.flatMap(({ name, value, secret }) =>
    value === undefined || secret !== undefined ? [] : [[name, value] as const],
  );
  return {
    dockerfile,
    ...(dockerfileText === undefined ? {} : { dockerfileText }),
    context,
    ...(names.length > 0 ? { names } : {}),
    ...(target === undefined ? {} : { target }),
    buildArgs: Object.fromEntries(known),
    ...(Object.keys(contexts).length > 0 ? { contexts } : {}),
    ...(provenance ? { provenance } : {}),
    ...(cacheTo ? { cacheTo } : {}),
    ...(fromGit ? { fromGit } : {}),
    origin: { kind, label, source, span, arguments: passed },
  };
}

/** A build as its file describes it after edits; undefined where it no longer does, and the build itself where no file describes it. */
export function describedAgain(build: Build, files: FileSystem): Build | undefined {
  const { origin, dockerfile } = build;
  if (!origin || origin.source.path === dockerfile) return build;
  if (readSource(origin.source.path, files)?.text === origin.source.text) return build;
  const again = definedBuilds(origin.source.path, files)?.builds.find(
    (each) => each.dockerfile === dockerfile && each.origin?.label === origin.label,
  );
  if (!again?.origin) return undefined;
  const names = again.origin.arguments.map(({ name }) => name);
  const gone = origin.arguments.filter(({ name }) => !names.includes(name)).map(({ name }) => name);
  const buildArgs = Object.entries(build.buildArgs).filter(([name]) => !gone.includes(name));
  return { ...build, buildArgs: Object.fromEntries(buildArgs), origin: again.origin };
}

/** Builds that read the same and get the same are one: the first that is described. It goes by all their names. */
export function distinct(builds: readonly Build[]): Build[] {
  const found = new Map<string, Build>();
  for (const build of builds) {
    const { origin, dockerfileText, names: _, ...read } = build;
    const passed = origin?.arguments.map(({ name, value, secret, references }) => [
      name,
      value,
      secret,
      references,
    ]);
    const key = JSON.stringify([read, dockerfileText, passed]);
    found.set(key, withNames(found.get(key) ?? build, build.names ?? []));
  }
  return [...found.values()];
}

function withNames(build: Build, more: readonly string[]): Build {
  const names = [...new Set([...(build.names ?? []), ...more])];
  return names.length > (build.names?.length ?? 0) ? { ...build, names } : build;
}
