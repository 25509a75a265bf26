import { isGlob, matchCopySource } from "./copy-glob";
import { insideRoot } from "./go-text";
import { withAncestors } from "./pattern-list";

/** A COPY source cut before its first segment with a wildcard: what stands before it is a literal path (dockerignore rule 50). */
export interface SourceParts {
  /** Relative to the source's root; `.` for the root. */
  readonly base: string;
  /** Undefined where the source is a literal path. */
  readonly glob: string | undefined;
}

/** Cuts a source; `..` cannot escape from its root. */
export function sourceParts(source: string): SourceParts {
  const clean = insideRoot(source);
  const segments = clean.split("/");
  const first = segments.findIndex(isGlob);
  if (first < 0) return { base: clean, glob: undefined };
  return { base: segments.slice(0, first).join("/") || ".", glob: segments.slice(first).join("/") };
}

/** Go's match with an error as no match: a malformed source copies nothing (dockerignore rule 52). */
export function globNames(glob: string, path: string): boolean {
  try {
    return matchCopySource(glob, path);
  } catch {
    return false;
  }
}

/** The path below a directory: empty for the directory itself, undefined for what stands elsewhere. `.` is the root. */
export function below(directory: string, path: string): string | undefined {
  if (path === directory) return "";
  if (directory === ".") return path;
  return path.startsWith(`${directory}/`) ? path.slice(directory.length + 1) : undefined;
}

/**
 * Whether a source names a path, or a directory above it; for paths that are known without a disk to look at. Links are not followed.
 * `entry` is what the source names, absolute where the path is.
 */
export function matchesSource(source: string, path: string): { readonly entry: string } | undefined {
  const { base, glob } = sourceParts(source);
  const entry = namedEntry(base, glob, insideRoot(path));
  if (entry === undefined) return undefined;
  return { entry: path.startsWith("/") ? `/${entry === "." ? "" : entry}` : entry };
}

function namedEntry(base: string, glob: string | undefined, path: string): string | undefined {
  const rest = below(base, path);
  if (glob === undefined) return rest === undefined ? undefined : base;
  if (!rest) return undefined;
  // From the top down: a directory that matches is taken whole and not looked into.
  for (const part of withAncestors(rest))
    if (globNames(glob, part)) return base === "." ? part : `${base}/${part}`;
  return undefined;
}
