import type { Build } from "./build";
import { KeptContexts } from "./context";
import { type Discovery, discover } from "./discover";
import { disk } from "./files/disk";
import { type LintOptions, lintBuilds } from "./lint";
import type { Report } from "./report";

/** As for `lint`; what to lint is said each time. */
export interface SessionOptions extends Omit<LintOptions, "paths" | "standardInput" | "progress"> {
  /** Whether the builds that files of the project describe are looked for, in all of `directory`; default true. */
  readonly search?: boolean;
}

/** `content`: a file has another text. `entry`: a file or folder is there that was not, or the other way round. */
export type Change = "content" | "entry";

/**
 * A project that is linted again and again while it changes, as an editor does: what its builds are and what their contexts hold is read
 * once, and again after a change that the caller tells of. Paths are absolute. Nothing is watched.
 */
export class Session {
  readonly #contexts = new KeptContexts();
  #found: readonly Build[] | undefined;
  /** The builds of each Dockerfile at its last lint. */
  readonly #linted = new Map<string, readonly Build[]>();

  constructor(readonly options: SessionOptions) {}

  /** Tells that a path is other than before, a folder with all in it. The next lint reads anew what may depend on it. */
  changed(path: string, change: Change): void {
    this.#contexts.forget(path);
    if (change === "entry" || DESCRIBES.test(path)) this.#found = undefined;
  }

  /** The Dockerfiles, among those of the project and those linted so far, of which a build reads a file. */
  dockerfilesWith(path: string): readonly string[] {
    const builds = [...this.found(), ...[...this.#linted.values()].flat()];
    return [
      ...new Set(builds.filter((build) => reads(build, path)).map(({ dockerfile }) => dockerfile)),
    ].sort();
  }

  /** The Dockerfiles of the builds that a compose, bake or CI file describes. */
  dockerfilesDescribedIn(path: string): readonly string[] {
    const described = this.found().filter(({ origin }) => origin?.source.path === path);
    return [...new Set(described.map(({ dockerfile }) => dockerfile))].sort();
  }

  /**
   * Lints a Dockerfile in each build that the project describes for it; in the likely one, where it describes none. Without fixes it is as quick
   * as typing asks.
   */
  lint(dockerfile: string, { fixes = this.options.fixes ?? true } = {}): Report {
    const described = this.found().filter((build) => build.dockerfile === dockerfile && build.origin);
    const found = described.length > 0 ? { builds: described, problems: [] } : this.discover([dockerfile]);
    this.#linted.set(dockerfile, found.builds);
    return lintBuilds(found, { ...this.options, fixes }, this.#contexts.open);
  }

  private found(): readonly Build[] {
    this.#found ??= this.options.search === false ? [] : this.discover(["."]).builds;
    return this.#found;
  }

  private discover(paths: readonly string[]): Discovery {
    const { files = disk, search } = this.options;
    // The search has met what describes builds; it is kept, and the surroundings would be read each time.
    return discover({ ...this.options, files, paths, surroundings: search === false });
  }
}

/** Files that say what is built, or that those read: compose, bake and CI files, and the variables of a compose file. */
const DESCRIBES = /\.(?:ya?ml|json|hcl)$|\/\.env[^/]*$/i;

const reads = ({ dockerfile, context, ignoreFile, origin }: Build, path: string): boolean =>
  path === origin?.source.path ||
  path === dockerfile ||
  path === `${dockerfile}.dockerignore` ||
  path === ignoreFile ||
  path.startsWith(context.endsWith("/") ? context : `${context}/`);
