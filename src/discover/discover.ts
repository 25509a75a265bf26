import { posix } from "node:path";
import type { Build } from "../build";
import type { FileSystem } from "../files/file-system";
import type { Problem } from "../finding";
import type { OwnSecrets } from "../secrets";
import { relativeTo } from "../text/relative";
import {
  type AnyCandidate,
  type Candidate,
  candidatesOf,
  inFolder,
  type Say,
  saysHowToBuild,
} from "./candidates";
import { guessContext, isInside } from "./context";
import { definedBuilds, distinct } from "./defined";
import { definitionsAbove } from "./surroundings";
import { touches } from "./touched";

export interface DiscoverOptions {
  /**
   * Dockerfiles, files that describe builds, folders, globs, or `-` for standard input; ignore files and credential files stand for
   * the builds that they touch. Relative to `directory`, or absolute.
   */
  readonly paths: readonly string[];
  /** The working directory: absolute. */
  readonly directory: string;
  readonly files: FileSystem;
  readonly context?: string;
  readonly target?: string;
  readonly buildArgs?: Readonly<Record<string, string>>;
  readonly ignoreFile?: string;
  readonly standardInput?: { readonly name: string; readonly text: string };
  /** Whether a Dockerfile, by its absolute path, is not to be linted; for the `ignore` of the configuration. */
  readonly excluded?: (dockerfile: string) => boolean;
  /** The folder that the configuration gives a Dockerfile, by its absolute path, for context. */
  readonly contextOf?: (dockerfile: string) => string | undefined;
  /** Whether the files beside and above the Dockerfiles are asked with which context these are built; default true. */
  readonly surroundings?: boolean;
  /** What the project calls secret besides what is known as such. */
  readonly secrets?: Pick<OwnSecrets, "isSecretFile">;
}

export interface Discovery {
  /** Each build once, sorted by its Dockerfile's path. */
  readonly builds: readonly Build[];
  /** Those, and others of the project whose images they may be FROM. */
  readonly known: readonly Build[];
  /** Files are relative to `directory`. */
  readonly problems: readonly Problem[];
}

/** The builds that the paths stand for. Never throws: a path that stands for none is a problem. */
export function discover(options: DiscoverOptions): Discovery {
  const problems: Problem[] = [];
  const { files, directory, excluded } = options;
  const say = (path: string, message: string, help: string) =>
    problems.push({ file: relativeTo(directory, path), message, help });
  const absolute = (path: string) => posix.resolve(directory, path);

  const context = options.context === undefined ? undefined : absolute(options.context);
  if (context !== undefined && !checkContext(context, files, say)) return { builds: [], known: [], problems };

  const candidates = options.paths.flatMap((path) => candidatesOf(path, options, say));
  const given = {
    ...(context === undefined ? {} : { context }),
    ...(options.ignoreFile === undefined ? {} : { ignoreFile: absolute(options.ignoreFile) }),
    ...(options.target === undefined ? {} : { target: options.target }),
  };
  const complete = (build: Build): Build => ({
    ...build,
    ...given,
    buildArgs: { ...build.buildArgs, ...options.buildArgs },
  });
  const named = buildsOf(candidates, options, say).map(complete);
  const project = projectBuilds(candidates, options).map(complete);
  const touched = project.filter((build) => touchingPaths(candidates).some((path) => touches(path, build)));
  // What a file of the project says of a Dockerfile goes before what is guessed of it.
  const described = distinct([...touched, ...named].filter(({ origin }) => origin));
  const covered = new Set(described.map(({ dockerfile }) => dockerfile));
  const plain = distinct([...touched, ...named].filter(({ origin }) => !origin));
  const elsewhere = ({ dockerfile, origin }: Build) =>
    described.flatMap((other) =>
      other.dockerfile === dockerfile && other.origin && other.origin.source.path !== origin?.source.path
        ? [other.origin]
        : [],
    );
  const builds = [
    ...described.map((build) => withOthers(build, elsewhere(build))),
    ...plain.filter(({ dockerfile }) => !covered.has(dockerfile)),
  ].sort((a, b) => (a.dockerfile < b.dockerfile ? -1 : a.dockerfile > b.dockerfile ? 1 : 0));
  return {
    builds: builds.filter(({ dockerfile }) => !excluded?.(dockerfile)),
    known: [...builds, ...project],
    problems,
  };
}

const withOthers = (build: Build, others: NonNullable<Build["alsoDescribedBy"]>): Build =>
  others.length > 0 ? { ...build, alsoDescribedBy: others } : build;

