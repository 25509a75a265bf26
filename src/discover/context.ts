import { posix } from "node:path";
import { parseDockerfile, readStatement, type Statement } from "../dockerfile";
import type { FileSystem } from "../files/file-system";

/** What is read of a Dockerfile to guess its context; a file larger than this has its own folder for context. */
const READ_LIMIT = 1_000_000;

/**
 * The context that a Dockerfile is most likely built with where nobody says: its own folder, or, where nothing that its COPY
 * instructions name is there (`docker/Dockerfile` that copies `src`), the ancestor up to `root` that has most of it, the nearest
 * of equals. Paths are absolute; `root` is the Dockerfile's folder or an ancestor of it.
 */
export function guessContext(
  dockerfile: string,
  text: string | undefined,
  root: string,
  files: FileSystem,
): string {
  const own = posix.dirname(dockerfile);
  if (own === root || !isInside(own, root)) return own;
  const sources = namedSources(text ?? readText(dockerfile, files));
  const present = (folder: string) =>
    sources.filter((source) => files.kind(posix.join(folder, source)) !== undefined).length;
  if (sources.length === 0 || present(own) > 0) return own;
  let best = own;
  let most = 0;
  for (let folder = own; folder !== root; ) {
    folder = posix.dirname(folder);
    const count = present(folder);
    if (count > most) [best, most] = [folder, count];
  }
  return best;
}

export const isInside = (path: string, folder: string): boolean =>
  path === folder || path.startsWith(folder.endsWith("/") ? folder : `${folder}/`);

function readText(path: string, files: FileSystem): string {
  const bytes = files.read(path, READ_LIMIT + 1);
  return bytes && bytes.length <= READ_LIMIT ? new TextDecoder().decode(bytes) : "";
}

/** The paths of the context that COPY and ADD name, as far as they are written out: before a wildcard, and no variables. */
export function namedSources(text: string): string[] {
  const named = new Set<string>();
  for (const instruction of parseDockerfile(text).instructions) {
    for (const source of sourcesOf(readStatement(instruction))) {
      if (/\$|^[a-z+]+:\/\/|^git@/i.test(source)) continue;
      const parts = posix.join("/", source).split("/").slice(1);
      const wildcard = parts.findIndex((part) => /[*?[\]\\]/.test(part));
      const path = (wildcard < 0 ? parts : parts.slice(0, wildcard)).join("/").replace(/\/$/, "");
      if (path !== "") named.add(path);
    }
  }
  return [...named];
}

function sourcesOf(statement: Statement): string[] {
  const copies = (statement.kind === "copy" || statement.kind === "add") && !statement.from;
  return copies ? statement.sources.map(({ text }) => text) : [];
}
