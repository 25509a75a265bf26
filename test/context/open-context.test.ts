import { contextOf, pathsOf } from "./judge";

test("what is sent and secret, in path order", () => {
  const context = contextOf({
    "b/.env": "canary",
    ".env": "canary",
    "a/.npmrc": "registry=x",
    "a/id_rsa": "canary",
    "c/.env": "canary",
    ".dockerignore": "c\n",
  });
  expect(pathsOf(context)).toEqual([".env", "a/id_rsa", "b/.env"]);
});

test("a file that arrives with no bytes is no secret, and is there", () => {
  const context = contextOf({ "target/.env": "canary", ".dockerignore": "*\n!target/.env\ntarget/\n" });
  expect(context.ignoreFile?.rules.verdict("target/.env")).toBe("emptied");
  expect(pathsOf(context)).toEqual([]);
  expect(context.kind("target/.env")).toBe("file");
  expect(context.read("target/.env", 100)).toEqual(new Uint8Array(0));
});

test("kind, names and read see what the build sees", () => {
  const context = contextOf(
    {
      "src/a.js": "0123456789",
      "src/secret.pem": "x",
      "docs/in/README.md": "",
      "docs/b": "",
      ".dockerignore": "docs\n!docs/in/*.md\n**/*.pem\nout\n",
      "out/x": "",
    },
    { "src/link": "a.js", way: "src" },
  );
  expect(context.names(".")).toEqual([".dockerignore", "Dockerfile", "docs", "src", "way"]);
  expect(context.names("src")).toEqual(["a.js", "link"]);
  expect(context.names("docs")).toEqual(["in"]);
  expect(context.names("way")).toEqual([]);
  expect(
    ["src", "src/a.js", "src/link", "src/secret.pem", "docs", "docs/b", "out", "none", ".", "../src"].map(
      context.kind,
    ),
  ).toEqual([
    "directory",
    "file",
    "link",
    undefined,
    "directory",
    undefined,
    undefined,
    undefined,
    "directory",
    "directory",
  ]);
  expect(new TextDecoder().decode(context.read("src/a.js", 4))).toBe("0123");
  for (const path of ["src/link", "way/a.js", "src/secret.pem", "src"])
    expect(context.read(path, 4)).toBeUndefined();
});

test("links lead inside the context only", () => {
  const context = contextOf(
    { "a/b/file": "" },
    {
      up: "../../a/b",
      root: "/a/b/file",
      chain: "up/file",
      loop: "loop",
      one: "two",
      two: "one",
      out: "/etc/passwd",
      "a/here": "b",
      "a/b/beside": "../b/file",
    },
  );
  const leads = (path: string) => context.resolveLink(path);
  expect(leads("up")).toBe("a/b");
  expect(leads("root")).toBe("a/b/file");
  expect(leads("chain")).toBe("a/b/file");
  expect(leads("a/here/file")).toBe("a/b/file");
  expect(leads("a/b/beside")).toBe("a/b/file");
  for (const path of ["loop", "one", "out"]) expect(leads(path)).toBeUndefined();
});

describe(".git", () => {
  const plain = {
    ".git/HEAD": "ref: refs/heads/main\n",
    ".git/config": "[core]\n",
    ".git/objects/ab/.env": "canary",
  };

  test("is one entry, judged by name", () => {
    const [git, ...rest] = contextOf(plain).secretFiles;
    expect(rest).toEqual([]);
    expect(git).toMatchObject({
      path: ".git",
      directory: true,
      verdict: { kind: "git-directory", by: "name" },
    });
  });

  test.each(["config", "modules/lib/config", "credentials"])(
    "is judged by content where %s holds a credential",
    (name) => {
      const [git] = contextOf({ ...plain, [`.git/${name}`]: "canary" }).secretFiles;
      expect(git).toMatchObject({
        path: ".git",
        verdict: { kind: "git-directory", by: "content", confidence: "high" },
      });
    },
  );

  test("counts as far as the ignore file lets it through", () => {
    expect(pathsOf(contextOf({ ...plain, ".dockerignore": ".git\n" }))).toEqual([]);
    expect(pathsOf(contextOf({ ...plain, ".dockerignore": "*\n!**/*.js\n" }))).toEqual([]);
    const [git] = contextOf({
      ...plain,
      ".git/config": "canary",
      ".dockerignore": ".git/config\n",
    }).secretFiles;
    expect(git?.verdict.by).toBe("name");
  });

  test("of a submodule counts, its file does not", () => {
    expect(
      pathsOf(contextOf({ "lib/.git/HEAD": "x", "other/.git": "gitdir: ../.git/modules/other\n" })),
    ).toEqual(["lib/.git"]);
  });
});

test("a refused ignore file is a problem, and the context is taken as it is", () => {
  const context = contextOf({ ".env": "canary", ".dockerignore": ".env\n[\n" });
  expect(context.ignoreFile).toBeUndefined();
  expect(pathsOf(context)).toEqual([".env"]);
  expect(context.problems).toMatchObject([
    { path: "/app/.dockerignore", message: expect.stringContaining("line 2") },
  ]);
});

test("a context that is not there is a problem", () => {
  const context = contextOf({}, {}, { root: "/nowhere" });
  expect(context.secretFiles).toEqual([]);
  expect(context.problems).toMatchObject([
    { path: "/nowhere", message: expect.stringContaining("cannot be read") },
  ]);
});
