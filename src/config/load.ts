import { posix } from "node:path";
import type { FileSystem } from "../files/file-system";
import { relativeTo } from "../text/relative";
import { ConfigError, type LoadedConfig } from "./config";
import { JsonSyntaxError, readJson } from "./json";

const NAME = "watertight.config.json";
const LARGEST = 1_000_000;

export interface LoadOptions {
  /** The working directory: absolute. */
  readonly directory: string;
  readonly files: FileSystem;
  /** The file that a person named; else the nearest upward from the working directory, if any. */
  readonly path?: string;
  /** The ids that `rules` may name. */
  readonly rules: readonly string[];
}

/** Reads the configuration. Throws ConfigError where it cannot be read or is wrong. */
export function loadConfig({ directory, files, path, rules }: LoadOptions): LoadedConfig {
  const file = path === undefined ? findUpward(directory, files) : posix.resolve(directory, path);
  if (file === undefined) return { config: {} };
  const name = relativeTo(directory, file);
  const bytes = files.read(file, LARGEST);
  if (!bytes) throw new ConfigError(`${name}: There is no such file, or it cannot be read.`);

  // Most projects have no configuration, and a run without one does not pay for what checks it.
  const { check } = require("./schema") as typeof import("./schema");
  try {
    const json = readJson(new TextDecoder().decode(bytes));
    const checked = check(json.value, rules);
    if ("config" in checked) return { config: checked.config, folder: posix.dirname(file) };
    throw new ConfigError(`${name}:${json.lineOf(checked.path)}: ${checked.message}`);
  } catch (error) {
    if (error instanceof JsonSyntaxError) throw new ConfigError(`${name}:${error.line}: ${error.message}`);
    throw error;
  }
}

function findUpward(directory: string, files: FileSystem): string | undefined {
  for (let folder = directory; ; folder = posix.dirname(folder)) {
    const file = posix.join(folder, NAME);
    if (files.kind(file) !== undefined) return file;
    if (folder === posix.dirname(folder)) return undefined;
  }
}