/** The builds of Dockerfiles and of files that describe builds. */
function buildsOf(candidates: readonly AnyCandidate[], options: DiscoverOptions, say: Say): Build[] {
  const described = distinct(describedBuilds(definitionsAmong(candidates), options, say));
  const covered = new Set(described.map(({ dockerfile }) => dockerfile));
  const plain = dockerfilesOf(candidates).filter(({ dockerfile }) => !covered.has(dockerfile));
  const above = describedAbove(plain, options);
  return [
    ...described,
    ...distinct(
      plain.flatMap(({ dockerfile, root, text }) =>
        contextsOf(dockerfile, text, root).map(
          (contexts): Build => ({
            dockerfile,
            ...(text === undefined ? {} : { dockerfileText: text }),
            ...contexts,
            buildArgs: {},
          }),
        ),
      ),
    ),
  ];

  /** What the configuration says, else what files above say, else what is likely. */
  function contextsOf(dockerfile: string, text: string | undefined, root: string): readonly Contexts[] {
    const context = options.contextOf?.(dockerfile);
    if (context !== undefined) return [{ context }];
    const builds = above.filter((build) => build.dockerfile === dockerfile);
    if (builds.length === 0) return [{ context: guessContext(dockerfile, text, root, options.files) }];
    return builds.map(({ context, contexts }) => ({ context, ...(contexts ? { contexts } : {}) }));
  }
}

type Contexts = Pick<Build, "context" | "contexts">;

const touchingPaths = (candidates: readonly AnyCandidate[]): string[] =>
  candidates.flatMap((candidate) => (candidate.kind === "touching" ? [candidate.path] : []));

/** The builds of the project, which is searched only where there are files among the candidates that touch some. */
function projectBuilds(candidates: readonly AnyCandidate[], options: DiscoverOptions): Build[] {
  const paths = touchingPaths(candidates);
  if (paths.length === 0) return [];
  const outside = paths
    .filter((path) => !isInside(path, options.directory))
    .map((path) => posix.dirname(path));
  // Of a build that cannot be read elsewhere in the project, a run that names these files says nothing.
  const quiet = () => 0;
  const project = [options.directory, ...outside].flatMap((folder) => inFolder(folder, options, quiet));
  return buildsOf(project, options, quiet);
}

/** The builds that files of the project describe, by the paths of those files. */
function describedBuilds(paths: readonly string[], { files }: DiscoverOptions, say: Say): Build[] {
  return [...new Set(paths)].sort().flatMap((path) => {
    const { builds = [], problem } = definedBuilds(path, files) ?? {};
    if (problem) say(path, problem, "The builds that it describes were not checked; the Dockerfiles were.");
    return builds;
  });
}

const definitionsAmong = (candidates: readonly AnyCandidate[]): string[] =>
  candidates.flatMap((candidate) => (candidate.kind === "definition" ? [candidate.path] : []));

/**
 * What files beside and above the Dockerfiles say of them. Whoever names a Dockerfile asks for it as it is, to its last stage, but it is
 * to get the context that the project builds it with. A run that names none of those files says nothing of them.
 */
function describedAbove(dockerfiles: readonly Candidate[], options: DiscoverOptions): Build[] {
  if (options.surroundings === false || saysHowToBuild(options)) return [];
  const paths = definitionsAbove(dockerfiles, options.files);
  return describedBuilds(paths, options, () => 0).filter((build) => build.dockerfileText === undefined);
}

/** Each Dockerfile once: the widest search decides where its context may lie, whatever the order of the paths. */
function dockerfilesOf(candidates: readonly AnyCandidate[]): readonly Candidate[] {
  const found = new Map<string, Candidate>();
  for (const candidate of candidates) {
    if (candidate.kind !== "dockerfile") continue;
    const known = found.get(candidate.dockerfile);
    if (!known || candidate.root.length < known.root.length) found.set(candidate.dockerfile, candidate);
  }
  return [...found.values()];
}

/** Says what is wrong with a context that a person named; false where no build can use it. */
function checkContext(context: string, files: FileSystem, say: Say): boolean {
  if (files.list(context)) return true;
  const kind = files.kind(context);
  if (kind === undefined)
    say(
      context,
      "The context does not exist.",
      "Give --context a folder, relative to the working directory.",
    );
  else if (kind === "directory")
    say(context, "The context cannot be read.", "Check that you may list this folder.");
  else say(context, "The context is not a folder.", "Give --context the folder that docker build would get.");
  return false;
}
