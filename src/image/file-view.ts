import type { TraceStep } from "../finding";
import type { Arrival, DyedFile, Hiding } from "./model";
import { isWithin, parentOf } from "./paths";

/** A dyed file as the evaluator holds it: with its text, in which marks stand for the secrets. */
export interface ViewFile {
  readonly content: string;
  readonly arrival: Arrival;
  readonly by: string;
  readonly source?: string;
  readonly entered: TraceStep;
  /** Lies on a mount: nothing of it is in the layer until something copies it. */
  readonly mounted?: true;
  readonly certain: boolean;
  readonly incidental: boolean;
}

export interface Hide {
  readonly how: Hiding;
  readonly step: TraceStep;
}

/** Directories that every base image has, as far as a destination without a trailing slash can tell. */
const USUAL_DIRECTORIES = [
  "/",
  "/bin",
  "/boot",
  "/dev",
  "/etc",
  "/home",
  "/lib",
  "/media",
  "/mnt",
  "/opt",
  "/proc",
  "/root",
  "/run",
  "/sbin",
  "/srv",
  "/sys",
  "/tmp",
  "/usr",
  "/usr/bin",
  "/usr/lib",
  "/usr/local",
  "/usr/local/bin",
  "/usr/local/etc",
  "/usr/local/lib",
  "/usr/share",
  "/usr/src",
  "/var",
  "/var/lib",
  "/var/log",
  "/var/run",
  "/var/tmp",
];

/** The dyed files that a stage sees at one moment, and the directories known to be there. */
export class FileView {
  #files: Map<string, ViewFile> = new Map();
  #directories: Set<string> = new Set(USUAL_DIRECTORIES);
  /** Another view has the same map and set, which are copied before one of the two changes them. */
  #shared = false;
  /** What was at the paths that changed since the last `settle`. */
  #before = new Map<string, ViewFile | undefined>();
  #hides = new Map<string, Hide>();

  get files(): ReadonlyMap<string, ViewFile> {
    return this.#files;
  }

  get directories(): ReadonlySet<string> {
    return this.#directories;
  }

  /** What was hidden since the last `settle`, by path. */
  get hides(): ReadonlyMap<string, Hide> {
    return this.#hides;
  }

  /** A view that starts as this one is and goes its own way. Cheap until one of the two changes. */
  fork(): FileView {
    const fork = new FileView();
    fork.#files = this.#files;
    fork.#directories = this.#directories;
    fork.#before = new Map(this.#before);
    fork.#hides = new Map(this.#hides);
    this.#shared = true;
    fork.#shared = true;
    return fork;
  }

  addDirectory(path: string): void {
    if (this.#directories.has(path)) return;
    this.#own();
    for (let at = path; !this.#directories.has(at); at = parentOf(at)) this.#directories.add(at);
  }

  isDirectory(path: string): boolean {
    return this.#directories.has(path);
  }

  write(path: string, file: ViewFile): void {
    this.addDirectory(parentOf(path));
    this.put(path, file);
  }

  /** Puts a file at a path or takes it away, with no trace of what was there: for what lies on a mount. */
  put(path: string, file: ViewFile | undefined): void {
    const old = this.#files.get(path);
    if (old === file) return;
    this.#own();
    if (!this.#before.has(path)) this.#before.set(path, old);
    if (file) this.#files.set(path, file);
    else this.#files.delete(path);
  }

  hide(path: string, hide: Hide): void {
    if (!this.#files.has(path)) return;
    this.put(path, undefined);
    this.#hides.set(path, hide);
  }

  /** The dyed files at a path: the file itself, or all below a directory. */
  below(path: string): readonly [string, ViewFile][] {
    const found: [string, ViewFile][] = [];
    for (const entry of this.#files) if (isWithin(entry[0], path)) found.push(entry);
    return found;
  }

  removeDirectory(path: string): void {
    const gone = [...this.#directories].filter((directory) => directory !== "/" && isWithin(directory, path));
    if (gone.length > 0) this.#own();
    for (const directory of gone) this.#directories.delete(directory);
  }

  /**
   * Takes in what another branch of a condition did. What either wrote is kept; what only one of them removed is kept,
   * since a delete that may not happen cleans nothing.
   */
  join(other: FileView, before: ReadonlyMap<string, ViewFile>): void {
    for (const path of new Set([...this.#files.keys(), ...other.#files.keys()])) {
      const mine = this.#files.get(path);
      const theirs = other.#files.get(path);
      if (mine === theirs) continue;
      const kept = mine ?? theirs!;
      const old = before.get(path);
      if (mine && theirs) this.put(path, mine === old ? { ...theirs, certain: old.certain } : mine);
      else this.put(path, kept === old ? kept : { ...kept, certain: false });
      this.#hides.delete(path);
    }
    for (const directory of other.#directories) this.addDirectory(directory);
    for (const [path, hide] of other.#hides) if (!this.#files.has(path)) this.#hides.set(path, hide);
  }

  /** What changed since it was last asked: the content of a layer, as far as dyed files go. */
  settle(): LayerDifference {
    const written = new Map<string, ViewFile>();
    const hidden = new Map<string, Hide>();
    for (const [path, before] of this.#before) {
      const file = this.#files.get(path);
      const hide = this.#hides.get(path);
      if (file && file !== before) written.set(path, file);
      else if (!file && before && hide) hidden.set(path, hide);
    }
    this.#before = new Map();
    this.#hides = new Map();
    return { written, hidden };
  }

  #own(): void {
    if (!this.#shared) return;
    this.#files = new Map(this.#files);
    this.#directories = new Set(this.#directories);
    this.#shared = false;
  }
}

export type LayerDifference = {
  readonly written: ReadonlyMap<string, ViewFile>;
  readonly hidden: ReadonlyMap<string, Hide>;
};

export const dyedFile = (path: string, file: ViewFile, dyes: DyedFile["dyes"]): DyedFile => ({
  path,
  dyes,
  arrival: file.arrival,
  by: file.by,
  entered: file.entered,
  certain: file.certain,
  incidental: file.incidental,
  ...(file.source === undefined ? {} : { source: file.source }),
});
