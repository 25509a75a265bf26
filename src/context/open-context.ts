import type { EntryKind } from "../files/file-system";
import { archiveLimit, openArchive } from "./archive";
import { ContentSearch } from "./content-search";
import { Dockerignore, type Folder } from "./dockerignore";
import { expectedFiles } from "./expected-files";
import { childPath, cleanPath, insideRoot } from "./go-text";
import { findIgnoreFile, type IgnoreFileOptions } from "./ignore-file";
import { absolutePath, resolveInside } from "./links";
import { withAncestors } from "./pattern-list";
import { secretFilesAt } from "./secret-files";
import type { BuildContext, ContextJudge, ContextSearch, SecretFile } from "./types";
import { type Gathered, gather, sendsAnything, type WalkedContext } from "./walk";
import { weightBelow } from "./weight";

export interface ContextOptions extends IgnoreFileOptions {
  readonly judge: ContextJudge;
  /** Searches the files that the judge says nothing about; none are where it is not given. */
  readonly search?: ContextSearch;
  /** The same context with an ignore file that keeps out less: what it found is asked, and nothing is walked or searched again. */
  readonly wider?: BuildContext;
}

/** Opens a build context. Nothing is read before it is asked for; the walk is done when the secret files are. Never throws. */
export function openContext(options: ContextOptions): BuildContext {
  const { files, judge, search, wider } = options;
  const root = cleanPath(options.root);
  const found = once(() => findIgnoreFile({ ...options, root }));
  const walked = once(
    (): WalkedContext => ({ files, root, rules: found().ignoreFile?.rules ?? Dockerignore.parse("") }),
  );
  let walkDone = false;
  const sends = (path: string) => attempt(() => walked().rules.verdict(path) === "sent");
  const gathered = once((): Gathered => {
    if (wider)
      return {
        secretFiles: wider.secretFiles.filter(({ path }) => sends(path)),
        problems: [],
        examples: [],
        plain: [],
        links: [],
      };
    walkDone = true;
    return gather(walked(), judge, search !== undefined);
  });
  /** A COPY of one path is often asked about again: by other instructions, and at the next lint where the context stays open. */
  const answered = new Map<string, readonly SecretFile[]>();
  const links = once(() => {
    if (wider) return wider.links().filter(sends);
    const { rules } = walked();
    const sent = gathered().links.filter(({ path, parent }) =>
      attempt(() => rules.verdictIn(parent, path) === "sent"),
    );
    return sent.map(({ path }) => path);
  });
  const searched = once(() => search && new ContentSearch(walked(), search));
  const expected = once(() =>
    wider
      ? wider.expectedSecretFiles().filter(({ path }) => sends(path))
      : expectedFiles(files, root, gathered().examples, sends),
  );
  const kind = (path: string): EntryKind | undefined => {
    const clean = insideRoot(path);
    const above = [...withAncestors(clean)].slice(0, -1);
    // The disk would follow a link on the way, and lead out of the context.
    if (above.some((each) => files.kind(absolutePath(root, each)) !== "directory")) return undefined;
    const own = files.kind(absolutePath(root, clean));
    if (own === undefined || clean === ".") return own;
    return attempt(() => isSent(walked(), clean, own, folderOf(walked().rules, above))) ? own : undefined;
  };
  return {
    root,
    get ignoreFile() {
      return found().ignoreFile;
    },
    get replacedIgnoreFile() {
      return found().replacedIgnoreFile;
    },
    get secretFiles() {
      return gathered().secretFiles;
    },
    secretFilesAt(path) {
      const clean = insideRoot(path);
      const known = answered.get(clean);
      if (known) return known;
      const own = kind(clean);
      const answer =
        own === undefined
          ? []
          : wider
            ? wider.secretFilesAt(clean).filter((file) => sends(file.path))
            : secretFilesAt({ judge, walked, gathered, searched }, clean, own);
      answered.set(clean, answer);
      return answer;
    },
    get problems() {
      return [...found().problems, ...(walkDone ? gathered().problems : []), ...(searched()?.problems ?? [])];
    },
    kind,
    sends: (path) => sends(insideRoot(path)),
    missingSecret(path) {
      const clean = insideRoot(path);
      const isMissing = files.kind(absolutePath(root, clean)) === undefined && sends(clean);
      return isMissing ? judge.judge(clean, () => undefined) : undefined;
    },
    links,
    resolveLink: (path) => resolveInside(files, root, insideRoot(path)),
    names(path) {
      const clean = insideRoot(path);
      if (kind(clean) !== "directory") return [];
      const folder = folderOf(walked().rules, clean === "." ? [] : [...withAncestors(clean)]);
      const entries = files.list(absolutePath(root, clean)) ?? [];
      const sent = entries.filter((entry) =>
        attempt(() => isSent(walked(), childPath(clean, entry.name), entry.kind, folder)),
      );
      return sent.map(({ name }) => name).sort();
    },
    read(path, limit) {
      const clean = insideRoot(path);
      if (kind(clean) !== "file") return undefined;
      const empty = walked().rules.verdict(clean) === "emptied";
      return empty ? new Uint8Array(0) : files.read(absolutePath(root, clean), limit);
    },
    weigh(path, takes) {
      const clean = insideRoot(path);
      const own = kind(clean);
      if (own === "file") {
        const empty = walked().rules.verdict(clean) === "emptied";
        return { files: 1, bytes: empty ? 0 : (files.size(absolutePath(root, clean)) ?? 0) };
      }
      if (own !== "directory") return { files: 0, bytes: 0 };
      const folder = folderOf(walked().rules, clean === "." ? [] : [...withAncestors(clean)]);
      return weightBelow(walked(), clean, folder, takes);
    },
    archive(path) {
      const bytes = this.read(path, archiveLimit);
      return bytes && openArchive(insideRoot(path), bytes, judge);
    },
    expectedSecretFiles: expected,
  };
}

function isSent(context: WalkedContext, path: string, kind: EntryKind, parent: Folder): boolean {
  if (kind !== "directory") return context.rules.verdictIn(parent, path) !== "ignored";
  const folder = context.rules.enter(parent, path);
  return !folder.excluded || (!folder.skipped && sendsAnything(context, path, folder));
}

/** A directory of which all directories above are given, topmost first. */
const folderOf = (rules: Dockerignore, directories: readonly string[]): Folder =>
  directories.reduce((folder, path) => rules.enter(folder, path), rules.top);

/** A question that a malformed line may refuse to answer: then the build would fail, and nothing is sent. */
function attempt(question: () => boolean): boolean {
  try {
    return question();
  } catch {
    return false;
  }
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
