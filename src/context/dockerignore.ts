import { insideRoot } from "./go-text";
import { readIgnoreLines } from "./ignore-lines";
import type { IgnorePattern } from "./ignore-pattern";
import { type Hits, PatternList, withAncestors } from "./pattern-list";

/** What becomes of a file: an `emptied` one arrives with 0 bytes (dockerignore rule 38). */
export type Verdict = "sent" | "ignored" | "emptied";

/** A directory as the walk sees it. */
export interface Folder {
  readonly hits: Hits;
  /** No entry of its own is sent for it. */
  readonly excluded: boolean;
  /** The walk does not enter it, or a directory above it. */
  readonly skipped: boolean;
}

/** An ignore file with Docker's own rules. Paths are relative to the context, with `/`. */
export class Dockerignore {
  readonly #list: PatternList;
  /** Paths of exceptions, each with `/`, that keep folders above them open; undefined where a wildcard keeps all open (rule 40). */
  readonly #kept: readonly string[] | undefined;
  /** The context's root. */
  readonly top: Folder;

  private constructor(
    /** The whole file. */
    readonly text: string,
    /** Lines that say something, in order; comments and blank lines are left out. */
    readonly patterns: readonly IgnorePattern[],
  ) {
    this.#list = new PatternList(patterns);
    const kept = patterns
      .filter(({ exception }) => exception)
      .map(({ pattern }) => withoutTrailingGlob(pattern));
    this.#kept = kept.some((path) => /[*[\]?^\\]/.test(path)) ? undefined : kept.map((path) => `${path}/`);
    this.top = { hits: this.#list.none, excluded: false, skipped: false };
  }

  /**
   * Reads an ignore file.
   * @throws DockerignoreError where Docker refuses the file before it looks at any path.
   */
  static parse(text: string): Dockerignore {
    return new Dockerignore(text, readIgnoreLines(text));
  }

  /**
   * What becomes of a file at a path.
   * @throws DockerignoreError where the build fails as a malformed line is asked about the path.
   */
  verdict(path: string): Verdict {
    const clean = insideRoot(path);
    return this.verdictIn(this.#folderOf(clean), clean);
  }

  /** The 1-based line that had the last word about a path; undefined where none has, or where asking fails. */
  decidingLine(path: string): number | undefined {
    const clean = insideRoot(path);
    try {
      const folder = this.#folderOf(clean);
      const hits = folder.skipped ? folder.hits : this.#list.ask(clean, folder.hits);
      return this.patterns[hits.decidedBy]?.line;
    } catch {
      return undefined;
    }
  }

  /** Whether the walk stays out of a directory, because of it or of one above. @throws DockerignoreError */
  canSkip(directory: string): boolean {
    return this.#folder(insideRoot(directory)).skipped;
  }

  /** Whether a directory gets no entry of its own; files below may be sent all the same. @throws DockerignoreError */
  excluded(directory: string): boolean {
    return this.#folder(insideRoot(directory)).excluded;
  }

  /** A directory from the one above it: a walk asks each directory once and keeps the answer for its children (rule 35). @throws DockerignoreError */
  enter(parent: Folder, path: string): Folder {
    if (parent.skipped) return parent;
    const hits = this.#list.ask(path, parent.hits);
    return { hits, excluded: hits.ignored, skipped: hits.ignored && !this.#keepsOpen(path) };
  }

  /** `verdict` for a file in a directory that the walk knows. @throws DockerignoreError */
  verdictIn(parent: Folder, path: string): Verdict {
    if (parent.skipped) return "ignored";
    const hits = this.#list.ask(path, parent.hits);
    if (hits.ignored) return "ignored";
    // Where no line spoke, every line that ignores was asked on the way, and the sender finds none either.
    return hits.decidedBy >= 0 && this.#arrivesEmpty(path) ? "emptied" : "sent";
  }

  #arrivesEmpty(path: string): boolean {
    try {
      return this.#list.askAlone(path);
    } catch {
      // The sender drops this error as well, and the bytes with it.
      return true;
    }
  }

  #keepsOpen(path: string): boolean {
    return this.#kept === undefined || this.#kept.some((kept) => kept.startsWith(`${path}/`));
  }

  #folder(path: string): Folder {
    let folder = this.top;
    if (path !== ".") for (const each of withAncestors(path)) folder = this.enter(folder, each);
    return folder;
  }

  #folderOf(path: string): Folder {
    const cut = path.lastIndexOf("/");
    return cut < 0 ? this.top : this.#folder(path.slice(0, cut));
  }
}

/** Without one `/**` and then one `/*` at the end, in this order. */
const withoutTrailingGlob = (pattern: string): string => pattern.replace(/\/\*\*$/, "").replace(/\/\*$/, "");
