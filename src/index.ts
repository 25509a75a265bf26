import { rules as allRules } from "./rules";

export type { Build } from "./build";
export {
  Dockerignore,
  DockerignoreError,
  matchCopySource,
  type Verdict as DockerignoreVerdict,
} from "./context";
export {
  type Expansion,
  ExpansionError,
  type ExpansionMode,
  type ExpansionOptions,
  expandWord,
  type Instruction,
  type ParsedDockerfile,
  parseDockerfile,
} from "./dockerfile";
export { disk } from "./files/disk";
export type { DirectoryEntry, EntryKind, FileSystem } from "./files/file-system";
export { overlay } from "./files/overlay";
export type {
  Confidence,
  Edit,
  Finding,
  Fix,
  Place,
  Problem,
  Related,
  Severity,
  SuppressedFinding,
  TraceStep,
  Where,
} from "./finding";
export { type AppliedFixes, applyFixes, type FixedFile, type FixOptions } from "./fixes/apply";
export { inspect, type LintOptions, lint } from "./lint";
export type { InspectedSecret, Inspection, Report, ReportedBuild, ReportedStage } from "./report";
export { type Change, Session, type SessionOptions } from "./session";
export type { Position, Range, SourceText, Span } from "./text/source";

/** Every rule: its id, and in one sentence what it finds. */
export const rules: readonly { readonly id: string; readonly summary: string }[] = allRules.map(
  ({ id, summary }) => ({ id, summary }),
);
