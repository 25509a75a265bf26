import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openContext } from "../../src/context";
import { disk } from "../../src/files/disk";
import type { FileSystem } from "../../src/files/file-system";
import { canaryJudge, pathsOf } from "./judge";

let work: string;
let root: string;
let server: Server | undefined;

const put = (path: string, text: string) => {
  mkdirSync(join(root, path, ".."), { recursive: true });
  writeFileSync(join(root, path), text);
};
const open = (files: FileSystem = disk) =>
  openContext({ files, root, dockerfile: join(root, "Dockerfile"), judge: canaryJudge });

beforeEach(() => {
  work = mkdtempSync(join(tmpdir(), "watertight-context-"));
  root = join(work, "app");
  put("Dockerfile", "FROM scratch\n");
  put("src/.env", "canary");
});

afterEach(async () => {
  await new Promise<void>((done) => (server ? server.close(() => done()) : done()));
  server = undefined;
  rmSync(work, { recursive: true, force: true });
});

test("FIFOs and sockets with the name of a secret file are not opened", async () => {
  mkdirSync(join(root, "pipe"));
  execFileSync("mkfifo", [join(root, "pipe/.env")]);
  mkdirSync(join(root, "socket"));
  server = createServer();
  await new Promise<void>((done) => server?.listen(join(root, "socket/.env"), done));
  const context = open();
  expect(pathsOf(context)).toEqual(["src/.env"]);
  expect(context.kind("pipe/.env")).toBe("other");
  expect(context.read("pipe/.env", 10)).toBeUndefined();
  expect(context.problems).toEqual([]);
});

test("links in a circle and links that lead out are not followed", () => {
  mkdirSync(join(work, "outside"));
  writeFileSync(join(work, "outside/.env"), "canary");
  symlinkSync("..", join(root, "src/loop"));
  symlinkSync("../outside", join(root, "out"));
  symlinkSync(join(work, "outside/.env"), join(root, "id_rsa"));
  const context = open();
  expect(pathsOf(context)).toEqual(["src/.env"]);
  for (const path of ["out/.env", "id_rsa"]) {
    expect(context.read(path, 10)).toBeUndefined();
    expect(context.resolveLink(path)).toBeUndefined();
  }
  expect(context.resolveLink("src/loop")).toBe(".");
});

test("names with line ends and escape codes are names", () => {
  const odd = ["a\nb/.env", "\u001b[31mred/.env", "ünïcödé 日本/.env"];
  for (const path of odd) put(path, "canary");
  expect(pathsOf(open())).toEqual([...odd, "src/.env"].sort());
  put(".dockerignore", "a?b\n");
  expect(pathsOf(open())).toEqual([...odd.slice(1), "src/.env"].sort());
});

test("a pruned directory is not entered, nor is .git", () => {
  put("node_modules/a/.env", "canary");
  put(".git/HEAD", "ref");
  put(".git/objects/ab/cd", "");
  put(".dockerignore", "node_modules\n");
  const listed: string[] = [];
  const watched: FileSystem = {
    ...disk,
    list(path) {
      listed.push(path.slice(root.length));
      return disk.list(path);
    },
  };
  expect(pathsOf(open(watched))).toEqual([".git", "src/.env"]);
  expect(listed.sort()).toEqual(["", "/.git/modules", "/src"]);
});

test("at most 1 MB of a file is read", () => {
  put("big/.env", `${"x".repeat(1_000_000)}canary`);
  put("large/.env", `canary${"x".repeat(1_000_000)}`);
  expect(pathsOf(open())).toEqual(["large/.env", "src/.env"]);
});

describe("a directory that cannot be read", () => {
  // A superuser may read everything, so for one the disk is made to say no.
  const superuser = process.getuid?.() === 0;
  const refusing: FileSystem = {
    ...disk,
    list: (path) => (path.endsWith("/locked") ? undefined : disk.list(path)),
  };
  const lock = () => {
    put("locked/.env", "canary");
    chmodSync(join(root, "locked"), 0);
  };
  afterEach(() => chmodSync(join(root, "locked"), 0o700));

  (superuser ? test.skip : test)("on the disk, is a problem", () => {
    lock();
    const context = open();
    expect(pathsOf(context)).toEqual(["src/.env"]);
    expect(context.problems).toMatchObject([{ path: join(root, "locked") }]);
  });

  test("is a problem, and the rest is walked", () => {
    lock();
    const context = open(refusing);
    expect(pathsOf(context)).toEqual(["src/.env"]);
    expect(context.problems).toMatchObject([
      { path: join(root, "locked"), message: expect.stringContaining("cannot be read") },
    ]);
  });

  test("is none where it is ignored, pruned or not", () => {
    lock();
    put(".dockerignore", "locked\n!**/*.md\n");
    const context = open(refusing);
    expect(pathsOf(context)).toEqual(["src/.env"]);
    expect(context.problems).toEqual([]);
  });
});
