import type { EntryKind } from "../files/file-system";
import type { FileVerdict } from "../secrets/types";
import type { SourceText } from "../text/source";
import type { OpenedArchive } from "./archive";
import type { Dockerignore } from "./dockerignore";

/** The ignore file in force, and the one that it replaces, if any. */
export interface IgnoreFile {
  readonly source: SourceText;
  readonly rules: Dockerignore;
}

/** What says which files of the context are secret; the walk knows none by itself. Paths are relative to the context. */
export interface ContextJudge {
  /**
   * Asked for each folder, which is empty or ends in `/`. What it gives is asked for the name of each file in it, so it must be cheap:
   * anything but undefined where the file is worth a look.
   */
  namesIn(folder: string): (name: string) => unknown;
  /** The verdict on a file that `namesIn` picked, or that stands in `.git`. The content is read when it is asked for, at most 1 MB of it. */
  judge(path: string, readContent: () => Uint8Array | undefined): FileVerdict | undefined;
}

/** Searches the files that `ContextJudge` has nothing to say about. */
export interface ContextSearch {
  /** Asked for each file that a COPY takes, before it is read. */
  isSearched(path: string, name: string): boolean;
  /** The verdict on a file by its first bytes, at most 1 MB of it. */
  search(path: string, bytes: Uint8Array): FileVerdict | undefined;
}

export interface ContextProblem {
  /** Absolute path. */
  readonly path: string;
  readonly message: string;
}

/** A file of the context that the build would receive and that holds a secret. */
export interface SecretFile {
  /** Relative to the context, with `/`; to the archive, where it is in one. */
  readonly path: string;
  /** The archive of the context that it is in, for what ADD unpacks. */
  readonly within?: string;
  readonly verdict: FileVerdict;
  /** `.git` and its like stand for all they hold. */
  readonly directory: boolean;
}

/** How much there is of something. */
export interface Weight {
  readonly files: number;
  readonly bytes: number;
}

/** The build context, walked once. Everything is relative to its root and uses `/`. */
export interface BuildContext {
  /** Absolute. */
  readonly root: string;
  readonly ignoreFile: IgnoreFile | undefined;
  /** `.dockerignore`, where `<Dockerfile>.dockerignore` is in force and `.dockerignore` is there too. */
  readonly replacedIgnoreFile: IgnoreFile | undefined;
  /** Sent to the builder and secret by what they are, in path order. */
  readonly secretFiles: readonly SecretFile[];
  /** The secret files at a path or below it, also those that only a search of their content shows, in path order; and a directory that stands for a file at the path. */
  secretFilesAt(path: string): readonly SecretFile[];
  readonly problems: readonly ContextProblem[];
  /** What the build would see at a path: undefined where it is absent or ignored. Links are `link`. */
  kind(path: string): EntryKind | undefined;
  /** Whether the ignore file leaves a path in, whatever is there. */
  sends(path: string): boolean;
  /** What a file that would be sent, and is not here now, tells by its name alone. */
  missingSecret(path: string): FileVerdict | undefined;
  /** The symbolic links that would be sent, in path order. */
  links(): readonly string[];
  /** Where a link of the context leads, as a path of the context; undefined where it leads out or nowhere. */
  resolveLink(path: string): string | undefined;
  /** Names in a directory that would be sent; for COPY globs. Not recursive. */
  names(path: string): readonly string[];
  /** The first bytes of a sent file; undefined for anything else. */
  read(path: string, limit: number): Uint8Array | undefined;
  /**
   * The files at a path or below it that would be sent, and that `takes`, asked by the path below the directory, wants. It walks
   * each time, so nothing asks for it but what shows sizes.
   */
  weigh(path: string, takes: (below: string) => boolean): Weight;
  /** What ADD would unpack of a file that is sent; undefined where it is no archive. */
  archive(path: string): OpenedArchive | undefined;
  /** Evidence of files that this project is likely to have beside the Dockerfile at build time, though they are not here now. */
  expectedSecretFiles(): readonly ExpectedSecretFile[];
}

/** A path that is not there now and that something of the project says will be: a line of `.gitignore`, an `.env.example`, code that reads it. */
export interface ExpectedSecretFile {
  readonly path: string;
  /** The file that says so, relative to the context; undefined where nothing does. */
  readonly evidence: string | undefined;
  /** 1-based line in it; undefined where its name alone speaks. */
  readonly line: number | undefined;
}
