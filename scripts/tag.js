// Makes the tag of a release: HEAD, and dist/ on top of it, so that a checkout of the tag runs without installing anything.
// Branches stay without dist/.
const { execFileSync } = require("node:child_process");
const { mkdtempSync, rmSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");

/** Tags a commit that holds the files of HEAD and the bundle in dist/. Throws where the work tree has changes or the tag is there. */
function tagWithDist(root, tag) {
  const folder = mkdtempSync(join(tmpdir(), "watertight-tag-"));
  // An index of its own, so that that of the work tree stays as it is.
  const env = { ...process.env, GIT_INDEX_FILE: join(folder, "index") };
  const git = (...args) => execFileSync("git", args, { cwd: root, env, encoding: "utf8" }).trim();
  try {
    git("read-tree", "HEAD");
    if (git("status", "--porcelain", "--untracked-files=no") !== "")
      throw new Error("the work tree has changes that HEAD has not");
    // The compiled form of the bundle is this machine's own.
    git("add", "--force", "--", "dist", ":!dist/*.cache");
    const commit = git("commit-tree", git("write-tree"), "-p", "HEAD", "-m", `${tag}, with its bundle`);
    git("tag", tag, commit);
    return commit;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

module.exports = { tagWithDist };

if (require.main === module) {
  const { buildAll } = require("./build");
  const { root } = require("./bundle");
  const tag = `v${require("../package.json").version}`;
  buildAll()
    .then(() => console.log(`${tag} is ${tagWithDist(root, tag)}; push it with: git push origin ${tag}`))
    .catch((error) => {
      console.error(error.message);
      process.exitCode = 1;
    });
}
