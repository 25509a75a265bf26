import { posix } from "node:path";
import type { FileSystem } from "../files/file-system";
import { relativeTo } from "../text/relative";
import { ConfigError, type LoadedConfig } from "./config";
import { JsonSyntaxError, readJson } from "./json";

/** In this order, where a folder has several. In package.json the configuration is the value of `watertight`. */
const NAMES = ["watertight.config.json", "watertight.config.jsonc", ".watertightrc", "package.json"];
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
  const text = read(file, files);
  if (text === undefined) throw new ConfigError(`${name}: There is no such file, or it cannot be read.`);

  // Most projects have no configuration, and a run without one does not pay for what checks it.
  const { check } = require("./schema") as typeof import("./schema");
  try {
    const json = readJson(text);
    const prefix = isPackage(file) ? ["watertight"] : [];
    const value = prefix.reduce<unknown>((part, key) => (part as Record<string, unknown>)[key], json.value);
    const checked = check(value, rules);
    if ("config" in checked) return { config: checked.config, file, folder: posix.dirname(file) };
    throw new ConfigError(`${name}:${json.lineOf([...prefix, ...checked.path])}: ${checked.message}`);
  } catch (error) {
    if (error instanceof JsonSyntaxError) throw new ConfigError(`${name}:${error.line}: ${error.message}`);
    throw error;
  }
}

function findUpward(directory: string, files: FileSystem): string | undefined {
  for (let folder = directory; ; folder = posix.dirname(folder)) {
    for (const name of NAMES) {
      const file = posix.join(folder, name);
      if (files.kind(file) === undefined) continue;
      if (!isPackage(file) || configures(file, files)) return file;
    }
    if (folder === posix.dirname(folder)) return undefined;
  }
}

const isPackage = (file: string): boolean => posix.basename(file) === "package.json";

/** Whether a package.json has the key; one that is broken is npm's to tell of. */
function configures(file: string, files: FileSystem): boolean {
  const text = read(file, files);
  if (!text?.includes('"watertight"')) return false;
  try {
    const { value } = readJson(text);
    return typeof value === "object" && value !== null && "watertight" in value;
  } catch (error) {
    if (error instanceof JsonSyntaxError) return false;
    throw error;
  }
}

function read(file: string, files: FileSystem): string | undefined {
  const bytes = files.read(file, LARGEST);
  return bytes && new TextDecoder().decode(bytes);
}
