import { findIgnoreFile } from "../../src/context";
import { memory } from "../../src/files/memory";

const find = (
  files: Readonly<Record<string, string>>,
  links: Readonly<Record<string, string>> = {},
  options: { readonly dockerfile?: string; readonly ignoreFile?: string } = {},
) => {
  const found = findIgnoreFile({
    files: memory({ "/app/Dockerfile": "FROM scratch\n", ...files }, links),
    root: "/app",
    dockerfile: "/app/Dockerfile",
    ...options,
  });
  return {
    inForce: found.ignoreFile?.source.path,
    text: found.ignoreFile?.source.text,
    replaced: found.replacedIgnoreFile?.source.path,
    problems: found.problems,
  };
};

test("the file of the context's root", () => {
  expect(find({ "/app/.dockerignore": "a\n" })).toMatchObject({
    inForce: "/app/.dockerignore",
    text: "a\n",
    problems: [],
  });
  expect(find({})).toEqual({ inForce: undefined, text: undefined, replaced: undefined, problems: [] });
  expect(
    find({ "/app/ops/.dockerignore": "a\n" }, {}, { dockerfile: "/app/ops/Dockerfile" }).inForce,
  ).toBeUndefined();
});

test("the file of the Dockerfile's name wins and replaces", () => {
  const files = { "/ops/Prod.Dockerfile.dockerignore": "a\n", "/app/.dockerignore": "b\n" };
  const dockerfile = "/ops/Prod.Dockerfile";
  expect(find(files, {}, { dockerfile })).toMatchObject({
    inForce: "/ops/Prod.Dockerfile.dockerignore",
    replaced: "/app/.dockerignore",
  });
  expect(find(files)).toMatchObject({ inForce: "/app/.dockerignore", replaced: undefined });
});

test("an empty file of that name counts, except for a frontend image", () => {
  const files = { "/app/Dockerfile.dockerignore": "", "/app/.dockerignore": "b\n" };
  expect(find(files).inForce).toBe("/app/Dockerfile.dockerignore");
  const syntax = { "/app/Dockerfile": "# syntax=docker/dockerfile:1\nFROM scratch\n" };
  expect(find({ ...files, ...syntax }).inForce).toBe("/app/.dockerignore");
  expect(find({ ...files, ...syntax, "/app/Dockerfile.dockerignore": "#\n" }).inForce).toBe(
    "/app/Dockerfile.dockerignore",
  );
});

test("links are followed inside, not out", () => {
  expect(find({ "/app/etc/ignore": "a\n" }, { "/app/.dockerignore": "etc/ignore" }).text).toBe("a\n");
  expect(find({ "/app/etc/ignore": "a\n" }, { "/app/.dockerignore": "/etc/ignore" }).text).toBe("a\n");
  expect(find({ "/outside": "a\n" }, { "/app/.dockerignore": "../outside" }).inForce).toBeUndefined();
  expect(find({ "/outside": "a\n" }, { "/app/.dockerignore": "/outside" }).inForce).toBeUndefined();
  expect(find({}, { "/app/.dockerignore": ".dockerignore" }).inForce).toBeUndefined();
});

test("a directory of that name is no ignore file", () => {
  expect(find({ "/app/.dockerignore/x": "a\n" })).toMatchObject({ inForce: undefined, problems: [] });
  const directory = { "/app/Dockerfile.dockerignore/x": "a\n", "/app/.dockerignore": "b\n" };
  expect(find(directory).inForce).toBe("/app/.dockerignore");
});

test("a refused file is a problem and counts as none", () => {
  const { inForce, problems } = find({ "/app/.dockerignore": "a\nb[\n" });
  expect(inForce).toBeUndefined();
  expect(problems).toEqual([
    { path: "/app/.dockerignore", message: expect.stringMatching(/refuses.*line 2: .*Mend/) },
  ]);
});

test("a malformed line counts once a path of the context asks it", () => {
  expect(find({ "/app/.dockerignore": "x\n[z-a]\n" }).problems[0]?.message).toMatch(/line 2/);
  const silent = find({ "/app/.dockerignore": "**\n[z-a]\n" });
  expect(silent).toMatchObject({ inForce: "/app/.dockerignore", problems: [] });
});

test("a file that is named by hand", () => {
  const files = { "/app/.dockerignore": "b\n", "/other": "c\n" };
  expect(find(files, {}, { ignoreFile: "/other" })).toMatchObject({ inForce: "/other", replaced: undefined });
  const missing = find(files, {}, { ignoreFile: "/none" });
  expect(missing.inForce).toBeUndefined();
  expect(missing.problems).toEqual([{ path: "/none", message: expect.stringContaining("cannot be read") }]);
});
