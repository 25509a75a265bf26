import { type Dyes, UNKNOWN } from "../dyes";
import type { FileView } from "../file-view";
import { isWithin, parentOf, rebase, relativePath, resolvePath } from "../paths";
import { Glob } from "./glob";

/** No more plain files are looked at for one pattern or one search: a context may hold any number. */
const MOST_PLAIN = 500;

/** Whether a file without a secret, or a directory, is surely there. */
const isPlain = (view: FileView, path: string): boolean =>
  ["text", "context", "directory"].includes(view.plain.at(path).kind);

/** The files without secrets and the directories below one that are surely there, as far as they are known. */
function plainBelow(view: FileView, top: string): readonly string[] {
  const found: string[] = [];
  const open = [top];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const name of view.plain.names(next)) {
      const path = resolvePath(next, name);
      if (found.length >= MOST_PLAIN || !isPlain(view, path)) continue;
      found.push(path);
      open.push(path);
    }
  }
  return found;
}

/** What is known to stand at a path and below it: files, links and directories, with or without secrets. */
export function knownBelow(view: FileView, top: string): ReadonlySet<string> {
  const { files, texts, links, directories, plain } = view;
  const found = new Set(plainBelow(view, top));
  for (const path of [...files.keys(), ...links.keys(), ...directories])
    if (isWithin(path, top)) found.add(path);
  for (const path of texts) if (isWithin(path, top) && plain.at(path).kind !== "absent") found.add(path);
  return found;
}

interface Segment {
  readonly glob: Glob;
  /** Whether it may name what begins with a dot. */
  readonly hidden: boolean;
  /** The name, where it is no pattern. */
  readonly name: string | undefined;
}

const names = ({ glob, hidden }: Segment, part: string, dyes: Dyes): boolean =>
  (hidden || !part.startsWith(".")) && glob.matches(dyes.units(part)) === true;

/** What segments name among the plain files. */
function plainMatches(segments: readonly Segment[], view: FileView, dyes: Dyes): readonly string[] {
  let paths = ["/"];
  for (const segment of segments.slice(1)) {
    const listed = ({ name }: Segment, path: string) =>
      name === undefined ? view.plain.names(path) : [name];
    paths = paths
      .flatMap((path) =>
        [...listed(segment, path)]
          .filter((name) => segment.name !== undefined || names(segment, name, dyes))
          .map((name) => resolvePath(path, name)),
      )
      .slice(0, MOST_PLAIN);
  }
  return paths.filter((path) => path !== "/" && isPlain(view, path));
}

/** The dyed paths, texts and known directories that a pattern of the shell names, as written: relative ones stay so. */
export function matchingPaths(pattern: string, directory: string, view: FileView, dyes: Dyes): string[] {
  const absolute = resolvePath(pattern.startsWith(UNKNOWN) ? "/" : directory, pattern);
  // The directory above may be reached by a link.
  const above = parentOf(absolute.replace(/[*?[\\].*$/s, "x"));
  const real = view.followed(above);
  if (real === above) return matchesBelow(pattern, directory, view, dyes);
  return matchesBelow(rebase(absolute, above, real), "/", view, dyes).map((path) => {
    const named = rebase(path, real, above);
    return pattern.startsWith("/") ? named : relativePath(directory, named);
  });
}

function matchesBelow(pattern: string, directory: string, view: FileView, dyes: Dyes): string[] {
  const whole = resolvePath(pattern.startsWith(UNKNOWN) ? "/" : directory, pattern);
  const segments = whole.split("/").map((segment) => ({
    glob: new Glob(segment.split("")),
    hidden: /^\\?\./.test(segment),
    name: /[*?[\]\\]/.test(segment) ? undefined : segment,
  }));
  const found = new Set(plainMatches(segments, view, dyes));
  const { files, directories, texts, links } = view;
  // Most paths differ in what is written before the first wildcard, and to compare that is quick.
  const beginning = whole.replace(/[*?[\\].*$/s, "");
  for (const path of [...files.keys(), ...directories, ...texts, ...links.keys()]) {
    // The root has no name that a pattern could name.
    if (path === "/" || !path.startsWith(beginning)) continue;
    const parts = path.split("/");
    const name = parts.slice(0, segments.length).join("/");
    if (parts.length < segments.length || found.has(name)) continue;
    if (!segments.every((segment, index) => names(segment, parts[index]!, dyes))) continue;
    const known = files.has(name) || directories.has(name) || links.has(name);
    if (known || view.plain.at(name).kind !== "absent") found.add(name);
  }
  const base = directory === "/" ? "/" : `${directory}/`;
  const sorted = [...found].sort();
  return pattern.startsWith("/")
    ? sorted
    : sorted.map((name) => (name.startsWith(base) ? name.slice(base.length) : name));
}
