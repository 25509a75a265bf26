import * as fs from "node:fs";
import type { DirectoryEntry, EntryKind, FileSystem } from "./file-system";

const kindOf = (entry: fs.Dirent | fs.Stats): EntryKind =>
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
      const stats = fs.statSync(path);
      if (!stats.isFile()) return undefined;
      if (stats.size <= limit) return fs.readFileSync(path);
      const handle = fs.openSync(path, "r");
      try {
        const buffer = Buffer.alloc(limit);
        return buffer.subarray(0, fs.readSync(handle, buffer, 0, limit, 0));
      } finally {
        fs.closeSync(handle);
      }
    });
  },
  kind: (path) => attempt(() => kindOf(fs.lstatSync(path))),
  size: (path) => attempt(() => fs.statSync(path).size),
  list: (path) =>
    attempt(() =>
      fs
        .readdirSync(path, { withFileTypes: true })
        .map((entry): DirectoryEntry => ({ name: entry.name, kind: kindOf(entry) })),
    ),
  readLink: (path) => attempt(() => fs.readlinkSync(path)),
};
