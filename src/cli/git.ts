import { spawnSync } from "node:child_process";
import { posix } from "node:path";
import type { Before } from "../files/changed";
import { UsageError } from "./given";

/**
 * What the files that differ from a commit were there, by absolute path: tracked files that were changed or deleted since, and
 * as nothing those that are new, also where git does not know them yet. Ignored files are no change. Counts from where the
 * history of HEAD left that of the commit. Throws UsageError where git cannot tell.
 */
export function filesBefore(ref: string, directory: string): Map<string, Before> {
  const up = git(["rev-parse", "--show-cdup"], directory, "there is no git repository here")
    .toString()
    .trim();
  const root = posix.resolve(directory, up || ".");
  const commit = oneLine(
    ["rev-parse", "--verify", "--quiet", "--end-of-options", `${ref}^{commit}`],
    root,
    `git knows no commit ${ref}; a shallow clone has to fetch it first`,
  );
  const base = oneLine(
    ["merge-base", commit, "HEAD"],
    root,
    `HEAD and ${ref} have no commit in common here; a shallow clone has to fetch more history`,
  );
  const before = new Map<string, Before>();
  const path = (name: string) => posix.join(root, name);
  const untracked = git(["ls-files", "-z", "--others", "--exclude-standard"], root);
  for (const name of parts(untracked)) before.set(path(name), { kind: "nothing" });

  const options = ["--raw", "-z", "--no-abbrev", "--no-renames", "--no-relative", "--ignore-submodules=all"];
  const changes = readChanges(parts(git(["diff", ...options, base, "--"], root)));
  const contents = readBlobs(
    changes.map(({ hash }) => hash).filter((hash) => !isNone(hash)),
    root,
  );
  for (const { mode, hash, name } of changes) {
    const content = contents.get(hash);
    if (mode === "000000") before.set(path(name), { kind: "nothing" });
    else if (!content) continue;
    else if (mode === "120000") before.set(path(name), { kind: "link", target: content.toString() });
    else before.set(path(name), { kind: "file", content });
  }
  return before;
}

interface Change {
  /** As it was: `000000` for what was not there. */
  readonly mode: string;
  readonly hash: string;
  readonly name: string;
}

/** `:<mode before> <mode now> <hash before> <hash now> <status>` and the path, in turn. */
function readChanges(fields: readonly string[]): Change[] {
  const changes: Change[] = [];
  for (let at = 0; at + 1 < fields.length; at += 2) {
    const [mode = "", , hash = ""] = fields[at]!.slice(1).split(" ");
    changes.push({ mode, hash, name: fields[at + 1]! });
  }
  return changes;
}

/** The contents of blobs, all in one call: `<hash> blob <size>`, a line end, the content, a line end, for each. */
function readBlobs(hashes: readonly string[], root: string): Map<string, Buffer> {
  const contents = new Map<string, Buffer>();
  if (hashes.length === 0) return contents;
  const output = git(["cat-file", "--batch"], root, undefined, [...new Set(hashes)].join("\n"));
  for (let at = 0; at < output.length; ) {
    const end = output.indexOf("\n", at);
    const [hash = "", kind, size] = output.toString("latin1", at, end).split(" ");
    at = end + 1;
    // A submodule's commit is not in this repository: `<hash> missing`.
    if (kind === "missing") continue;
    if (kind === "blob") contents.set(hash, output.subarray(at, at + Number(size)));
    at += Number(size) + 1;
  }
  return contents;
}

const isNone = (hash: string): boolean => /^0*$/.test(hash);

const parts = (output: Buffer): string[] =>
  output
    .toString()
    .split("\0")
    .filter((part) => part !== "");

const oneLine = (args: readonly string[], root: string, otherwise: string): string =>
  git(args, root, otherwise).toString().trim();

function git(args: readonly string[], directory: string, otherwise?: string, input = ""): Buffer {
  const { error, status, stdout, stderr } = spawnSync("git", args, {
    cwd: directory,
    input,
    maxBuffer: Number.POSITIVE_INFINITY,
  });
  if (error) throw new UsageError("--diff needs git, which cannot be run");
  if (status === 0) return stdout;
  const [said = ""] = stderr.toString().split("\n");
  throw new UsageError(`--diff: ${[otherwise, said].filter(Boolean).join(": ") || "git failed"}`);
}
