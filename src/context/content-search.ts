import type { Folder } from "./dockerignore";
import { childPath } from "./go-text";
import { absolutePath } from "./links";
import type { ContextProblem, ContextSearch, SecretFile } from "./types";
import type { WalkedContext } from "./walk";

/** The files of one directory of which the walk knew nothing to tell: names, as most are never asked for by their paths. */
export interface PlainFiles {
  readonly directory: string;
  readonly folder: Folder;
  readonly names: readonly string[];
}

/** No more of one file is searched, and no more of all files together, in bytes. */
const fileLimit = 1_000_000;
const totalLimit = 256_000_000;

/** Searches files that a COPY takes for credentials by their shape: each once, when it is first asked for. */
export class ContentSearch {
  readonly #found = new Map<string, SecretFile | undefined>();
  #bytes = 0;

  constructor(
    private readonly context: WalkedContext,
    private readonly search: ContextSearch,
  ) {}

  /** What is wrong with one file that would be sent, if anything. */
  file(path: string): SecretFile | undefined {
    if (this.#found.has(path)) return this.#found.get(path);
    const found = this.#read(path);
    this.#found.set(path, found);
    return found;
  }

  /** What is wrong with the files that would be sent among those given. */
  files(plain: Iterable<PlainFiles>): SecretFile[] {
    const found: SecretFile[] = [];
    for (const { directory, folder, names } of plain) {
      for (const name of names) {
        const path = childPath(directory, name);
        const known = this.#found.has(path) || this.context.rules.verdictIn(folder, path) === "sent";
        const file = known ? this.file(path) : undefined;
        if (file) found.push(file);
      }
    }
    return found;
  }

  get problems(): readonly ContextProblem[] {
    if (this.#bytes <= totalLimit) return [];
    const message = `The build copies more than ${totalLimit / 1_000_000} MB of text, of which only so much was searched for credentials. Name what the image does not need in the ignore file, or search none with --no-content.`;
    return [{ path: this.context.root, message }];
  }

  #read(path: string): SecretFile | undefined {
    if (!this.search.isSearched(path, path.slice(path.lastIndexOf("/") + 1))) return undefined;
    if (this.#bytes > totalLimit) return undefined;
    const bytes = this.context.files.read(absolutePath(this.context.root, path), fileLimit);
    this.#bytes += bytes?.length ?? 0;
    const verdict = bytes && this.search.search(path, bytes);
    return verdict && { path, verdict, directory: false };
  }
}
