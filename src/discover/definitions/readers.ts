import type { DefinitionFile, Definitions } from "./project";

type Reader = (file: DefinitionFile) => Definitions;

/** The reader for a file, by its path; undefined for a file that describes no build. A reader is loaded when it is asked for. */
export function definitionReader(path: string): (() => Reader) | undefined {
  const name = path.slice(path.lastIndexOf("/") + 1).toLowerCase();
  if (!/\.(?:ya?ml|hcl|json)$/.test(name)) return undefined;
  if (/^(?:docker-)?compose(?:[.-][\w.-]+)?\.ya?ml$/.test(name)) return () => lazily("readCompose");
  if (/^docker-bake(?:\.[\w.-]+)?\.(?:hcl|json)$/.test(name)) return () => lazily("readBake");
  if (/^skaffold(?:\.[\w.-]+)?\.ya?ml$/.test(name)) return () => lazily("readSkaffold");
  if (/^\.gitlab-ci(?:\.[\w.-]+)?\.ya?ml$/.test(name)) return () => lazily("readGitlab");
  if (/\/\.github\/(?:workflows\/[^/]+|actions\/(?:[^/]+\/)+action)\.ya?ml$/.test(path))
    return () => lazily("readWorkflow");
  if (/^\.?devcontainer\.json$/.test(name)) return () => lazily("readDevcontainer");
  return undefined;
}

/** Most runs name Dockerfiles and meet none of these files. */
function lazily(name: keyof typeof import("./formats")): Reader {
  return (require("./formats") as typeof import("./formats"))[name];
}
