const { spawnSync } = require("node:child_process");
const { mkdtempSync, rmSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");
const { buildSync } = require("esbuild");

/** Bundles a program of this folder and runs it; gives its exit code. */
module.exports = function runBundled(entry, args, environment = {}) {
  const directory = mkdtempSync(join(tmpdir(), "watertight-reality-run-"));
  const outfile = join(directory, "main.cjs");
  try {
    buildSync({
      entryPoints: [join(__dirname, entry)],
      outfile,
      bundle: true,
      platform: "node",
      target: "node20",
      logLevel: "warning",
    });
    const { status } = spawnSync(process.execPath, ["--enable-source-maps", outfile, ...args], {
      stdio: "inherit",
      env: { ...process.env, ...environment },
    });
    return status ?? 2;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
};
