import { posix } from "node:path";
import { type Job, scriptBuilds } from "./ci-script";
import type { DefinitionFile, Definitions } from "./project";
import { at, entriesOf, itemsOf, textOf } from "./tree";
import { readYaml } from "./yaml";

/** The `docker build` commands of a GitLab CI file's jobs. */
export function readGitlab(file: DefinitionFile): Definitions {
  const trees = readYaml(file.source.text);
  if (!trees) return { definitions: [], problem: "This GitLab CI file is not well-formed YAML." };
  const [tree] = trees;
  const root = posix.dirname(file.source.path);
  const definitions = [...entriesOf(tree)].flatMap(([name, { value }]) => {
    const job: Job = {
      kind: "gitlab",
      label: `GitLab job ${name}`,
      source: file.source,
      root,
      folder: root,
      variable: (variable) =>
        textOf(at(value, "variables", variable)) ?? textOf(at(tree, "variables", variable)),
    };
    return ["before_script", "script", "after_script"].flatMap((part) => {
      const script = at(value, part);
      const lines = script?.kind === "text" ? [script] : itemsOf(script);
      return lines.flatMap((line) => scriptBuilds(line, job));
    });
  });
  return { definitions };
}
