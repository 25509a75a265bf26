import type { Build } from "./build";
import { KeptContexts } from "./context";
import { type Discovery, discover } from "./discover";
import { reads } from "./discover/touched";
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
  #found: Pick<Discovery, "builds" | "known"> | undefined;
  /** What each Dockerfile was built from at its last lint: its builds, and those whose images they are FROM. */
  readonly #linted = new Map<string, readonly Build[]>();

  constructor(readonly options: SessionOptions) {}

  /** Tells that a path is other than before, a folder with all in it. The next lint reads anew what may depend on it. */
  changed(path: string, change: Change): void {
    this.#contexts.forget(path);
    if (change === "entry" || DESCRIBES.test(path)) this.#found = undefined;
  }

  /** The Dockerfiles, among those of the project and those linted so far, of which a build reads a file. */
  dockerfilesWith(path: string): readonly string[] {
    const found = this.found().builds.filter((build) => reads(build, path));
    const linted = [...this.#linted].filter(([, builds]) => builds.some((build) => reads(build, path)));
    return [
      ...new Set([...found.map(({ dockerfile }) => dockerfile), ...linted.map(([dockerfile]) => dockerfile)]),
    ].sort();
  }

  /** The Dockerfiles of the builds that a compose, bake or CI file describes. */
  dockerfilesDescribedIn(path: string): readonly string[] {
    const described = this.found().builds.filter(({ origin }) => origin?.source.path === path);
    return [...new Set(described.map(({ dockerfile }) => dockerfile))].sort();
  }

  /**
   * Lints a Dockerfile in each build that the project describes for it; in the likely one, where it describes none. Without fixes it is as quick
   * as typing asks.
   */
  lint(dockerfile: string, { fixes = this.options.fixes ?? true } = {}): Report {
    const { builds: all, known } = this.found();
    const described = all.filter((build) => build.dockerfile === dockerfile && build.origin);
    const { builds, problems } =
      described.length > 0 ? { builds: described, problems: [] } : this.discover([dockerfile]);
    const parents: Build[] = [];
    const report = lintBuilds(
      { builds, problems, known },
      { ...this.options, fixes },
      this.#contexts.open,
      (parent) => parents.push(parent),
    );
    this.#linted.set(dockerfile, [...builds, ...parents]);
    return report;
  }

  private found(): Pick<Discovery, "builds" | "known"> {
    this.#found ??= this.options.search === false ? { builds: [], known: [] } : this.discover(["."]);
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
