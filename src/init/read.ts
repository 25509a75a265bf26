import { posix } from "node:path";
import type { Project } from "./index";

const LARGEST = 1_000_000;

export const isThere = ({ files, directory }: Project, path: string): boolean =>
  files.kind(posix.join(directory, path)) !== undefined;

/** The text of a file of the project; undefined where it cannot be read. */
export function read({ files, directory }: Project, path: string): string | undefined {
  const bytes = files.read(posix.join(directory, path), LARGEST);
  return bytes && new TextDecoder().decode(bytes);
}

/** The names in a folder of the project, sorted; none where there is no such folder. */
export const names = ({ files, directory }: Project, path: string): string[] =>
  (files.list(posix.join(directory, path)) ?? []).map(({ name }) => name).sort();
