import type { FileSystem } from "../files/file-system";
import { SourceText } from "../text/source";
import { Dockerignore } from "./dockerignore";
import { DockerignoreError } from "./dockerignore-error";
import { absolutePath, resolveInside } from "./links";
import type { ContextProblem, IgnoreFile } from "./types";
import { firstRefusal } from "./walk";

export interface IgnoreFileOptions {
  readonly files: FileSystem;
  /** The context's root: absolute. */
  readonly root: string;
  /** Absolute. A named context has none, so only the ignore file at its root counts (build-semantics 7.2). */
  readonly dockerfile?: string;
  /** Overrides the search: absolute; null where no ignore file counts. */
  readonly ignoreFile?: string | null;
}

export interface FoundIgnoreFile {
  readonly ignoreFile: IgnoreFile | undefined;
  readonly replacedIgnoreFile: IgnoreFile | undefined;
  readonly problems: readonly ContextProblem[];
}

/** The ignore file in force: the one beside the Dockerfile that bears its name, or else that of the context's root (dockerignore rules 1 to 10). A refused one is a problem and counts as none. */
export function findIgnoreFile(options: IgnoreFileOptions): FoundIgnoreFile {
  const { files, root, dockerfile, ignoreFile } = options;
  if (ignoreFile === null) return nothing;
  if (ignoreFile !== undefined) {
    const text = readText(files, ignoreFile);
    if (text === undefined) return { ...nothing, problems: [{ path: ignoreFile, message: unreadable }] };
    return inForce(options, ignoreFile, text, undefined);
  }
  const general = `${root === "/" ? "" : root}/.dockerignore`;
  const generalText = readInside(files, root, ".dockerignore");
  const specific = `${dockerfile}.dockerignore`;
  const specificText = dockerfile === undefined ? undefined : readBeside(files, dockerfile, specific);
  if (specificText !== undefined && (specificText !== "" || !namesFrontend(files, dockerfile ?? ""))) {
    const replaced = generalText === undefined ? undefined : parsed(general, generalText);
    return inForce(
      options,
      specific,
      specificText,
      replaced instanceof DockerignoreError ? undefined : replaced,
    );
  }
  return generalText === undefined ? nothing : inForce(options, general, generalText, undefined);
}

const nothing: FoundIgnoreFile = { ignoreFile: undefined, replacedIgnoreFile: undefined, problems: [] };
const consequence = "until then the build is checked as if there were no ignore file";
const unreadable = `This ignore file cannot be read. Check that it is a file and that you may read it; ${consequence}.`;

function inForce(
  { files, root }: IgnoreFileOptions,
  path: string,
  text: string,
  replacedIgnoreFile: IgnoreFile | undefined,
): FoundIgnoreFile {
  const found = parsed(path, text);
  const error = found instanceof DockerignoreError ? found : refusal(files, root, found.rules);
  if (!(found instanceof DockerignoreError) && !error)
    return { ignoreFile: found, replacedIgnoreFile, problems: [] };
  const message = `Docker refuses this ignore file, ${error?.message}. Mend or remove the line; ${consequence}.`;
  return { ...nothing, problems: [{ path, message }] };
}

/** Most files have no malformed line; only for one that has is every path of the context asked. */
const refusal = (files: FileSystem, root: string, rules: Dockerignore): DockerignoreError | undefined =>
  rules.patterns.some(({ malformed }) => malformed) ? firstRefusal({ files, root, rules }) : undefined;

function parsed(path: string, text: string): IgnoreFile | DockerignoreError {
  try {
    return { source: new SourceText(path, text), rules: Dockerignore.parse(text) };
  } catch (error) {
    if (error instanceof DockerignoreError) return error;
    throw error;
  }
}

/** A link is followed inside the directory that is transferred; a directory of that name is no ignore file (dockerignore rule 9). */
function readInside(files: FileSystem, root: string, name: string): string | undefined {
  const place = resolveInside(files, root, name);
  const path = place === undefined ? undefined : absolutePath(root, place);
  return path !== undefined && files.kind(path) === "file" ? readText(files, path) : undefined;
}

function readBeside(files: FileSystem, dockerfile: string, path: string): string | undefined {
  const cut = dockerfile.lastIndexOf("/");
  return readInside(files, dockerfile.slice(0, cut) || "/", path.slice(cut + 1));
}

function readText(files: FileSystem, path: string): string | undefined {
  const bytes = files.read(path);
  return bytes && new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
}

/** An empty file beside the Dockerfile counts for the built-in frontend, and gets lost on the way to one named by `# syntax=` (dockerignore rule 6). */
function namesFrontend(files: FileSystem, dockerfile: string): boolean {
  const lines = (readText(files, dockerfile) ?? "").split("\n", 10);
  const end = lines.findIndex((line) => !/^\s*#/.test(line));
  return lines.slice(0, end < 0 ? lines.length : end).some((line) => /^\s*#\s*syntax\s*=\s*\S/i.test(line));
}
