import type { Folder } from "./dockerignore";
import { childPath } from "./go-text";
import { absolutePath } from "./links";
import type { Weight } from "./types";
import type { WalkedContext } from "./walk";

/** The files below a directory that would be sent and that `takes`, asked by the path below the directory, wants. */
export function weightBelow(
  { files, root, rules }: WalkedContext,
  start: string,
  startFolder: Folder,
  takes: (below: string) => boolean,
): Weight {
  const weight = { files: 0, bytes: 0 };
  const open: (readonly [string, Folder])[] = [[start, startFolder]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [directory, folder] = next;
    for (const { name, kind } of files.list(absolutePath(root, directory)) ?? []) {
      const path = childPath(directory, name);
      if (kind === "directory") {
        const child = rules.enter(folder, path);
        if (!child.skipped) open.push([path, child]);
        continue;
      }
      // Links have no bytes of their own, and sockets and FIFOs are no files.
      if (kind !== "file" || !takes(start === "." ? path : path.slice(start.length + 1))) continue;
      const verdict = rules.verdictIn(folder, path);
      if (verdict === "ignored") continue;
      weight.files++;
      if (verdict === "sent") weight.bytes += files.size(absolutePath(root, path)) ?? 0;
    }
  }
  return weight;
}
