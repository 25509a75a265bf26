import { join } from "node:path";
import { buildSync } from "esbuild";

const { bundleOptions, root } = require("../../scripts/bundle") as {
  bundleOptions: import("esbuild").BuildOptions;
  root: string;
};

/**
 * A module of the sources as it is in the bundle. yargs is published in a form that Jest cannot load, and what ships is the
 * bundle, so that is what is tested.
 */
export function bundled<Exports>(path: string): Exports {
  const { outputFiles } = buildSync({
    ...bundleOptions,
    minify: false,
    entryPoints: [path],
    outfile: "dist/test.cjs",
    write: false,
  });
  const module = { exports: {} };
  const folder = join(root, "dist");
  const load = new Function("module", "exports", "require", "__filename", "__dirname", outputFiles![0]!.text);
  load(module, module.exports, require, join(folder, "test.cjs"), folder);
  return module.exports as Exports;
}
