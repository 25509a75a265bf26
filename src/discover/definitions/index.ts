import { posix } from "node:path";
import { readBake } from "./bake";
import { readCompose } from "./compose";
import { readDevcontainer } from "./devcontainer";
import { readGitlab } from "./gitlab";
import type { DefinitionFile, Definitions } from "./project";
import { readSkaffold } from "./skaffold";
import { readWorkflow } from "./workflow";

export type { Definition, PassedArgument } from "./definition";
export { type Definitions, readSource } from "./project";

type Reader = (file: DefinitionFile) => Definitions;

/** The reader for a file, by its path; undefined for a file that describes no build. */
export function definitionReader(path: string): Reader | undefined {
  const name = posix.basename(path).toLowerCase();
  if (/^(?:docker-)?compose(?:[.-][\w.-]+)?\.ya?ml$/.test(name)) return readCompose;
  if (/^docker-bake(?:\.[\w.-]+)?\.(?:hcl|json)$/.test(name)) return readBake;
  if (/^skaffold(?:\.[\w.-]+)?\.ya?ml$/.test(name)) return readSkaffold;
  if (/^\.gitlab-ci(?:\.[\w.-]+)?\.ya?ml$/.test(name)) return readGitlab;
  if (/\/\.github\/(?:workflows\/[^/]+|actions\/(?:[^/]+\/)+action)\.ya?ml$/.test(path)) return readWorkflow;
  if (/^\.?devcontainer\.json$/.test(name)) return readDevcontainer;
  return undefined;
}

/** An override file is read with the file that it overrides. */
export const isReadWithAnother = (path: string): boolean =>
  /(?:^|\/)(?:docker-)?compose\.override\.ya?ml$/.test(path);
