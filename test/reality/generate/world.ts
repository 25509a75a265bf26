import { posix } from "node:path";
import type { Random } from "../random";

/** A file worth moving about, one of whose lines only the builder knows more than that they are secret, or one of which nothing follows. */
export type FileKind = "dyed" | "opaque" | "clean";

/**
 * What a generator believes of a stage while it writes it, so that most commands find what they name. It knows no secrets:
 * where they go is for the build to show. `dyed` files are those that are worth moving about.
 */
export class World {
  readonly files: Map<string, FileKind>;
  readonly directories: Set<string>;
  /** Variables that a RUN sees. */
  readonly variables: Map<string, FileKind>;
  /** Those that hold whole files. */
  readonly multiline = new Set<string>();
  workdir: string;
  home: string;
  /** Targets of mounts: what lies there can be read, and not moved or removed. */
  readonly mounts: string[] = [];
  /** Files that have another name by a hard link: what is written to one may be in the other. */
  readonly linked: Set<string>;
  /** A directory where the next files are likely to go. */
  favourite: string | undefined;
  /** What reads a RUN. */
  shell: "sh" | "bash";

  constructor(parent?: World) {
    this.files = new Map(parent?.files);
    this.directories = new Set(
      parent?.directories ?? ["/", "/etc", "/root", "/tmp", "/opt", "/srv", "/home"],
    );
    this.variables = new Map(parent?.variables);
    this.linked = new Set(parent?.linked);
    this.workdir = parent?.workdir ?? "/";
    this.home = parent?.home ?? "/root";
    this.shell = parent?.shell ?? "sh";
  }

  absolute(path: string): string {
    return posix.resolve(this.workdir, path);
  }

  addFile(path: string, kind: FileKind): void {
    this.files.set(path, kind);
    this.addDirectory(posix.dirname(path));
  }

  addDirectory(path: string): void {
    for (let at = path; !this.directories.has(at); at = posix.dirname(at)) this.directories.add(at);
  }

  remove(path: string): void {
    for (const file of [...this.files.keys()]) if (isWithin(file, path)) this.files.delete(file);
    for (const directory of [...this.directories])
      if (isWithin(directory, path)) this.directories.delete(directory);
  }

  /** Has the files of another world from now on. */
  takeFiles(other: World): void {
    for (const path of other.linked) this.linked.add(path);
    this.files.clear();
    for (const [path, kind] of other.files) this.files.set(path, kind);
    this.directories.clear();
    for (const path of other.directories) this.directories.add(path);
  }

  /** A file that is there; mostly one that holds a secret. */
  file(random: Random): string | undefined {
    const dyed = [...this.files].flatMap(([path, kind]) => (kind === "clean" ? [] : [path]));
    const all = [...this.files.keys()];
    if (all.length === 0) return undefined;
    return dyed.length > 0 && random.chance(0.8) ? random.pick(dyed) : random.pick(all);
  }

  /** The same, but none that a mount holds. */
  ownFile(random: Random): string | undefined {
    const file = this.file(random);
    return file !== undefined && (this.isMounted(file) || this.linked.has(file)) ? undefined : file;
  }

  isMounted(path: string): boolean {
    return this.mounts.some((target) => isWithin(path, target) || isWithin(target, path));
  }

  /** A directory with files in it that is no part of the system. */
  filledDirectory(random: Random): string | undefined {
    const filled = [...new Set([...this.files.keys()].map((path) => posix.dirname(path)))].filter(
      (path) => !["/", "/etc", "/tmp", "/root"].includes(path) && !this.isMounted(path),
    );
    return filled.length > 0 ? random.pick(filled) : undefined;
  }

  variable(random: Random, kind: FileKind): string | undefined {
    const names = [...this.variables].flatMap(([name, own]) =>
      (own === "clean") === (kind === "clean") ? [name] : [],
    );
    return names.length > 0 ? random.pick(names) : undefined;
  }
}

export const isWithin = (path: string, directory: string): boolean =>
  directory === "/" || path === directory || path.startsWith(`${directory}/`);
