import { isGlob, matchCopySource } from "./copy-glob";
import { childPath, insideRoot } from "./go-text";
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

/** The order in which Go walks a tree, and so that of what a glob names: by name in each directory (fsutil, copy.ResolveWildcards). */
export function byWalk(one: string, other: string): number {
  const [first, second] = [one, other].map((path) => path.replaceAll("/", "\0"));
  return first! < second! ? -1 : first! > second! ? 1 : 0;
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

/**
 * What a glob names below `base`, in the order in which Go walks, asked of a tree that lists a directory. Directories that match are
 * not entered (dockerignore rule 50).
 */
export function walkGlob(
  base: string,
  glob: string,
  tree: { names(directory: string): Iterable<string>; isDirectory(path: string): boolean },
): string[] {
  // Only a class can match a slash besides a slash itself, so no match lies deeper.
  const depth = glob.split(/[/[]/).length;
  const found: string[] = [];
  const open: { readonly path: string; readonly depth: number }[] = [{ path: ".", depth: 1 }];
  for (let next = open.pop(); next; next = open.pop()) {
    for (const name of tree.names(insideRoot(`${base}/${next.path}`))) {
      const path = childPath(next.path, name);
      const place = childPath(base, path);
      if (globNames(glob, path)) found.push(place);
      else if (next.depth < depth && tree.isDirectory(place)) open.push({ path, depth: next.depth + 1 });
    }
  }
  return found.sort(byWalk);
}
