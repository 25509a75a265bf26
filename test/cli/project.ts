import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Streams } from "../../src/cli/streams";
import { bundled } from "./bundled";

const { main } = bundled<typeof import("../../src/cli/main")>("src/cli/main.ts");

/** A token by its shape and nobody's: put together, so that no scanner takes this file for a leak. */
export const CANARY = `gh${"p_"}Zk3Qw8Rt5Yv1Xb7Nc9Mf2Lg6Hj4Pd0SaUeIo`;

const projects: string[] = [];
afterAll(() => {
  for (const project of projects) rmSync(project, { recursive: true, force: true });
});

/** A folder with files, removed after the tests of the file. */
export function project(files: Readonly<Record<string, string | Buffer>>): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "watertight-cli-")));
  projects.push(root);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  return root;
}

/** Runs a command line in a folder, with streams that remember. No output may hold the canary. */
export function run(directory: string, args: readonly string[], changes: Partial<Streams> = {}) {
  let stdout = "";
  let stderr = "";
  const code = main(args, {
    stdin: () => "",
    line: () => "",
    stdout: (text) => {
      stdout += text;
    },
    stderr: (text) => {
      stderr += text;
    },
    isTerminal: () => false,
    columns: () => undefined,
    environment: {},
    directory,
    today: "2026-11-24",
    now: () => 0,
    ...changes,
  });
  expect(stdout + stderr).not.toContain(CANARY);
  return { code, stdout, stderr };
}
