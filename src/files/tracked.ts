import type { FileSystem } from "./file-system";
import { trackedPaths } from "./git-index";

/** No repository that a person works in has a larger index. */
const LARGEST = 200_000_000;

/**
 * The files of a disk as a clone of their repository has them: what git tracks, and no `.git` (build-semantics 7.3). The disk itself
 * where `folder` lies in no repository whose index can be read. What is tracked has the bytes that are on the disk now.
 */
export function tracked(files: FileSystem, folder: string): FileSystem {
  const root = repositoryOf(files, folder);
  const index = root === undefined ? undefined : files.read(join(root, ".git/index"), LARGEST);
  const paths = index && trackedPaths(index);
  if (root === undefined || !paths) return files;
  const known = new Set<string>([root]);
  for (const path of paths) {
    for (let part = join(root, path); !known.has(part); part = part.slice(0, part.lastIndexOf("/")) || "/")
      known.add(part);
  }
  const isOutside = (path: string) => path !== root && !path.startsWith(join(root, ""));
  const has = (path: string) => isOutside(path) || known.has(path);
  return {
    read: (path, limit) => (has(path) ? files.read(path, limit) : undefined),
    kind: (path) => (has(path) ? files.kind(path) : undefined),
    size: (path) => (has(path) ? files.size(path) : undefined),
    list: (path) => (has(path) ? files.list(path)?.filter(({ name }) => has(join(path, name))) : undefined),
    readLink: (path) => (has(path) ? files.readLink(path) : undefined),
  };
}

function repositoryOf(files: FileSystem, folder: string): string | undefined {
  for (let path = folder; ; path = path.slice(0, path.lastIndexOf("/")) || "/") {
    if (files.kind(join(path, ".git")) !== undefined) return path;
    if (path === "/") return undefined;
  }
}

const join = (folder: string, name: string): string => (folder === "/" ? `/${name}` : `${folder}/${name}`);
