import { type Dyes, UNKNOWN } from "../dyes";
import type { FileView } from "../file-view";
import { resolvePath } from "../paths";
import { Glob } from "./glob";

/** The dyed paths, texts and known directories that a pattern of the shell names, as written: relative ones stay so. */
export function matchingPaths(pattern: string, directory: string, view: FileView, dyes: Dyes): string[] {
  const whole = resolvePath(pattern.startsWith(UNKNOWN) ? "/" : directory, pattern);
  const segments = whole.split("/").map((segment) => ({
    glob: new Glob(segment.split("")),
    hidden: /^\\?\./.test(segment),
  }));
  const names = new Set<string>();
  const { files, directories, texts, links } = view;
  for (const path of new Set([...files.keys(), ...directories, ...texts, ...links.keys()])) {
    // The root has no name that a pattern could name.
    if (path === "/") continue;
    const parts = path.split("/");
    const name = parts.slice(0, segments.length).join("/");
    if (parts.length < segments.length || names.has(name)) continue;
    const named = segments.every(({ glob, hidden }, index) => {
      const part = parts[index]!;
      return (hidden || !part.startsWith(".")) && glob.matches(dyes.units(part)) === true;
    });
    if (named && view.plain.at(name).kind !== "absent") names.add(name);
    else if (named && (files.has(name) || directories.has(name) || links.has(name))) names.add(name);
  }
  const base = directory === "/" ? "/" : `${directory}/`;
  const found = [...names].sort();
  return pattern.startsWith("/")
    ? found
    : found.map((name) => (name.startsWith(base) ? name.slice(base.length) : name));
}
