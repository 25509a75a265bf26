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
  readonly files: Map<string, ViewFile>;
  readonly directories: Set<string>;
  /** What was hidden since the last `fork`, by path. */
  readonly hides = new Map<string, Hide>();

  constructor(from?: FileView) {
    this.files = new Map(from?.files);
    this.directories = new Set(from?.directories ?? USUAL_DIRECTORIES);
  }

  fork(): FileView {
    return new FileView(this);
  }

  addDirectory(path: string): void {
    for (let at = path; !this.directories.has(at); at = parentOf(at)) this.directories.add(at);
  }

  isDirectory(path: string): boolean {
    return this.directories.has(path);
  }

  write(path: string, file: ViewFile): void {
    this.addDirectory(parentOf(path));
    this.files.set(path, file);
  }

  hide(path: string, hide: Hide): void {
    if (!this.files.delete(path)) return;
    this.hides.set(path, hide);
  }

  /** The dyed files at a path: the file itself, or all below a directory. */
  *below(path: string): Generator<[string, ViewFile]> {
    for (const entry of [...this.files]) if (isWithin(entry[0], path)) yield entry;
  }

  removeDirectory(path: string): void {
    for (const directory of [...this.directories])
      if (directory !== "/" && isWithin(directory, path)) this.directories.delete(directory);
  }

  /**
   * Takes in what another branch of a condition did. What either wrote is kept; what only one of them removed is kept,
   * since a delete that may not happen cleans nothing.
   */
  join(other: FileView, before: ReadonlyMap<string, ViewFile>): void {
    for (const path of new Set([...this.files.keys(), ...other.files.keys()])) {
      const mine = this.files.get(path);
      const theirs = other.files.get(path);
      if (mine === theirs) continue;
      const kept = mine ?? theirs!;
      const old = before.get(path);
      if (mine && theirs) this.files.set(path, mine === old ? { ...theirs, certain: old.certain } : mine);
      else this.files.set(path, kept === old ? kept : { ...kept, certain: false });
      this.hides.delete(path);
    }
    for (const directory of other.directories) this.directories.add(directory);
    for (const [path, hide] of other.hides) if (!this.files.has(path)) this.hides.set(path, hide);
  }
}

export type LayerDifference = {
  readonly written: ReadonlyMap<string, ViewFile>;
  readonly hidden: ReadonlyMap<string, Hide>;
};

/** What one instruction changed: the content of its layer, as far as dyed files go. */
export function difference(before: FileView, after: FileView): LayerDifference {
  const written = new Map<string, ViewFile>();
  const hidden = new Map<string, Hide>();
  for (const [path, file] of after.files) if (before.files.get(path) !== file) written.set(path, file);
  for (const path of before.files.keys()) {
    const hide = after.hides.get(path);
    if (hide && !after.files.has(path)) hidden.set(path, hide);
  }
  return { written, hidden };
}

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
