import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { disk } from "../../src/files/disk";
import { trackedPaths } from "../../src/files/git-index";
import { memory } from "../../src/files/memory";
import { tracked } from "../../src/files/tracked";

let folder: string;
const git = (...words: readonly string[]) => execFileSync("git", ["-C", folder, ...words], { stdio: "pipe" });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "watertight-tracked-"));
  git("init", "-q");
  for (const path of ["a", "src/b", "src/deep/ümlaut", "src/deep/ümlaut2", "z"]) {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), path);
  }
  git("add", "-A");
  writeFileSync(join(folder, ".env"), "untracked");
  writeFileSync(join(folder, "src/.env"), "untracked");
  mkdirSync(join(folder, "build"));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

test.each([2, 4])("the index of version %d names what git tracks", (version) => {
  git("update-index", "--index-version", String(version));
  expect(trackedPaths(disk.read(join(folder, ".git/index"))!)).toEqual([
    "a",
    "src/b",
    "src/deep/ümlaut",
    "src/deep/ümlaut2",
    "z",
  ]);
});

test("an entry with more flags", () => {
  writeFileSync(join(folder, "later"), "");
  git("add", "--intent-to-add", "later");
  expect(trackedPaths(disk.read(join(folder, ".git/index"))!)).toContain("later");
});

test("a disk shows what is tracked and nothing else of the repository", () => {
  const view = tracked(disk, join(folder, "src"));
  const names = (path: string) =>
    view
      .list(join(folder, path))
      ?.map(({ name }) => name)
      .sort();
  expect(names("")).toEqual(["a", "src", "z"]);
  expect(names("src")).toEqual(["b", "deep"]);
  expect(view.read(join(folder, "src/.env"))).toBeUndefined();
  expect(view.kind(join(folder, ".git"))).toBeUndefined();
  expect(view.kind(join(folder, "build"))).toBeUndefined();
  expect(Buffer.from(view.read(join(folder, "src/b"))!).toString()).toBe("src/b");
});

test("outside a repository, and with an index that is none, the disk is as it is", () => {
  const files = memory({ "/p/.git/index": "no index", "/p/a": "", "/q/a": "" });
  expect(tracked(files, "/p").kind("/p/a")).toBe("file");
  expect(tracked(files, "/q").kind("/q/a")).toBe("file");
  for (const bytes of ["DIRC", "DIRC\0\0\0\u0002\0\0\0\u0009", "DIRC\0\0\0\u0002\uFFFF"])
    expect(trackedPaths(new TextEncoder().encode(bytes))).toBeUndefined();
});
