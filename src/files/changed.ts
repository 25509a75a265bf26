import type { EntryKind, FileSystem } from "./file-system";

/** What stood at a path before a change. */
export type Before =
  | { readonly kind: "file"; readonly content: Uint8Array }
  | { readonly kind: "link"; readonly target: string }
  | { readonly kind: "nothing" };

/** A file system as it was before a change of some files; paths are absolute. What the map does not name is as it is now. */
export function beforeChange(files: FileSystem, changed: ReadonlyMap<string, Before>): FileSystem {
  const kinds = new Map<string, EntryKind | undefined>();
  const kind = (path: string) => (kinds.has(path) ? kinds.get(path) : files.kind(path));
  const back = [...changed].filter(([, before]) => before.kind !== "nothing");
  for (const path of changed.keys()) kinds.set(path, undefined);
  for (const [path, before] of back) if (before.kind !== "nothing") kinds.set(path, before.kind);
  for (const [path] of back) {
    for (let folder = parentOf(path); kind(folder) !== "directory"; folder = parentOf(folder))
      kinds.set(folder, "directory");
  }
  /** Names that are other than now, by folder. */
  const differing = new Map<string, string[]>();
  for (const path of kinds.keys()) {
    const folder = parentOf(path);
    differing.set(folder, [...(differing.get(folder) ?? []), path.slice(path.lastIndexOf("/") + 1)]);
  }
  return {
    kind,
    read(path, limit) {
      const before = changed.get(path);
      if (!before) return files.read(path, limit);
      return before.kind === "file" ? before.content.subarray(0, limit) : undefined;
    },
    size(path) {
      const before = changed.get(path);
      if (!before) return files.size(path);
      return before.kind === "file" ? before.content.length : undefined;
    },
    readLink(path) {
      const before = changed.get(path);
      if (!before) return files.readLink(path);
      return before.kind === "link" ? before.target : undefined;
    },
    list(path) {
      if (kinds.has(path) && kinds.get(path) !== "directory") return undefined;
      const now = files.list(path);
      const names = new Set(differing.get(path));
      if (names.size === 0) return now;
      const put = [...names].flatMap((name) => {
        const was = kinds.get(path === "/" ? `/${name}` : `${path}/${name}`);
        return was === undefined ? [] : [{ name, kind: was }];
      });
      return [...(now ?? []).filter(({ name }) => !names.has(name)), ...put];
    },
  };
}

const parentOf = (path: string): string => path.slice(0, path.lastIndexOf("/")) || "/";
