import { posix } from "node:path";
import type { Definition, PassedArgument } from "./definition";
import { type DefinitionFile, type Definitions, folderOf } from "./project";
import { at, entriesOf, itemsOf, type Tree, textOf } from "./tree";
import { readYaml } from "./yaml";

/** The Docker artifacts of a skaffold.yaml (Skaffold's schema, `build.artifacts[].docker`), those of its profiles too. */
export function readSkaffold(file: DefinitionFile): Definitions {
  const trees = readYaml(file.source.text);
  if (!trees) return { definitions: [], problem: "This skaffold file is not well-formed YAML." };
  const folder = posix.dirname(file.source.path);
  const definitions = trees.flatMap((tree) => {
    const builds = [
      at(tree, "build"),
      ...itemsOf(at(tree, "profiles")).map((profile) => at(profile, "build")),
    ];
    return builds.flatMap((build) =>
      itemsOf(at(build, "artifacts")).flatMap((artifact) => artifactBuild(artifact, file, folder) ?? []),
    );
  });
  return { definitions };
}

/** Builders that read no Dockerfile. */
const OTHERS = ["bazel", "jib", "ko", "buildpacks", "custom"];

function artifactBuild(artifact: Tree, file: DefinitionFile, folder: string): Definition | undefined {
  if (OTHERS.some((builder) => at(artifact, builder))) return undefined;
  const docker = at(artifact, "docker") ?? at(artifact, "kaniko");
  const context = folderOf(textOf(at(artifact, "context")) ?? ".", folder);
  if (context === undefined) return undefined;
  const target = textOf(at(docker, "target"));
  const name = textOf(at(artifact, "image")) ?? "?";
  return {
    kind: "skaffold",
    label: `skaffold artifact ${name}`,
    source: file.source,
    span: at(artifact, "image")?.span ?? artifact.span,
    context,
    fromGit: false,
    dockerfile: posix.resolve(context, textOf(at(docker, "dockerfile")) ?? "Dockerfile"),
    ...(target ? { target } : {}),
    arguments: [...entriesOf(at(docker, "buildArgs"))].map(([argument, { key, value }]) =>
      templated(argument, textOf(value), { start: key.start, end: value.span.end }, file),
    ),
    secrets: itemsOf(at(docker, "secrets")).flatMap((secret) => textOf(at(secret, "id")) ?? []),
    names: [],
    contexts: {},
  };
}

/** Values are templates of Go: `{{.NPM_TOKEN}}` is a variable of the environment. */
function templated(
  name: string,
  value: string | undefined,
  span: Tree["span"],
  { source }: DefinitionFile,
): PassedArgument {
  const references = [...(value ?? "").matchAll(/\{\{[^{}]{0,200}?\.([A-Za-z_]\w*)[^{}]{0,200}\}\}/g)].map(
    (match) => match[1]!,
  );
  const isKnown = value !== undefined && !value.includes("{{");
  return { name, references, source, span, ...(isKnown ? { value } : {}) };
}
