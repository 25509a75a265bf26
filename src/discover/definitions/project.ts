import { posix } from "node:path";
import type { FileSystem } from "../../files/file-system";
import { SourceText } from "../../text/source";
import type { Definition } from "./definition";

/** A definition file, and what its reader needs of the project around it. */
export interface DefinitionFile {
  readonly source: SourceText;
  readonly files: FileSystem;
}

/** What a reader found in a file; `problem` where the file could not be read. */
export interface Definitions {
  readonly definitions: readonly Definition[];
  readonly problem?: string;
}

const LARGEST = 2_000_000;

export function readSource(path: string, files: FileSystem): SourceText | undefined {
  const bytes = files.read(path, LARGEST + 1);
  if (!bytes || bytes.length > LARGEST || bytes.includes(0)) return undefined;
  return new SourceText(path, new TextDecoder().decode(bytes));
}

/** What other builds of a project call a build by its name in a file: `target:base` of bake, `service:base` of compose. */
export const nameIn = (folder: string, kind: "target" | "service", name: string): string =>
  `${kind}:${name}@${folder}`;

/** A named context as a definition writes it: a folder, a build of the same project, or what it is as written. */
export function namedContext(written: string, folder: string): string {
  const [, kind, name = ""] = /^(target|service):(.*)$/.exec(written) ?? [];
  if (kind === "target" || kind === "service") return nameIn(folder, kind, name);
  return folderOf(written, folder) ?? written;
}

/** A folder as a definition writes it; undefined for what is no folder of this disk: URLs, `github.com/…`, `docker-image://`, `target:`. */
export function folderOf(written: string, base: string): string | undefined {
  if (/^[a-z][a-z0-9+.-]*:\/\/|^git@|^(?:target|service):|^github\.com\/|\.git(?:#.*)?$/i.test(written))
    return undefined;
  return posix.resolve(base, written);
}
