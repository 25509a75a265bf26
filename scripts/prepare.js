// What npm runs where it installs from the repository, as pre-commit does: builds dist/ where it is not there. A release's tag
// brings it along.
const { execFileSync } = require("node:child_process");
const { existsSync } = require("node:fs");
const { join } = require("node:path");

const root = join(__dirname, "..");
const run = (program, ...args) =>
  execFileSync(program, args, {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
    // `npm install --global` hands its option down to the install that is to prepare the checkout, which then puts no packages here.
    env: { ...process.env, npm_config_global: "false", npm_config_location: "project" },
    shell: process.platform === "win32",
  });

if (!existsSync(join(root, "dist/cli.cjs"))) {
  if (!existsSync(join(root, "node_modules/esbuild")))
    run("npm", "ci", "--ignore-scripts", "--include=dev", "--no-audit", "--no-fund");
  run("node", "scripts/build.js");
}
