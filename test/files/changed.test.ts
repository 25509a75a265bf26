import { type Before, beforeChange } from "../../src/files/changed";
import type { FileSystem } from "../../src/files/file-system";
import { memory } from "../../src/files/memory";

/** All that a file system holds below a folder, as path to text, `-> target` for links. */
function tree(files: FileSystem, folder: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const { name, kind } of files.list(folder) ?? []) {
    const path = folder === "/" ? `/${name}` : `${folder}/${name}`;
    expect(files.kind(path)).toBe(kind);
    if (kind === "directory") Object.assign(found, tree(files, path));
    else if (kind === "link") found[path] = `-> ${files.readLink(path)}`;
    else {
      const bytes = files.read(path)!;
      expect(files.size(path)).toBe(bytes.length);
      expect(files.read(path, 1)).toEqual(bytes.subarray(0, 1));
      found[path] = new TextDecoder().decode(bytes);
    }
  }
  return found;
}

const file = (text: string): Before => ({ kind: "file", content: new TextEncoder().encode(text) });
const nothing: Before = { kind: "nothing" };

/** The way back from `now` to `before`, and what is there after it. */
function back(now: Record<string, string>, before: Record<string, string>) {
  const changed = new Map<string, Before>();
  for (const path of Object.keys(now)) if (!(path in before)) changed.set(path, nothing);
  for (const [path, text] of Object.entries(before)) if (now[path] !== text) changed.set(path, file(text));
  return tree(beforeChange(memory(now), changed), "/p");
}

test.each([
  ["a changed file", { "/p/a": "new", "/p/b": "b" }, { "/p/a": "old", "/p/b": "b" }],
  ["a new file", { "/p/a": "a", "/p/x/b": "b" }, { "/p/a": "a" }],
  ["a deleted file", { "/p/a": "a" }, { "/p/a": "a", "/p/b": "b" }],
  ["a deleted folder", { "/p/a": "a" }, { "/p/a": "a", "/p/x/y/b": "b", "/p/x/c": "c" }],
  ["a file that became a folder", { "/p/a/b": "b" }, { "/p/a": "a" }],
  ["a folder that became a file", { "/p/a": "a" }, { "/p/a/b": "b" }],
  ["everything", { "/p/a": "a" }, { "/p/b/c": "c" }],
])("%s is as it was", (_, now: Record<string, string>, before: Record<string, string>) => {
  expect(back(now, before)).toEqual(before);
});

test("a link is a link again, and what is not changed is asked of the disk", () => {
  const now = memory({ "/p/a": "a", "/p/b": "b" });
  const files = beforeChange(now, new Map([["/p/a", { kind: "link", target: "b" }]]));
  expect(tree(files, "/p")).toEqual({ "/p/a": "-> b", "/p/b": "b" });
  expect(files.list("/p/b")).toBe(now.list("/p/b"));
});
