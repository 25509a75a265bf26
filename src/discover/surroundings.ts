import { posix } from "node:path";
import type { FileSystem } from "../files/file-system";
import { isInside } from "./context";
import { isDefinition } from "./names";

/** The folder of the repository that a folder lies in: the nearest one upward with a `.git`; the folder itself where there is none. */
export function projectRoot(folder: string, files: FileSystem): string {
  for (const each of upward(folder)) if (files.kind(posix.join(each, ".git"))) return each;
  return folder;
}

/**
 * The files that describe builds in folders and in those above them, up to the root of each: compose and bake files mostly stand above the
 * Dockerfiles that they build, CI files in `.github/workflows` of the root. Nothing is searched downward. Paths are absolute.
 */
export function definitionsAbove(
  starts: Iterable<{ readonly above: string; readonly root: string }>,
  files: FileSystem,
): string[] {
  const folders = new Set<string>();
  for (const { above, root } of starts) {
    for (const folder of upward(above)) {
      if (folders.has(folder) || !isInside(folder, root)) break;
      folders.add(folder);
    }
    if (folders.has(root)) folders.add(posix.join(root, ".github/workflows"));
  }
  return [...folders].flatMap((folder) =>
    (files.list(folder) ?? []).flatMap(({ name, kind }) => {
      const path = posix.join(folder, name);
      return kind === "file" && isDefinition(path, name) ? [path] : [];
    }),
  );
}

function* upward(folder: string): Generator<string> {
  for (let each = folder; ; each = posix.dirname(each)) {
    yield each;
    if (each === posix.dirname(each)) return;
  }
}
