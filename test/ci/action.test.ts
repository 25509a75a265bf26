import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { parse } from "yaml";
import { CANARY, project } from "../cli/project";

const root = join(__dirname, "../..");
const { bundleOptions } = require("../../scripts/bundle") as {
  bundleOptions: import("esbuild").BuildOptions;
};
const { tagWithDist } = require("../../scripts/tag") as {
  tagWithDist: (root: string, tag: string) => string;
};

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly runs: {
    readonly steps: readonly { readonly env: Readonly<Record<string, string>>; readonly run: string }[];
  };
}
const { inputs, runs } = parse(readFileSync(join(root, "action.yml"), "utf8")) as Action;

/** Runs the action's only step as the runner does: inputs filled into its environment, the script given to bash. */
function act(checkout: string, directory: string, given: Readonly<Record<string, string>> = {}) {
  expect(runs.steps).toHaveLength(1);
  const [step] = runs.steps;
  const env = Object.entries(step!.env).map(([name, text]) => [
    name,
    text.replace(
      /\$\{\{ inputs\.([a-z-]+) \}\}/g,
      (_, input: string) => given[input] ?? inputs[input]!.default,
    ),
  ]);
  const { status, stdout, stderr } = spawnSync(
    "bash",
    ["--noprofile", "--norc", "-eo", "pipefail", "-c", step!.run],
    {
      cwd: directory,
      encoding: "utf8",
      env: { PATH: process.env.PATH, GITHUB_ACTION_PATH: checkout, ...Object.fromEntries(env) },
    },
  );
  expect(stdout + stderr).not.toContain(CANARY);
  return { status, stdout, stderr };
}

const leak = project({
  Dockerfile: `FROM alpine\nENV API_KEY=${CANARY}\n`,
  "a b/Dockerfile": "FROM alpine\n",
});
const checkout = project({});
mkdirSync(join(checkout, "dist"));
beforeAll(() => {
  const outfile = (name: string) => join(checkout, "dist", name);
  buildSync({ ...bundleOptions, entryPoints: ["src/cli/launch.ts"], outfile: outfile("cli.cjs") });
  buildSync({ ...bundleOptions, entryPoints: ["src/cli/bin.ts"], outfile: outfile("main.cjs") });
});

test("the action fails on a leak, with annotations and a SARIF file", () => {
  const { status, stdout, stderr } = act(checkout, leak, { sarif: "out dir.sarif" });
  expect({ status, stderr }).toEqual({ status: 1, stderr: "" });
  expect(stdout).toMatch(/^::error file=Dockerfile,line=2,/);
  expect(JSON.parse(readFileSync(join(leak, "out dir.sarif"), "utf8"))).toMatchObject({ version: "2.1.0" });
});

test("inputs go through as they are: paths with blanks, options, what would be shell", () => {
  expect(act(checkout, leak, { paths: "a b/Dockerfile\n" })).toEqual({ status: 0, stdout: "", stderr: "" });
  expect(act(checkout, leak, { "fail-on": "never" }).status).toBe(0);
  expect(act(checkout, leak, { arguments: "--min-confidence\nhigh\n--baseline\nno file" })).toMatchObject({
    status: 2,
    stderr: expect.stringContaining("there is no baseline no file"),
  });
  expect(act(checkout, leak, { paths: "$(touch owned); --help" }).status).toBe(3);
  expect(existsSync(join(leak, "owned"))).toBe(false);
});

test("a checkout without the bundle says what to use", () => {
  expect(act(project({}), leak)).toMatchObject({
    status: 2,
    stdout: expect.stringContaining("use the tag of a release"),
  });
});

test("the tag of a release is HEAD with the bundle; the branch and its index stay as they are", () => {
  const where = project({
    "action.yml": "name: x\n",
    ".gitignore": "dist/\n",
    "dist/cli.cjs": "1",
    "dist/main.cache": "2",
    "dist/types/src/index.d.ts": "3",
  });
  const environment = {
    GIT_AUTHOR_NAME: "t",
    GIT_AUTHOR_EMAIL: "t",
    GIT_COMMITTER_NAME: "t",
    GIT_COMMITTER_EMAIL: "t",
  };
  Object.assign(process.env, environment);
  const git = (...args: string[]) => execFileSync("git", args, { cwd: where, encoding: "utf8" }).trim();
  git("init", "-q", "-b", "main");
  git("add", "-A");
  git("commit", "-qm", "x");
  const before = git("rev-parse", "main");
  const commit = tagWithDist(where, "v1.0.0");
  expect(git("rev-parse", "v1.0.0")).toBe(commit);
  expect(git("ls-tree", "-r", "--name-only", "v1.0.0").split("\n")).toEqual([
    ".gitignore",
    "action.yml",
    "dist/cli.cjs",
    "dist/types/src/index.d.ts",
  ]);
  expect(git("rev-parse", "main", "v1.0.0^")).toBe(`${before}\n${before}`);
  expect(git("status", "--porcelain")).toBe("");
  writeFileSync(join(where, "action.yml"), "name: y\n");
  expect(() => tagWithDist(where, "v1.0.1")).toThrow("the work tree has changes");
});
