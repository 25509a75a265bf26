export { CopyPatternError, isGlob, isMalformedCopySource, matchCopySource } from "./copy-glob";
export {
  type CopyEntry,
  type CopySource,
  copySources,
  copyWeight,
  type Selection,
  selectionOf,
  type TakenFile,
  takenSecretFiles,
} from "./copy-sources";
export { Dockerignore, type Verdict } from "./dockerignore";
export { DockerignoreError } from "./dockerignore-error";
export { insideRoot } from "./go-text";
export { type FoundIgnoreFile, findIgnoreFile, type IgnoreFileOptions } from "./ignore-file";
export { KeptContexts, type OpenContext } from "./kept-contexts";
export { matchesSource, sourceParts, walkGlob } from "./matches-source";
export { type ContextOptions, openContext } from "./open-context";
export type {
  BuildContext,
  ContextJudge,
  ContextProblem,
  ContextSearch,
  ExpectedSecretFile,
  IgnoreFile,
  SecretFile,
  Weight,
} from "./types";
