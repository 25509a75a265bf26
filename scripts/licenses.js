const { readdirSync, readFileSync } = require("node:fs");
const { join } = require("node:path");
const { root } = require("./bundle");

/** The licences of the packages that are in the bundles, by the files that went into those; each package once, by name. */
function licensesOf(inputs) {
  const packages = new Set(
    inputs.flatMap((path) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []),
  );
  return [...packages].sort().map(licenseOf).join("\n");
}

function licenseOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));
  const file = readdirSync(join(root, folder)).find((each) => /^licen[cs]e/i.test(each));
  const text = file
    ? readFileSync(join(root, folder, file), "utf8").trim()
    : "(The package holds no text of it.)";
  const head = `${name} ${version} (${license})`;
  return `${head}\n${"-".repeat(head.length)}\n\n${text}\n`;
}

module.exports = { licensesOf };
