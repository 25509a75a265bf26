import { posix } from "node:path";
import type { FileSystem } from "../files/file-system";
import { isDefinition, isDockerfileName, isIgnoreFileName, isSkippedFolder } from "./names";

/** What a folder holds. Paths are absolute and in no order. */
export interface Found {
  readonly dockerfiles: readonly string[];
  /** Files that describe builds: compose, bake, CI. */
  readonly definitions: readonly string[];
  /** Folders that could not be listed. */
  readonly unreadable: readonly string[];
}

/** The Dockerfiles of a folder, at any depth, and the files that describe builds. Links are not followed. */
export function searchFolder(folder: string, files: FileSystem): Found {
  const dockerfiles: string[] = [];
  const definitions: string[] = [];
  const unreadable: string[] = [];
  const open = [folder];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const entries = files.list(next);
    if (!entries) unreadable.push(next);
    for (const { name, kind } of entries ?? []) {
      const path = posix.join(next, name);
      if (kind === "directory") {
        if (!isSkippedFolder(name)) open.push(path);
      } else if (kind === "file") {
        if (isDockerfileName(name)) dockerfiles.push(path);
        else if (isDefinition(path, name)) definitions.push(path);
      }
    }
  }
  return { dockerfiles, definitions, unreadable };
}

/**
 * What a glob that a person typed matches on the disk: files and folders, as absolute paths. Links and skipped folders are
 * not among them. `directory` is absolute.
 */
export function expandGlob(pattern: string, directory: string): string[] {
  const glob = require("fast-glob") as typeof import("fast-glob");
  const matches = glob.sync(pattern, {
    cwd: directory,
    absolute: true,
    dot: true,
    followSymbolicLinks: false,
    onlyFiles: false,
    objectMode: true,
    suppressErrors: true,
    ignore: ["**/node_modules/**", "**/.git/**"],
  });
  // `services/*` means the folders in it and the Dockerfiles beside them, but not each README.
  const any = /^\*+$/.test(posix.basename(pattern));
  return matches
    .filter(({ name, dirent }) =>
      dirent.isDirectory()
        ? !isSkippedFolder(name)
        : dirent.isFile() && (isDockerfileName(name) || !(any || isIgnoreFileName(name))),
    )
    .map(({ path }) => path);
}

export const isGlob = (path: string): boolean => /[*?{}[\]]/.test(path);
