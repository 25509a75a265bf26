import { posix } from "node:path";
import type { ContextFile } from "../build-case";
import type { Random } from "../random";
import { type Canaries, SECRET_FILES } from "./secrets";
import { type FileKind, isWithin, type World } from "./world";

/** What the mounts of all RUNs of a build share. */
export interface MountSources {
  readonly secrets: Record<string, string>;
  readonly caches: Map<string, ReadonlyMap<string, FileKind>>;
  readonly files: Readonly<Record<string, ContextFile>>;
  /** Earlier stages by name. */
  readonly stages: ReadonlyMap<string, World>;
  /** Makes the ids of this build's caches its own: a daemon keeps caches for all builds. */
  readonly id: string;
}

interface Mounted {
  readonly target: string;
  readonly covered: ReadonlyMap<string, FileKind>;
  readonly cache?: string;
  /** The topmost directory that is made for the mount, and goes with it. */
  readonly made: string | undefined;
}

/** The mounts of one RUN: flags, and files that are there while it runs. */
export class Mounts {
  readonly #mounted: Mounted[] = [];

  constructor(
    private readonly random: Random,
    private readonly canaries: Canaries,
    private readonly sources: MountSources,
  ) {}

  apply(world: World): string[] {
    const { random } = this;
    if (!random.chance(0.3)) return [];
    const kinds = [this.secret, this.secret, this.cache, this.bind, this.temporary];
    const flags = Array.from({ length: random.chance(0.8) ? 1 : 2 }, () =>
      random.pick(kinds).call(this, world),
    );
    return flags.filter((flag) => flag !== undefined);
  }

  /** Takes the mounts off: what lies in a cache is there for the next RUN that mounts it. */
  release(world: World): void {
    for (const { target, covered, cache, made } of this.#mounted.reverse()) {
      const inside = new Map([...world.files].filter(([path]) => isWithin(path, target)));
      if (made !== undefined) world.remove(made);
      for (const path of inside.keys()) world.files.delete(path);
      for (const [path, kind] of covered) world.files.set(path, kind);
      if (cache !== undefined)
        this.sources.caches.set(
          cache,
          new Map([...inside].map(([path, kind]) => [path.slice(target.length), kind])),
        );
    }
  }

  private mount(
    world: World,
    target: string,
    files: ReadonlyMap<string, FileKind>,
    cache?: string,
    readOnly = false,
  ): void {
    const covered = new Map([...world.files].filter(([path]) => isWithin(path, target)));
    let made: string | undefined;
    for (let at = target; !world.directories.has(at); at = posix.dirname(at)) made = at;
    this.#mounted.push({ target, covered, made, ...(cache === undefined ? {} : { cache }) });
    // What lies in a cache or in memory may be moved about.
    if (readOnly) world.mounts.push(target);
    for (const path of covered.keys()) world.files.delete(path);
    for (const [path, kind] of files) world.addFile(target + path, kind);
  }

  /** A file, a variable, or both. What comes as a variable is one word, as tokens are. */
  private secret(world: World): string | undefined {
    const { random, canaries, sources } = this;
    const form = random.next();
    const id = random.pick(form < 0.7 ? ["npmrc", "aws", "netrc"] : ["token", "key"]);
    sources.secrets[id] ??= form < 0.7 ? random.pick(SECRET_FILES).content(canaries.make()) : canaries.make();
    const alone = new Map<string, FileKind>([["", form < 0.7 ? "opaque" : "dyed"]]);
    const mounted = (target: string) => {
      if (this.#mounted.some((other) => other.target === target) || world.directories.has(target))
        return false;
      this.mount(world, target, alone, undefined, true);
      return true;
    };
    if (form < 0.4) {
      return mounted(`/run/secrets/${id}`)
        ? `--mount=type=secret,id=${id}${random.pick(["", ",required", ",mode=0444"])}`
        : undefined;
    }
    if (form < 0.7) {
      const target = random.pick(["/root/.npmrc", "/tmp/secret", "/app/.env", "token.txt"]);
      return mounted(world.absolute(target))
        ? `--mount=type=secret,id=${id},${random.pick(["target", "dst"])}=${target}`
        : undefined;
    }
    const name = random.pick(["TOKEN", "NPM_TOKEN", "DB_PASSWORD"]);
    world.variables.set(name, "dyed");
    if (form < 0.9) return `--mount=type=secret,id=${id},env=${name}`;
    return mounted("/run/both") ? `--mount=type=secret,id=${id},env=${name},target=/run/both` : undefined;
  }

  private cache(world: World): string {
    const { random, sources } = this;
    const target = random.pick(["/root/.cache/app", "/var/cache/app", "/app/.cache"]);
    const id = random.pick(["one", "two"]) + sources.id;
    this.mount(world, target, sources.caches.get(id) ?? new Map(), id);
    world.addDirectory(target);
    world.favourite = target;
    return `--mount=type=cache,id=${id},target=${target}${random.pick(["", ",sharing=locked"])}`;
  }

  private temporary(world: World): string {
    const target = this.random.pick(["/tmp", "/tmp/work", "/scratch"]);
    this.mount(world, target, new Map());
    world.addDirectory(target);
    world.favourite = target;
    return `--mount=type=tmpfs,target=${target}`;
  }

  private bind(world: World): string | undefined {
    const { random, sources } = this;
    const [from] = sources.stages.size > 0 && random.chance(0.5) ? random.pick([...sources.stages]) : [];
    const files = from === undefined ? contextFiles(sources.files) : sources.stages.get(from)!.files;
    const directories = [...new Set([...files.keys()].map((path) => posix.dirname(path)))];
    const source = random.pick(["/", ...directories, ...files.keys()]);
    const below = [...files].flatMap(([path, kind]): [string, FileKind][] =>
      isWithin(path, source) ? [[path.slice(source === "/" ? 0 : source.length), kind]] : [],
    );
    const target = random.pick(["/mnt/in", "/src", "/build"]);
    this.mount(world, target, new Map(below), undefined, true);
    return `--mount=${random.pick(["", "type=bind,"])}${from === undefined ? "" : `from=${from},`}source=${source},target=${target}${random.pick(["", "", ",rw"])}`;
  }
}

const contextFiles = (files: Readonly<Record<string, ContextFile>>): ReadonlyMap<string, FileKind> =>
  new Map(
    Object.keys(files).map((path) => [
      `/${path}`,
      /\.env$|rc$|key$|credentials$/.test(path) ? "dyed" : "clean",
    ]),
  );
