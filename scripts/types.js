const { existsSync, readdirSync, readFileSync, rmSync, statSync } = require("node:fs");
const { dirname, join } = require("node:path");

/**
 * Removes the declarations that no export leads to; the compiler writes those of all sources. Throws where one that is left imports a
 * package, which a user of the library would have to install.
 */
function removeUnreachable(folder, entry) {
  const reached = new Set();
  const open = [join(folder, entry)];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (reached.has(file)) continue;
    reached.add(file);
    for (const [, specifier] of readFileSync(file, "utf8").matchAll(/\b(?:from |import ?\(?)"([^"\n]+)"/g)) {
      if (!specifier.startsWith(".")) throw new Error(`${file} imports the types of ${specifier}`);
      const path = join(dirname(file), specifier);
      open.push([`${path}.d.ts`, join(path, "index.d.ts")].find(existsSync));
    }
  }
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    const path = join(folder, name);
    if (statSync(path).isFile() && !reached.has(path)) rmSync(path);
  }
}

module.exports = { removeUnreachable };
