import type { EntryKind } from "../files/file-system";
import { insideRoot } from "./go-text";
import { readPatterns } from "./ignore-lines";
import { below, sourceParts, walkGlob } from "./matches-source";
import { PatternList, withAncestors } from "./pattern-list";
import type { BuildContext, SecretFile, Weight } from "./types";

/** A file or directory that a COPY source names. */
export interface CopyEntry {
  /** As named, relative to the context. */
  readonly path: string;
  /** Where it really is: a source that is a link is followed inside the context (build-semantics 6.7). */
  readonly target: string;
  readonly kind: EntryKind;
}

export interface CopySource {
  readonly entries: readonly CopyEntry[];
  /** A literal source that is absent or ignored: the build fails. A glob without a match does not (build-semantics 6.6). */
  readonly missing: boolean;
}

/** A secret file that a COPY takes. */
export interface TakenFile {
  readonly file: SecretFile;
  /** What to append to the destination directory, empty for the directory itself; null for a single file, which the destination names. */
  readonly below: string | null;
  /** The file's name at the source, which a link may have given it: its name in a destination that is a directory. */
  readonly name: string;
  /** The source that took it, and what of the context it took it with: itself, or a directory above. */
  readonly source: string;
  readonly entry: CopyEntry;
}

/** What a source of COPY or ADD names in the context (dockerignore rules 49 to 54), in the order in which it is copied. */
export function copySources(context: BuildContext, source: string): CopySource {
  const { base, glob } = sourceParts(source);
  const entry = entryAt(context, base);
  if (glob === undefined) return { entries: entry ? [entry] : [], missing: entry === undefined };
  if (entry?.kind !== "directory") return { entries: [], missing: false };
  const paths = walkGlob(entry.target, glob, {
    names: (directory) => context.names(directory),
    isDirectory: (path) => context.kind(path) === "directory",
  });
  return { entries: paths.flatMap((path) => entryAt(context, path) ?? []), missing: false };
}

/**
 * The secret files that a COPY or ADD of these sources takes, and where each comes to lie.
 * `exclude` holds the values of `--exclude`; malformed ones, at which the build fails, exclude nothing.
 */
export function takenSecretFiles(
  context: BuildContext,
  sources: readonly string[],
  exclude: readonly string[],
  parents: boolean,
): TakenFile[] {
  return sources.flatMap((source) => {
    const { directory, takes } = selectionOf(source, exclude, parents);
    return copySources(context, directory).entries.flatMap((entry) =>
      context.secretFilesAt(entry.target).flatMap((candidate): TakenFile[] => {
        const file = insideGit(candidate, entry.target) ?? candidate;
        const path = below(entry.target, file.path);
        if (path === undefined) return [];
        const name = entry.path.slice(entry.path.lastIndexOf("/") + 1);
        // A source that is itself a file is never excluded (build-semantics 6.11), and `--parents` has a directory for a source.
        if (entry.kind !== "directory") return parents ? [] : [{ file, below: null, name, source, entry }];
        return takes(insideOf(file, path))
          ? [{ file, below: path, name: lastPart(path) || name, source, entry }]
          : [];
      }),
    );
  });
}

/** How many files a COPY or ADD of a source takes from the context, and their bytes. Walks the context anew. */
export function copyWeight(
  context: BuildContext,
  { source, exclude, parents }: { source: string; exclude: readonly string[]; parents: boolean },
): Weight {
  const { directory, takes } = selectionOf(source, exclude, parents);
  const weight = { files: 0, bytes: 0 };
  for (const { target, kind } of copySources(context, directory).entries) {
    if (kind !== "directory" && parents) continue;
    const { files, bytes } = context.weigh(target, takes);
    weight.files += files;
    weight.bytes += bytes;
  }
  return weight;
}

/** What a source with its flags takes of a directory. */
export interface Selection {
  /** The source without the part that `--parents` keeps. */
  readonly directory: string;
  /** Whether a file is taken, by its path below the directory that the source names; not asked of a source that is a file. */
  takes(below: string): boolean;
}

export function selectionOf(source: string, exclude: readonly string[], parents: boolean): Selection {
  const excluded = patternList(exclude);
  const { directory, included } = parents ? parentsOf(source) : { directory: source, included: undefined };
  return {
    directory,
    takes: (path) => (!excluded || !names(excluded, path)) && (!included || names(included, path)),
  };
}

/** With `--parents`, the text before `/./` is the source directory and the rest an include pattern, in which `**` is recursive (dockerignore rule 57). */
function parentsOf(source: string): {
  readonly directory: string;
  readonly included: PatternList | undefined;
} {
  const pivot = source.indexOf("/./");
  const directory = pivot < 0 ? "." : source.slice(0, pivot) || ".";
  const pattern = insideRoot(pivot < 0 ? source : source.slice(pivot + 3));
  return { directory, included: patternList([pattern === "." ? "**" : pattern]) };
}

function patternList(patterns: readonly string[]): PatternList | undefined {
  try {
    const read = readPatterns(patterns);
    return read.length > 0 ? new PatternList(read) : undefined;
  } catch {
    return undefined;
  }
}

/** `.git` stands for what is in it, so a file in it is asked. */
const insideOf = (file: SecretFile, path: string): string =>
  (file.directory ? `${path}/${file.verdict.by === "content" ? "config" : "HEAD"}` : path).replace(/^\//, "");

/** Whether patterns name a file below the source directory. */
function names(list: PatternList, path: string): boolean {
  try {
    return list.walk(path).ignored;
  } catch {
    return false;
  }
}

/** `COPY .git/config`: of a directory that stands for its files, the one that holds the credential. */
function insideGit({ path, directory, verdict }: SecretFile, target: string): SecretFile | undefined {
  if (!directory || verdict.by !== "content" || target !== `${path}/config`) return undefined;
  return { path: target, directory: false, verdict };
}

function entryAt(context: BuildContext, path: string): CopyEntry | undefined {
  const target = context.resolveLink(path);
  const kind = target === undefined ? undefined : context.kind(target);
  if (target === undefined || kind === undefined) return undefined;
  // A link that is ignored itself is not there to be followed.
  if (target !== path && ![...withAncestors(path)].some((each) => context.kind(each) === "link"))
    return undefined;
  return { path, target, kind };
}

const lastPart = (path: string): string => path.slice(path.lastIndexOf("/") + 1);
