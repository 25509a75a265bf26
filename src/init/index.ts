import { discover } from "../discover";
import type { FileSystem } from "../files/file-system";
import { ciFiles } from "./ci";
import { configuration } from "./configuration";
import { hookFile } from "./hooks";
import { ignoreFiles } from "./ignore-file";

/** A project as `init` looks at it. */
export interface Project {
  /** Absolute. */
  readonly directory: string;
  readonly files: FileSystem;
  /** Of Watertight. */
  readonly version: string;
  /** Whether a configuration is in force already. */
  readonly isConfigured: boolean;
}

/** A file to write. */
export interface ProposedFile {
  /** Relative to the project's folder. */
  readonly path: string;
  /** What it holds now; undefined where it is not there. */
  readonly before: string | undefined;
  readonly text: string;
  /** What it is for, in a few words. */
  readonly purpose: string;
}

export interface Proposal {
  readonly files: readonly ProposedFile[];
  /** What a person has to do by hand, a sentence or a few lines each. */
  readonly remarks: readonly string[];
}

/** What a project lacks. Nothing that is there is replaced; a file that is there only gets lines added. Reads only, and never throws. */
export function propose(project: Project): Proposal {
  const { directory, files } = project;
  const { builds } = discover({ paths: ["."], directory, files });
  const parts = [
    { files: ignoreFiles(project, builds), remarks: [] },
    { files: configuration(project, builds), remarks: [] },
    hookFile(project),
    ciFiles(project),
  ];
  return {
    files: parts.flatMap((part) => part.files),
    remarks: parts.flatMap((part) => part.remarks),
  };
}
