import type { DirectoryEntry, FileSystem } from "./file-system";

/** A disk made of texts, for tests and for callers that hold the files already. Keys are absolute paths. */
export function memory(
  files: Readonly<Record<string, string | Uint8Array>>,
  links: Readonly<Record<string, string>> = {},
): FileSystem {
  const directories = new Map<string, Map<string, DirectoryEntry>>([["/", new Map()]]);
  const add = (path: string, kind: "file" | "link") => {
    let child = path;
    let childKind: DirectoryEntry["kind"] = kind;
    while (child !== "/" && child !== "") {
      const cut = child.lastIndexOf("/");
      const parent = child.slice(0, cut) || "/";
      const entries = directories.get(parent) ?? new Map<string, DirectoryEntry>();
      directories.set(parent, entries);
      const name = child.slice(cut + 1);
      if (!entries.has(name)) entries.set(name, { name, kind: childKind });
      child = parent;
      childKind = "directory";
    }
  };
  for (const path of Object.keys(files)) add(path, "file");
  for (const path of Object.keys(links)) add(path, "link");
  const bytes = (path: string): Uint8Array | undefined => {
    const content = files[path];
    return typeof content === "string" ? new TextEncoder().encode(content) : content;
  };
  return {
    read: (path, limit) => bytes(path)?.subarray(0, limit),
    kind: (path) =>
      path in files ? "file" : path in links ? "link" : directories.has(path) ? "directory" : undefined,
    size: (path) => bytes(path)?.length,
    list: (path) => {
      const entries = directories.get(path);
      return entries && [...entries.values()];
    },
    readLink: (path) => links[path],
  };
}
