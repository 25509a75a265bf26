import { posix } from "node:path";
import type { PassedArgument } from "./definition";
import { type DefinitionFile, type Definitions, folderOf } from "./project";
import { at, entriesOf, type Tree, textOf } from "./tree";
import { readYaml } from "./yaml";

/** The build of a devcontainer.json (Development Containers specification, `build`, and the older `dockerFile` and `context`). */
export function readDevcontainer(file: DefinitionFile): Definitions {
  const tree = readYaml(withoutComments(file.source.text))?.[0];
  if (!tree) return { definitions: [], problem: "This devcontainer file is not well-formed JSON." };
  const folder = posix.dirname(file.source.path);
  const named = at(tree, "build", "dockerfile") ?? at(tree, "dockerFile");
  const dockerfile = textOf(named);
  const context = folderOf(textOf(at(tree, "build", "context") ?? at(tree, "context")) ?? ".", folder);
  if (!named || dockerfile === undefined || context === undefined) return { definitions: [] };
  const target = textOf(at(tree, "build", "target"));
  return {
    definitions: [
      {
        kind: "devcontainer",
        label: `devcontainer ${textOf(at(tree, "name")) ?? posix.basename(folder)}`,
        source: file.source,
        span: named.span,
        context,
        fromGit: false,
        dockerfile: posix.resolve(folder, dockerfile),
        ...(target ? { target } : {}),
        arguments: [...entriesOf(at(tree, "build", "args"))].map(([name, { key, value }]) =>
          argument(name, textOf(value) ?? "", { start: key.start, end: value.span.end }, file),
        ),
        secrets: [],
        names: [],
        contexts: {},
      },
    ],
  };
}

/** `${localEnv:NAME}` and `${localEnv:NAME:default}` come from the environment. */
function argument(
  name: string,
  value: string,
  span: Tree["span"],
  { source }: DefinitionFile,
): PassedArgument {
  const references = [...value.matchAll(/\$\{localEnv:(\w+)/g)].map((match) => match[1]!);
  return { name, references, source, span, ...(value.includes("${") ? {} : { value }) };
}

/** Comments as blanks, so that places stay. */
const withoutComments = (text: string): string =>
  text.replace(/"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, (part) =>
    part.startsWith('"') ? part : part.replace(/[^\n]/g, " "),
  );
