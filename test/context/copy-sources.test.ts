import { copySources, matchesSource, takenSecretFiles } from "../../src/context";
import { contextOf } from "./judge";

const context = contextOf(
  {
    ".env": "canary",
    "home.pem": "canary",
    "api/.env": "canary",
    "api/keys/tls.pem": "canary",
    "web/.env": "canary",
    "web/index.js": "",
    ".git/HEAD": "x",
    ".git/config": "canary",
    "ignored/.env": "canary",
    ".dockerignore": "ignored\nhidden-link\n",
  },
  { current: "api", "key.link": "api/keys/tls.pem", "hidden-link": "api", nowhere: "none" },
);

const taken = (source: string, exclude: readonly string[] = [], parents = false) =>
  takenSecretFiles(context, [source], exclude, parents).map(({ file, below }) => [file.path, below]);

test("a directory is taken by its contents", () => {
  const all = [".env", ".git", "api/.env", "api/keys/tls.pem", "home.pem", "web/.env"];
  for (const source of [".", "/", "./", "../.."])
    expect(taken(source)).toEqual(all.map((path) => [path, path]));
  expect(taken("api/")).toEqual([
    ["api/.env", ".env"],
    ["api/keys/tls.pem", "keys/tls.pem"],
  ]);
});

test("a single file is named by the destination", () => {
  expect(takenSecretFiles(context, ["./api/.env"], [], false)).toMatchObject([
    { below: null, name: ".env", source: "./api/.env" },
  ]);
});

test("a glob takes each match, and directories by their contents", () => {
  expect(taken("*")).toEqual([
    [".env", null],
    [".git", ""],
    ["api/.env", ".env"],
    ["api/keys/tls.pem", "keys/tls.pem"],
    // `current` and `key.link` are matches as well, and are followed.
    ["api/.env", ".env"],
    ["api/keys/tls.pem", "keys/tls.pem"],
    ["home.pem", null],
    ["api/keys/tls.pem", null],
    ["web/.env", ".env"],
  ]);
  expect(taken("*/.e*")).toEqual([
    ["api/.env", null],
    ["web/.env", null],
  ]);
  expect(taken("**/*.pem")).toEqual([]);
  expect(taken("api/**/*.pem")).toEqual([["api/keys/tls.pem", null]]);
  expect(taken("api[^x]keys/tls.pem")).toEqual([["api/keys/tls.pem", null]]);
  expect(taken("[")).toEqual([]);
});

test("a source that is a link is followed inside the context", () => {
  expect(taken("current")).toEqual(taken("api"));
  expect(taken("current/keys")).toEqual([["api/keys/tls.pem", "tls.pem"]]);
  expect(takenSecretFiles(context, ["key.link"], [], false)).toMatchObject([
    { file: { path: "api/keys/tls.pem" }, below: null, name: "key.link" },
  ]);
});

test("what is missing", () => {
  for (const source of ["none", "ignored", "nowhere", "hidden-link", "web/index.js/x"])
    expect(copySources(context, source)).toEqual({ entries: [], missing: true });
  expect(copySources(context, "none*")).toEqual({ entries: [], missing: false });
  expect(copySources(context, "web").entries).toEqual([{ path: "web", target: "web", kind: "directory" }]);
});

test("--exclude counts below each source directory, never for a source that is a file", () => {
  expect(taken("api", [".env"])).toEqual([["api/keys/tls.pem", "keys/tls.pem"]]);
  expect(taken("api", ["api/.env"])).toEqual(taken("api"));
  expect(taken(".", ["**/.env", ".git", "api/keys"])).toEqual([["home.pem", "home.pem"]]);
  expect(taken("api", ["*", "!keys/tls.pem"])).toEqual([["api/keys/tls.pem", "keys/tls.pem"]]);
  expect(taken("api/.env", [".env"])).toEqual([["api/.env", null]]);
  expect(taken("hom*", ["*.pem"])).toEqual([["home.pem", null]]);
  // A slash in front is not taken off here (dockerignore rule 55).
  expect(taken("web", ["/.env"])).toEqual([["web/.env", ".env"]]);
});

test("--parents keeps directories, cut at the pivot", () => {
  expect(taken("api/.env", [], true)).toEqual([["api/.env", "api/.env"]]);
  expect(taken("**/*.pem", [], true)).toEqual([
    ["api/keys/tls.pem", "api/keys/tls.pem"],
    ["home.pem", "home.pem"],
  ]);
  expect(taken("api/./keys", [], true)).toEqual([["api/keys/tls.pem", "keys/tls.pem"]]);
  expect(taken("api/.env/./*", [], true)).toEqual([]);
  expect(taken("./api", ["**/.env"], true)).toEqual([["api/keys/tls.pem", "api/keys/tls.pem"]]);
});

test(".git is one thing, and its config can be taken by itself", () => {
  expect(taken(".git")).toEqual([[".git", ""]]);
  expect(taken(".git/config")).toEqual([[".git/config", null]]);
  expect(taken(".git/HEAD")).toEqual([]);
});

test.each([
  [".", "a/b", "."],
  ["./a/", "a/b/c", "a"],
  ["a", "ab", undefined],
  ["a/b", "a", undefined],
  ["*", "a/b/c", "a"],
  ["a/*/c", "a/b/c/d", "a/b/c"],
  ["a/*", "a", undefined],
  ["**/x", "x", undefined],
  ["[", "[", undefined],
  ["/", "/a/b", "/"],
  ["/app/*.js", "/app/x.js", "/app/x.js"],
  ["../a", "/a/b", "/a"],
])("the source %s names %s by %s", (source, path, entry) => {
  expect(matchesSource(source, path)?.entry).toBe(entry);
});
