// Lints each project of examples/ with the bundle and prints its report. Findings are what the examples are for; anything
// else that goes wrong fails.
const { spawnSync } = require("node:child_process");
const { readdirSync } = require("node:fs");
const { join } = require("node:path");
const { root } = require("./bundle");

const { buildAll } = require("./build");

/** Lints one example where a user would; false where more than findings came of it. */
function lints(name) {
  console.log(`\n$ cd examples/${name} && watertight`);
  const { status } = spawnSync(process.execPath, [join(root, "dist/cli.cjs")], {
    cwd: join(root, "examples", name),
    stdio: "inherit",
  });
  return status === 0 || status === 1;
}

buildAll().then(() => {
  const examples = readdirSync(join(root, "examples"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
  const failed = examples.filter((name) => !lints(name));
  if (examples.length > 0 && failed.length === 0) return;
  console.error(examples.length === 0 ? "There are no examples." : `Failed: ${failed.join(", ")}`);
  process.exitCode = 1;
});
