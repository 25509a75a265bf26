// By name: a copy of the whole module is made where it is imported as a whole.
import {
  closeSync,
  type Dirent,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  readSync,
  type Stats,
  statSync,
} from "node:fs";
import type { DirectoryEntry, EntryKind, FileSystem } from "./file-system";

const kindOf = (entry: Dirent | Stats): EntryKind =>
  entry.isFile() ? "file" : entry.isDirectory() ? "directory" : entry.isSymbolicLink() ? "link" : "other";

const attempt = <T>(question: () => T): T | undefined => {
  try {
    return question();
  } catch {
    return undefined;
  }
};

/** The real disk. */
export const disk: FileSystem = {
  read(path, limit = Number.POSITIVE_INFINITY) {
    return attempt(() => {
      // Opening a FIFO would wait for a writer for ever, so the kind is asked first.
      const stats = statSync(path);
      if (!stats.isFile()) return undefined;
      if (stats.size <= limit) return readFileSync(path);
      const handle = openSync(path, "r");
      try {
        const buffer = Buffer.alloc(limit);
        return buffer.subarray(0, readSync(handle, buffer, 0, limit, 0));
      } finally {
        closeSync(handle);
      }
    });
  },
  kind: (path) =>
    attempt(() => {
      // Most of what a run asks for is not there, and to throw an error costs more than all the rest of the answer.
      const stats = lstatSync(path, { throwIfNoEntry: false });
      return stats && kindOf(stats);
    }),
  size: (path) => attempt(() => statSync(path).size),
  list: (path) =>
    attempt(() =>
      readdirSync(path, { withFileTypes: true }).map(
        (entry): DirectoryEntry => ({ name: entry.name, kind: kindOf(entry) }),
      ),
    ),
  readLink: (path) => attempt(() => readlinkSync(path)),
};
