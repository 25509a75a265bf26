// Bundles the test of the fixes and runs it; its arguments are names of cases and examples.
const { spawnSync } = require("node:child_process");
const { mkdtempSync, rmSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");
const { buildSync } = require("esbuild");

const directory = mkdtempSync(join(tmpdir(), "watertight-fixes-run-"));
const outfile = join(directory, "main.cjs");
try {
  buildSync({
    entryPoints: [join(__dirname, "main.ts")],
    outfile,
    bundle: true,
    platform: "node",
    target: "node20",
    logLevel: "warning",
  });
  const { status } = spawnSync(process.execPath, [outfile, ...process.argv.slice(2)], { stdio: "inherit" });
  process.exitCode = status ?? 2;
} finally {
  rmSync(directory, { recursive: true, force: true });
}
