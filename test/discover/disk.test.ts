import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { discover } from "../../src/discover";
import { disk } from "../../src/files/disk";

let root = "";

beforeAll(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "watertight-discover-")));
  for (const path of [
    "services/api/Dockerfile",
    "services/web/Dockerfile",
    "services/web/node_modules/x/Dockerfile",
    "services/README.md",
    "services/Dockerfile.base",
    "locked/Dockerfile",
  ]) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), "FROM alpine\n");
  }
  symlinkSync("services", join(root, "linked"));
  symlinkSync("..", join(root, "services/loop"));
  symlinkSync("services/api/Dockerfile", join(root, "Dockerfile.link"));
  symlinkSync("nowhere", join(root, "dangling"));
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

const found = (...paths: string[]) => {
  const { builds, problems } = discover({ paths, directory: root, files: disk });
  return {
    dockerfiles: builds.map(({ dockerfile }) => dockerfile.slice(root.length + 1)),
    problems: problems.map(({ file, message }) => `${file}: ${message}`),
  };
};

test("globs that a person types", () => {
  const both = ["services/api/Dockerfile", "services/web/Dockerfile"];
  expect(found("services/*/Dockerfile")).toEqual({ dockerfiles: both, problems: [] });
  expect(found("services/{api,web}")).toEqual({ dockerfiles: both, problems: [] });
  expect(found("services/*")).toEqual({ dockerfiles: ["services/Dockerfile.base", ...both], problems: [] });
  expect(found("services/**/Dockerfile")).toEqual({ dockerfiles: both, problems: [] });
  expect(found("nothing/*/Dockerfile").problems).toEqual([
    "nothing/*/Dockerfile: Nothing matches this pattern.",
  ]);
});

test("links are followed where they are named, and not in a search", () => {
  expect(found("linked").dockerfiles).toContain("linked/api/Dockerfile");
  expect(found("Dockerfile.link").dockerfiles).toEqual(["Dockerfile.link"]);
  expect(found("services").dockerfiles).toHaveLength(3);
  expect(found("dangling").problems).toEqual(["dangling: This is neither a file nor a folder."]);
});

test("a folder that may not be listed is a problem, and the others are searched", () => {
  // Root may list everything, so that a mode of 000 would show nothing there.
  const files = { ...disk, list: (path: string) => (path.endsWith("/locked") ? undefined : disk.list(path)) };
  const { builds, problems } = discover({ paths: ["."], directory: root, files });
  expect(problems).toMatchObject([{ file: "locked", message: "This folder cannot be read." }]);
  expect(builds.length).toBeGreaterThan(0);
});
