export type EntryKind = "file" | "directory" | "link" | "other";

export interface DirectoryEntry {
  readonly name: string;
  readonly kind: EntryKind;
}

/**
 * What the linter asks of a disk. Paths are absolute and use `/`.
 * No method throws: what is missing or unreadable is `undefined`.
 */
export interface FileSystem {
  /** The bytes of a regular file, at most `limit` of them. Links are followed; FIFOs, sockets and devices are never opened. */
  read(path: string, limit?: number): Uint8Array | undefined;
  /** The kind of the entry itself (links are not followed). */
  kind(path: string): EntryKind | undefined;
  /** The size in bytes of a regular file. */
  size(path: string): number | undefined;
  /** The entries of a directory in no particular order; `undefined` where it cannot be read. */
  list(path: string): readonly DirectoryEntry[] | undefined;
  /** Where a link points, as written. */
  readLink(path: string): string | undefined;
}
