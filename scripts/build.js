// Builds dist/: the command line, the library, and the library's types.
const { execFileSync, spawnSync } = require("node:child_process");
const { chmodSync, rmSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");
const { build } = require("esbuild");
const { LAZY_PARTS, bundleOptions, lazyParts, root } = require("./bundle");
const { licensesOf } = require("./licenses");
const { removeUnreachable } = require("./types");

const PART_BEGIN = "(function(exports,require,module,__filename,__dirname){";
const PART_END = "})";

/** yargs' parser asks for a `require` of its own, for files of configuration that we do not read: to make it loads four modules of Node. */
const noRequireOfOwn = {
  name: "no-require-of-own",
  setup(build) {
    build.onResolve({ filter: /^node:module$/ }, () => ({ path: "module", namespace: "none" }));
    build.onLoad({ filter: /./, namespace: "none" }, () => ({
      contents: "exports.createRequire = undefined;",
    }));
  },
};

async function buildAll() {
  rmSync(join(root, "dist"), { recursive: true, force: true });
  const bundle = (entry, file, plugins = [lazyParts], options = {}) =>
    build({
      ...bundleOptions,
      plugins,
      entryPoints: [entry],
      outfile: `dist/${file}`,
      metafile: true,
      ...options,
    });
  const bundles = await Promise.all([
    // It has no packages in it, so what those ask for at their start is not made.
    bundle("src/cli/launch.ts", "cli.cjs", [], { banner: {} }),
    // It is written as the function that the launcher calls, so that its text, most of a megabyte, is not copied at each start.
    bundle("src/cli/bin.ts", "main.cjs", [lazyParts, noRequireOfOwn], {
      banner: { js: PART_BEGIN },
      footer: { js: PART_END },
      define: { ...bundleOptions.define, "import.meta.url": "undefined" },
    }),
    bundle("src/index.ts", "index.cjs"),
    // Of the parts only yargs asks where it lies.
    ...Object.values(LAZY_PARTS).map(({ entry, file }) =>
      bundle(entry, file, [], file === LAZY_PARTS["./help"].file ? {} : { banner: {} }),
    ),
  ]);
  // npm makes the command executable where it installs the package; a checkout of a tag is run as it is.
  chmodSync(join(root, "dist/cli.cjs"), 0o755);
  writeFileSync(
    join(root, "dist/third-party-licenses.txt"),
    licensesOf(bundles.flatMap(({ metafile }) => Object.keys(metafile.inputs))),
  );
  writeSchema();
  // Leaves the compiled forms for this machine's Node, so that the first run has them too.
  spawnSync(process.execPath, [join(root, "dist/cli.cjs"), "examples/storefront"], {
    cwd: root,
    stdio: "ignore",
  });
  const compiler = join(require.resolve("typescript/package.json"), "../bin/tsc");
  execFileSync(process.execPath, [compiler, "-p", join(__dirname, "tsconfig.types.json")], {
    stdio: "inherit",
  });
  removeUnreachable(join(root, "dist/types"), "src/index.d.ts");
}

/** The JSON schema of the configuration, for editors: made of what checks it. */
function writeSchema() {
  const { jsonSchema } = require(join(root, "dist/schema.cjs"));
  const { rules } = require(join(root, "dist/index.cjs"));
  const schema = jsonSchema(rules.map(({ id }) => id));
  writeFileSync(join(root, "dist/config.schema.json"), `${JSON.stringify(schema, undefined, 2)}\n`);
}

module.exports = { buildAll };

if (require.main === module) {
  buildAll().catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
