import type { FileSystem } from "../files/file-system";
import { childPath } from "./go-text";

/** Go gives up after as many. */
const linkLimit = 255;

/** The absolute path of a path relative to a root. */
export const absolutePath = (root: string, path: string): string =>
  path === "." ? root : root === "/" ? `/${path}` : `${root}/${path}`;

/**
 * Where a path leads when links are followed inside a root: absolute targets and `..` stay in it (dockerignore rule 46).
 * Paths are relative to the root, `.` is the root. Undefined for what is not there, and for links in a circle.
 */
export function resolveInside(files: FileSystem, root: string, path: string): string | undefined {
  // The parts still to go, the next one last.
  const parts = path.split("/").reverse();
  let place = ".";
  for (let links = 0; parts.length > 0; ) {
    const part = parts.pop()!;
    if (part === "" || part === ".") continue;
    if (part === "..") {
      place = place.includes("/") ? place.slice(0, place.lastIndexOf("/")) : ".";
      continue;
    }
    const next = childPath(place, part);
    const kind = files.kind(absolutePath(root, next));
    if (kind === undefined) return undefined;
    if (kind !== "link") {
      place = next;
      continue;
    }
    const target = files.readLink(absolutePath(root, next));
    if (target === undefined || ++links > linkLimit) return undefined;
    if (target.startsWith("/")) place = ".";
    parts.push(...target.split("/").reverse());
  }
  return place;
}
