import type { EntryKind, FileSystem } from "../files/file-system";
import type { FileVerdict } from "../secrets/types";
import { archiveLimit, archiveVerdict, isArchiveName } from "./archive";
import type { PlainFiles } from "./content-search";
import type { Dockerignore, Folder } from "./dockerignore";
import { DockerignoreError } from "./dockerignore-error";
import { childPath } from "./go-text";
import { absolutePath } from "./links";
import { repository } from "./repository";
import type { ContextJudge, ContextProblem, SecretFile } from "./types";

/** A context that is walked: where it is, and what is left out. */
export interface WalkedContext {
  readonly files: FileSystem;
  /** Absolute. */
  readonly root: string;
  readonly rules: Dockerignore;
}

/** What one walk gathers. */
export interface Gathered {
  readonly secretFiles: readonly SecretFile[];
  readonly problems: readonly ContextProblem[];
  /** Paths of `.env.example` and its like. */
  readonly examples: readonly string[];
  /** Every other file, ignored or not, where they are wanted. */
  readonly plain: readonly PlainFiles[];
  /** Every symbolic link, ignored or not. */
  readonly links: readonly ParentedLink[];
}

/** A symbolic link in the directory `parent`. */
interface ParentedLink {
  readonly path: string;
  readonly parent: Folder;
}

interface Visitor {
  /** A directory that the walk goes through; what it gives takes the name of each file in it. `prefix` is what their paths start with. */
  filesIn(directory: string, prefix: string, folder: Folder): (name: string) => void;
  link(path: string, parent: Folder): void;
  /** A directory that the ignore file leaves open; says whether to go in. */
  directory(path: string, name: string): boolean;
  /** A directory that would be sent and cannot be read. */
  unreadable(path: string): void;
}

/** No more of a file is read to judge it. */
const contentLimit = 1_000_000;

/** Walks the context once: stays out of what the ignore file prunes, follows no link, keeps only what matters and, where they are wanted, the names of the rest. */
export function gather(context: WalkedContext, judge: ContextJudge, wantsPlain: boolean): Gathered {
  const { root, rules } = context;
  const secretFiles: SecretFile[] = [];
  const problems: ContextProblem[] = [];
  const examples: string[] = [];
  const plain: PlainFiles[] = [];
  const links: ParentedLink[] = [];
  const sentVerdict = (path: string, name: string, folder: Folder) =>
    rules.verdictIn(folder, path) === "sent" ? verdictOn(context, judge, path, name) : undefined;
  visit(context, {
    filesIn(directory, prefix, folder) {
      const isJudged = judgedNames(judge, prefix);
      const names: string[] = [];
      if (wantsPlain) plain.push({ directory, folder, names });
      // A path is made for what its name tells only.
      return (name) => {
        if (isExample(name)) examples.push(prefix + name);
        const verdict = isJudged(name) ? sentVerdict(prefix + name, name, folder) : undefined;
        if (verdict) secretFiles.push({ path: prefix + name, verdict, directory: false });
        else if (wantsPlain) names.push(name);
      };
    },
    link: (path, parent) => void links.push({ path, parent }),
    directory(path, name) {
      if (name !== ".git" && name !== ".hg") return true;
      secretFiles.push(...repository(context, path, (file) => judged(context, judge, file)));
      return false;
    },
    unreadable(path) {
      const what = path === "." ? "The build context" : "This directory of the build context";
      const message = `${what} cannot be read, so what is in it was not checked; Docker stops at it as well. Change its permissions, or name it in the ignore file.`;
      problems.push({ path: absolutePath(root, path), message });
    },
  });
  // Disks list files in any order, reports have one.
  return {
    secretFiles: secretFiles.sort(byPath),
    problems: problems.sort(byPath),
    examples: examples.sort(),
    plain,
    links: links.sort(byPath),
  };
}

/** Whether a file in a folder, which is empty or ends in `/`, is worth a look by its name: to the judge, or as an archive of files that may be. */
export function judgedNames(judge: ContextJudge, folder: string): (name: string) => boolean {
  const known = judge.namesIn(folder);
  return (name) => isArchiveName(name) || known(name) !== undefined;
}

/** The verdict on a file that is worth a look and would be sent. */
export function verdictOn(
  context: WalkedContext,
  judge: ContextJudge,
  path: string,
  name: string,
): FileVerdict | undefined {
  const verdict = judged(context, judge, path);
  if (verdict || !isArchiveName(name)) return verdict;
  return archiveVerdict(path, contentOf(context, path, archiveLimit), judge);
}

const judged = (context: WalkedContext, judge: ContextJudge, path: string): FileVerdict | undefined =>
  judge.judge(path, () => contentOf(context, path));

const contentOf = (
  { files, root }: WalkedContext,
  path: string,
  limit = contentLimit,
): Uint8Array | undefined => files.read(absolutePath(root, path), limit);

/** The error that stops the build as a path of the context makes Docker ask a malformed line, if one does (dockerignore rule 20). */
export function firstRefusal(context: WalkedContext): DockerignoreError | undefined {
  try {
    visit(context, {
      filesIn: (_, prefix, folder) => (name) => void context.rules.verdictIn(folder, prefix + name),
      link: (path, parent) => void context.rules.verdictIn(parent, path),
      directory: () => true,
      unreadable: () => {},
    });
    return undefined;
  } catch (error) {
    if (error instanceof DockerignoreError) return error;
    throw error;
  }
}

/** Whether anything below a directory would be sent: an excluded one has an entry only then (dockerignore rule 39). */
export function sendsAnything(
  { files, root, rules }: WalkedContext,
  start: string,
  startFolder: Folder,
): boolean {
  const open: (readonly [string, Folder])[] = [[start, startFolder]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [directory, folder] = next;
    for (const { name, kind } of files.list(absolutePath(root, directory)) ?? []) {
      const path = childPath(directory, name);
      if (kind !== "directory") {
        if (rules.verdictIn(folder, path) !== "ignored") return true;
        continue;
      }
      const child = rules.enter(folder, path);
      if (!child.excluded) return true;
      if (!child.skipped) open.push([path, child]);
    }
  }
  return false;
}

function visit({ files, root, rules }: WalkedContext, visitor: Visitor): void {
  const open: (readonly [string, Folder])[] = [[".", rules.top]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [directory, folder] = next;
    const entries = files.list(absolutePath(root, directory));
    // Docker stops only at an unreadable directory that it would send (dockerignore rule 42).
    if (!entries && !folder.excluded) visitor.unreadable(directory);
    const prefix = directory === "." ? "" : `${directory}/`;
    const file = visitor.filesIn(directory, prefix, folder);
    for (const { name, kind } of entries ?? []) {
      if (holdsBytes(kind)) file(name);
      else if (kind === "link") visitor.link(prefix + name, folder);
      else if (kind === "directory") {
        const child = rules.enter(folder, prefix + name);
        if (!child.skipped && visitor.directory(prefix + name, name)) open.push([prefix + name, child]);
      }
    }
  }
}

/** Links carry no bytes, and sockets and FIFOs are no files. */
const holdsBytes = (kind: EntryKind): boolean => kind === "file";

const isExample = (name: string): boolean =>
  name.startsWith(".env.") && /^\.env\.(?:example|sample|template|dist)$/.test(name);

export const byPath = (one: { readonly path: string }, other: { readonly path: string }): number =>
  one.path < other.path ? -1 : one.path > other.path ? 1 : 0;
