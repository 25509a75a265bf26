import { type ContextOptions, openContext } from "./open-context";
import type { BuildContext } from "./types";

export type OpenContext = (options: ContextOptions) => BuildContext;

interface Kept {
  readonly context: BuildContext;
  readonly options: ContextOptions;
}

/**
 * Contexts that stay open, with all that was read of them, until something in them changes. The judge and the file system of a context
 * must be the same each time it is opened.
 */
export class KeptContexts {
  readonly #kept = new Map<string, Kept>();

  readonly open: OpenContext = (options) => {
    const { root, dockerfile, ignoreFile } = options;
    const key = [root, dockerfile, ignoreFile].map(String).join("\0");
    const kept = this.#kept.get(key) ?? { context: openContext(options), options };
    this.#kept.set(key, kept);
    return kept.context;
  };

  /**
   * Closes each context that holds a path (absolute) or lies in it, and each that reads it for its ignore file. Its own Dockerfile is not
   * searched, so a new text of that changes nothing.
   */
  forget(path: string): void {
    for (const [key, { options }] of this.#kept) {
      const { root, dockerfile, ignoreFile } = options;
      const holds = isBelow(path, root) && path !== dockerfile;
      if (holds || isBelow(root, path) || path === ignoreFile || path === `${dockerfile}.dockerignore`)
        this.#kept.delete(key);
    }
  }
}

const isBelow = (path: string, folder: string): boolean =>
  path === folder || path.startsWith(folder.endsWith("/") ? folder : `${folder}/`);
