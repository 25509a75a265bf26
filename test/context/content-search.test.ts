import { type ContextSearch, openContext, takenSecretFiles } from "../../src/context";
import type { FileSystem } from "../../src/files/file-system";
import { memory } from "../../src/files/memory";
import { canaryJudge } from "./judge";

/** Finds the word "token" in any file but a picture. */
const search: ContextSearch = {
  isSearched: (_: string, name: string) => !name.endsWith(".png"),
  search(path: string, bytes: Uint8Array) {
    if (!new TextDecoder().decode(bytes).includes("token")) return undefined;
    return {
      kind: "token",
      holds: `a token in ${path}`,
      confidence: "high",
      names: [],
      by: "search",
      line: 1,
    };
  },
};

function contextOf(files: Readonly<Record<string, string>>, wanted: ContextSearch | undefined = search) {
  const rooted = Object.fromEntries(Object.entries(files).map(([path, text]) => [`/app/${path}`, text]));
  const disk = memory(rooted);
  const read: string[] = [];
  const listed: string[] = [];
  const counted: FileSystem = {
    ...disk,
    read(path, limit) {
      read.push(path.slice("/app/".length));
      return disk.read(path, limit);
    },
    list(path) {
      listed.push(path);
      return disk.list(path);
    },
  };
  const context = openContext({
    files: counted,
    root: "/app",
    dockerfile: "/app/Dockerfile",
    judge: canaryJudge,
    ...(wanted ? { search: wanted } : {}),
  });
  return { context, read: () => read.filter((path) => !path.includes("ocker")), listed };
}

const project = {
  ".env": "canary token",
  "a.js": "token",
  "src/b.js": "token",
  "src/clean.js": "nothing",
  "src/logo.png": "token",
  "tmp/c.js": "token",
  ".dockerignore": "tmp\n",
};
const paths = (found: readonly { readonly path: string }[]) => found.map(({ path }) => path);

test("what a directory holds: named files and searched ones, in path order", () => {
  const { context } = contextOf(project);
  expect(paths(context.secretFilesAt("."))).toEqual([".env", "a.js", "src/b.js"]);
  expect(paths(context.secretFilesAt("src"))).toEqual(["src/b.js"]);
  expect(paths(context.secretFiles)).toEqual([".env"]);
});

test("each file is read once; ignored files and pictures are not read at all", () => {
  const { context, read } = contextOf(project);
  for (const path of ["src", ".", "src", "a.js", "."]) context.secretFilesAt(path);
  expect(read().sort()).toEqual([".env", "a.js", "src/b.js", "src/clean.js"]);
});

test("only what a COPY covers is read", () => {
  const { context, read } = contextOf(project);
  takenSecretFiles(context, ["src"], [], false);
  expect(read().sort()).toEqual([".env", "src/b.js", "src/clean.js"]);
});

test("a file by itself costs no walk", () => {
  const { context, read, listed } = contextOf(project);
  expect(paths(context.secretFilesAt("a.js"))).toEqual(["a.js"]);
  expect(paths(context.secretFilesAt(".env"))).toEqual([".env"]);
  expect(context.secretFilesAt("src/clean.js")).toEqual([]);
  expect(context.secretFilesAt("tmp/c.js")).toEqual([]);
  expect(read()).toEqual(["a.js", ".env", "src/clean.js"]);
  expect(listed).toEqual([]);
});

test("without a search only names speak", () => {
  const { context, read } = contextOf(project, undefined);
  const none = openContext({
    files: memory({ "/app/a.js": "token" }),
    root: "/app",
    dockerfile: "/app/Dockerfile",
    judge: canaryJudge,
  });
  expect(none.secretFilesAt(".")).toEqual([]);
  expect(paths(context.secretFilesAt("."))).toContain(".env");
  expect(read()).toContain(".env");
});

test("a repository is found from the file in it", () => {
  const { context } = contextOf({ ".git/HEAD": "ref: refs/heads/main", ".git/config": "canary" });
  expect(context.secretFilesAt(".git/config")).toMatchObject([{ path: ".git", directory: true }]);
});

test("Mercurial: the history, and the credential in its configuration", () => {
  const files = { ".hg/requires": "store", ".hg/hgrc": "canary", ".hg/store/data/a.i": "token" };
  expect(paths(contextOf(files).context.secretFiles)).toEqual([".hg", ".hg/hgrc"]);
});

test("more than can be searched is a problem, told once", () => {
  const large = "x".repeat(1_000_000);
  const files = Object.fromEntries(
    Array.from({ length: 260 }, (_, index) => [`src/${1000 + index}.js`, large]),
  );
  const { context, read } = contextOf({ ...files, "src/zz.js": "token" });
  expect(context.secretFilesAt("src")).toEqual([]);
  expect(read().length).toBe(257);
  expect(context.problems).toMatchObject([
    { path: "/app", message: expect.stringContaining("--no-content") },
  ]);
});
