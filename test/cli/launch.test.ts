import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { CANARY, project } from "./project";

const { bundleOptions } = require("../../scripts/bundle") as {
  bundleOptions: import("esbuild").BuildOptions;
};

const dist = mkdtempSync(join(tmpdir(), "watertight-launch-"));
const cli = join(dist, "cli.cjs");

beforeAll(() => {
  buildSync({ ...bundleOptions, entryPoints: ["src/cli/launch.ts"], outfile: cli });
  buildSync({ ...bundleOptions, entryPoints: ["src/cli/bin.ts"], outfile: join(dist, "main.cjs") });
});
afterAll(() => rmSync(dist, { recursive: true, force: true }));

const leak = project({ Dockerfile: `FROM alpine\nENV API_KEY=${CANARY}\n` });

function launch(args: readonly string[], input = "") {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], {
    cwd: leak,
    encoding: "utf8",
    input,
  });
  return { status, stdout, stderr };
}

const caches = () => readdirSync(dist).filter((name) => name.includes(".cache"));

test("the first run leaves its compiled form, and every run says the same", () => {
  expect(caches()).toEqual([]);
  launch(["--version"]);
  expect(caches()).toEqual([]);
  const first = launch([]);
  expect(first).toMatchObject({ status: 1, stderr: "" });
  expect(caches()).toHaveLength(1);
  expect(launch([])).toEqual(first);
  const cache = join(dist, caches()[0]!);
  for (const broken of ["", "not a compiled form", readFileSync(cache).subarray(0, 1000)]) {
    writeFileSync(cache, broken);
    expect(launch([])).toEqual(first);
  }
  // The last run has mended it.
  expect(readFileSync(cache).length).toBeGreaterThan(10_000);
});

test("standard input and exit codes go through", () => {
  expect(launch(["-"], `FROM alpine\nENV API_KEY=${CANARY}\n`).status).toBe(1);
  expect(launch(["-"], "FROM alpine\n").status).toBe(0);
  expect(launch(["--nonsense"]).status).toBe(2);
  expect(launch(["nowhere/x"]).status).toBe(3);
});

test("a reader that goes away ends the writing without a word", () => {
  const many = project({ Dockerfile: `FROM alpine\n${`ENV API_KEY=${CANARY}\n`.repeat(2000)}` });
  const { stdout, stderr } = spawnSync("bash", ["-c", '"$0" "$1" | head -n 1', process.execPath, cli], {
    cwd: many,
    encoding: "utf8",
  });
  expect({ lines: stdout.split("\n").length, stderr }).toEqual({ lines: 2, stderr: "" });
});

test("a broken installation is one line", () => {
  const file = join(dist, "main.cjs");
  const text = readFileSync(file);
  writeFileSync(file, `throw new Error("${CANARY}")`);
  const { status, stderr } = launch([]);
  writeFileSync(file, text);
  expect(status).toBe(3);
  expect(stderr).toMatch(/^watertight [^\n]+\n$/);
  expect(stderr).not.toContain(CANARY);
});
