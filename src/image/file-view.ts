import type { TraceStep } from "../finding";
import { HardLinks } from "./hard-links";
import type { Hiding } from "./model";
import { MountPoints } from "./mount-points";
import { isWithin, LONGEST_PATH, parentOf, resolvePath } from "./paths";
import { PlainFiles } from "./plain-files";
import { joined, type ViewFile } from "./view-file";

export { arrived, type ViewFile } from "./view-file";

export interface Hide {
  readonly how: Hiding;
  readonly step: TraceStep;
}

/** Directories that nearly every base image has, as far as a destination without a trailing slash can tell. */
const USUAL_DIRECTORIES = (
  "/ /bin /boot /dev /etc /home /lib /media /mnt /opt /proc /root /run /sbin /srv " +
  "/sys /tmp /usr /usr/bin /usr/lib /usr/local /usr/local/bin /usr/local/etc /usr/local/lib /usr/share /usr/src /var /var/lib /var/log /var/run /var/tmp"
).split(" ");

/** The dyed files that a stage sees at one moment, and the directories known to be there. */
export class FileView {
  #files: Map<string, ViewFile>;
  #directories: Set<string>;
  /** Another view has the same map, or set, which is copied before one of the two changes it. */
  #sharesFiles = false;
  #sharesDirectories = false;
  /** Whether a file may lie in a directory that is not known to be there. */
  #loose: boolean;
  /** What was at the paths that changed since the last `settle`. */
  #before = new Map<string, ViewFile | undefined>();
  #hides = new Map<string, Hide>();
  /** What was at these paths before may have been hidden since the last `settle`, or not. */
  #mayHide = new Set<string>();
  /** What stands where no secret is known. */
  readonly plain: PlainFiles;
  /** Texts written since they were last searched for secrets. */
  readonly unjudged: Set<string>;
  /** Every path at which a text was written: what a pattern can name. */
  readonly texts: Set<string>;
  /** Symbolic links that the build made, and their targets as they are written: a relative one leads elsewhere once the link is moved. */
  readonly links: Map<string, string>;
  readonly hardLinks: HardLinks;
  mounts = new MountPoints();

