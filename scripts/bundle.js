const { join } = require("node:path");

const root = join(__dirname, "..");

/** What few runs need, by the name under which a function requires it: each is a file of its own that a plain run does not read. */
const LAZY_PARTS = {
  "dockerfile-ast": { entry: "dockerfile-ast", file: "dockerfile-ast.cjs" },
  "fast-glob": { entry: "fast-glob", file: "fast-glob.cjs" },
  "./html": { entry: "src/reporters/html/index.ts", file: "html.cjs" },
  "./ci": { entry: "src/reporters/ci/index.ts", file: "ci.cjs" },
  "./formats": { entry: "src/discover/definitions/formats.ts", file: "formats.cjs" },
  "./help": { entry: "src/cli/help.ts", file: "help.cjs" },
  yaml: { entry: "yaml", file: "yaml.cjs" },
  "./serve-editor": { entry: "src/cli/serve-editor.ts", file: "lsp.cjs" },
  "./schema": { entry: "src/config/schema.ts", file: "schema.cjs" },
};

/**
 * How a bundle is made of the sources: one minified CommonJS file.
 * @type {import("esbuild").BuildOptions}
 */
const bundleOptions = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  legalComments: "none",
  // The style and the script of the HTML page go into it as they are.
  loader: { ".css": "text", ".client.js": "text" },
  // yargs measures texts by a package that costs a quarter of a run to load; ours measures the same.
  alias: {
    "string-width": join(root, "src/reporters/width.ts"),
    assert: join(root, "scripts/lazy-assert.js"),
  },
  define: {
    "import.meta.url": "importMetaUrl",
    // yargs asks for the terminal's width when it is loaded, which makes the stream; we tell it the width.
    "process.stdout.columns": "undefined",
  },
  // Written with blanks, for publint tells CommonJS by a `require` that stands apart; a table's text "configure import" looks like ESM.
  banner: { js: 'const importMetaUrl = require("node:url").pathToFileURL(__filename).href;' },
  logLevel: "warning",
};

/** Leaves the lazy parts out of a bundle, which then finds them beside it. */
const lazyParts = {
  name: "lazy-parts",
  setup(build) {
    build.onResolve({ filter: /./ }, ({ path, kind }) => {
      const part = kind === "require-call" ? LAZY_PARTS[path] : undefined;
      return part && { path: `./${part.file}`, external: true };
    });
  },
};

module.exports = { LAZY_PARTS, bundleOptions, lazyParts, root };
