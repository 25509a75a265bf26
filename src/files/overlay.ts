import type { DirectoryEntry, FileSystem } from "./file-system";

/** A disk on which some files have another text, or are there though the disk has none. Keys are absolute paths. */
export function overlay(files: FileSystem, texts: ReadonlyMap<string, string>): FileSystem {
  const bytes = (path: string): Uint8Array | undefined => {
    const text = texts.get(path);
    return text === undefined ? undefined : new TextEncoder().encode(text);
  };
  return {
    read: (path, limit) => bytes(path)?.subarray(0, limit) ?? files.read(path, limit),
    kind: (path) => (texts.has(path) ? "file" : files.kind(path)),
    size: (path) => bytes(path)?.length ?? files.size(path),
    list(path) {
      const entries = files.list(path);
      const prefix = path.endsWith("/") ? path : `${path}/`;
      const added = [...texts.keys()]
        .filter((each) => each.startsWith(prefix) && !each.slice(prefix.length).includes("/"))
        .map((each): DirectoryEntry => ({ name: each.slice(prefix.length), kind: "file" }))
        .filter(({ name }) => !entries?.some((entry) => entry.name === name));
      return entries && added.length > 0 ? [...entries, ...added] : entries;
    },
    readLink: (path) => files.readLink(path),
  };
}