  /** `lacking`: usual directories that the base image does without. */
  constructor(from?: FileView, lacking: readonly string[] = []) {
    this.#files = from ? from.#files : new Map();
    this.#directories = from
      ? from.#directories
      : new Set(USUAL_DIRECTORIES.filter((usual) => !lacking.includes(usual)));
    this.#loose = from ? from.#loose : false;
    this.plain = new PlainFiles(from?.plain);
    this.unjudged = new Set(from?.unjudged);
    this.texts = new Set(from?.texts);
    this.links = new Map(from?.links);
    this.hardLinks = new HardLinks(from?.hardLinks);
    if (from) this.mounts = from.mounts;
  }

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
    const fork = new FileView(this);
    fork.#before = new Map(this.#before);
    fork.#hides = new Map(this.#hides);
    fork.#mayHide = new Set(this.#mayHide);
    this.#sharesFiles = fork.#sharesFiles = true;
    this.#sharesDirectories = fork.#sharesDirectories = true;
    return fork;
  }

  addDirectory(path: string): void {
    if (this.#directories.has(path) || path.length > LONGEST_PATH) return;
    this.#ownDirectories();
    for (let at = path; !this.#directories.has(at); at = parentOf(at)) this.#directories.add(at);
  }

  isDirectory(path: string): boolean {
    return this.#directories.has(path) || this.plain.at(path).kind === "directory";
  }

  write(path: string, file: ViewFile): void {
    this.links.delete(path);
    // What may not be there made no directory for sure.
    if (file.certain) this.addDirectory(parentOf(path));
    this.put(path, file);
  }

  /** Puts a file at a path or takes it away, with no trace of what was there: for what lies on a mount. */
  put(path: string, file: ViewFile | undefined): void {
    const old = this.#files.get(path);
    if (old === file) return;
    this.#ownFiles();
    if (!this.#before.has(path)) this.#before.set(path, old);
    if (!file || file.certain) this.#mayHide.delete(path);
    if (!file) this.#files.delete(path);
    else {
      this.#files.set(path, file);
      this.#loose ||= !this.#directories.has(parentOf(path));
    }
  }

  /** Whether a file of a lower layer may have been removed since the last `settle`, or not. */
  mayBeGone(path: string): boolean {
    return this.#mayHide.has(path);
  }

  /** A file of a lower layer may be hidden now, or not. */
  mayHide(path: string): void {
    if (this.#files.has(path)) this.#mayHide.add(path);
  }

  hide(path: string, hide: Hide): void {
    if (!this.#files.has(path)) return;
    this.put(path, undefined);
    this.#hides.set(path, hide);
  }

  /** The dyed files at a path: the file itself, or all below a directory. */
  below(path: string): readonly [string, ViewFile][] {
    // Most paths that are asked for are those of files, and there may be thousands of others.
    if (!this.#loose && !this.#directories.has(path)) {
      const file = this.#files.get(path);
      return file ? [[path, file]] : [];
    }
    const found: [string, ViewFile][] = [];
    for (const entry of this.#files) if (isWithin(entry[0], path)) found.push(entry);
    return found;
  }

  removeDirectory(path: string): void {
    // All that lie above a directory are known with it.
    if (!this.#directories.has(path)) return;
    this.#ownDirectories();
    for (const directory of this.#directories)
      if (directory !== "/" && isWithin(directory, path)) this.#directories.delete(directory);
    this.#loose = true;
  }

  /** Where a path leads through the links that the build made; the last name is not followed where `last` is false. */
  followed(path: string, last = true): string {
    if (this.links.size === 0) return path;
    let at = path;
    // A link to itself leads nowhere.
    for (let steps = 0; steps < 16; steps++) {
      const next = this.throughLink(at, last);
      if (next === undefined) return at;
      at = next;
    }
    return at;
  }

  private throughLink(path: string, last: boolean): string | undefined {
    for (let end = path.indexOf("/", 1); ; end = path.indexOf("/", end + 1)) {
      const whole = end < 0;
      if (whole && !last) return undefined;
      const link = whole ? path : path.slice(0, end);
      const target = this.links.get(link);
      if (target !== undefined) return resolvePath(parentOf(link), target + (whole ? "" : path.slice(end)));
      if (whole) return undefined;
    }
  }

  /**
   * Becomes what is known whichever of the branches was taken. What any of them wrote is kept, and what not all of them removed: a
   * delete that may not happen cleans nothing.
   */
  join(branches: readonly FileView[], merge: (one: string, other: string) => string): void {
    if (branches.some((branch) => branch.#files !== this.#files)) this.#joinFiles(branches, merge);
    for (const branch of branches) for (const path of branch.#mayHide) this.#mayHide.add(path);
    for (const branch of branches) {
      if (branch.#directories !== this.#directories)
        for (const directory of branch.#directories) this.addDirectory(directory);
      for (const path of branch.texts) this.texts.add(path);
      for (const [path, target] of branch.links) this.links.set(path, target);
    }
    this.hardLinks.join(branches.map((branch) => branch.hardLinks));
    this.unjudged.clear();
    this.plain.join(branches.map((branch) => branch.plain));
  }

  #joinFiles(branches: readonly FileView[], merge: (one: string, other: string) => string): void {
    const paths = new Set(branches.flatMap((branch) => [...branch.#files.keys()]));
    for (const path of [...this.#files.keys()]) if (!paths.has(path)) this.put(path, undefined);
    for (const branch of branches)
      for (const [path, hide] of branch.#hides) if (!paths.has(path)) this.#hides.set(path, hide);
    for (const path of paths) {
      const versions = branches.map((branch) => branch.#files.get(path));
      const original = this.atStart(path);
      const file = joined(versions, original, merge);
      this.put(path, file);
      if (original && new Set(versions).size > 1 && (file === original || !file?.certain))
        this.#mayHide.add(path);
    }
  }

  /** What was at a path at the last `settle`, before the instruction. */
  private atStart(path: string): ViewFile | undefined {
    return this.#before.has(path) ? this.#before.get(path) : this.#files.get(path);
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
    const surely = (path: string) => hidden.has(path) || written.get(path)?.certain === true;
    const mayHide = new Set([...this.#mayHide].filter((path) => !surely(path)));
    this.#before = new Map();
    this.#hides = new Map();
    this.#mayHide = new Set();
    this.hardLinks.clear();
    return { written, hidden, mayHide };
  }

  #ownFiles(): void {
    if (this.#sharesFiles) this.#files = new Map(this.#files);
    this.#sharesFiles = false;
  }

  #ownDirectories(): void {
    if (this.#sharesDirectories) this.#directories = new Set(this.#directories);
    this.#sharesDirectories = false;
  }
}

export type LayerDifference = {
  readonly written: ReadonlyMap<string, ViewFile>;
  readonly hidden: ReadonlyMap<string, Hide>;
  /** Paths where it may hide what lies below it, or not. */
  readonly mayHide: ReadonlySet<string>;
};
