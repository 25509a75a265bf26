import { posix } from "node:path";
import type { Build } from "../build";
import { disk } from "../files/disk";
import type { FileSystem } from "../files/file-system";
import type { Problem } from "../finding";
import type { OwnSecrets } from "../secrets";
import { relativeTo } from "../text/relative";
import { guessContext, isInside } from "./context";
import { definedBuilds, distinct } from "./defined";
import { definitionReader } from "./definitions/readers";
import { expandGlob, isGlob, searchFolder } from "./search";
import { isOfContext, touches } from "./touched";

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
  /** What the project calls secret besides what is known as such. */
  readonly secrets?: Pick<OwnSecrets, "isSecretFile">;
}

export interface Discovery {
  /** Each build once, sorted by its Dockerfile's path. */
  readonly builds: readonly Build[];
  /** Files are relative to `directory`. */
  readonly problems: readonly Problem[];
}

/** A Dockerfile, and the folder up to which its context is looked for. */
interface Candidate {
  readonly kind: "dockerfile";
  readonly dockerfile: string;
  readonly root: string;
  readonly text?: string;
}

/** A file that describes builds. */
interface DefinitionCandidate {
  readonly kind: "definition";
  readonly path: string;
}

/** A file of a build context, or one that says what is in it: it stands for the builds that it touches. */
interface TouchingCandidate {
  readonly kind: "touching";
  readonly path: string;
}

type AnyCandidate = Candidate | DefinitionCandidate | TouchingCandidate;

/** The builds that the paths stand for. Never throws: a path that stands for none is a problem. */
export function discover(options: DiscoverOptions): Discovery {
  const problems: Problem[] = [];
  const { files, directory, excluded } = options;
  const say = (path: string, message: string, help: string) =>
    problems.push({ file: relativeTo(directory, path), message, help });
  const absolute = (path: string) => posix.resolve(directory, path);

  const context = options.context === undefined ? undefined : absolute(options.context);
  if (context !== undefined && !checkContext(context, files, say)) return { builds: [], problems };

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
  const touched = touchedBuilds(candidates, options, complete);
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
  return {
    builds: [
      ...described.map((build) => withOthers(build, elsewhere(build))),
      ...plain.filter(({ dockerfile }) => !covered.has(dockerfile)),
    ]
      .filter(({ dockerfile }) => !excluded?.(dockerfile))
      .sort((a, b) => (a.dockerfile < b.dockerfile ? -1 : a.dockerfile > b.dockerfile ? 1 : 0)),
    problems,
  };
}

const withOthers = (build: Build, others: NonNullable<Build["alsoDescribedBy"]>): Build =>
  others.length > 0 ? { ...build, alsoDescribedBy: others } : build;

/** The builds of Dockerfiles and of files that describe builds. */
function buildsOf(candidates: readonly AnyCandidate[], options: DiscoverOptions, say: Say): Build[] {
  const { files, contextOf } = options;
  const described = describedBuilds(candidates, options, say);
  const covered = new Set(described.map(({ dockerfile }) => dockerfile));
  const plain = [...dockerfilesOf(candidates).values()]
    .filter(({ dockerfile }) => !covered.has(dockerfile))
    .map(
      ({ dockerfile, root, text }): Build => ({
        dockerfile,
        ...(text === undefined ? {} : { dockerfileText: text }),
        context: contextOf?.(dockerfile) ?? guessContext(dockerfile, text, root, files),
        buildArgs: {},
      }),
    );
  return [...described, ...plain];
}

/** The builds of the project that the files among the candidates touch; the project is searched only where there are such files. */
function touchedBuilds(
  candidates: readonly AnyCandidate[],
  options: DiscoverOptions,
  complete: (build: Build) => Build,
): Build[] {
  const paths = candidates.flatMap((candidate) => (candidate.kind === "touching" ? [candidate.path] : []));
  if (paths.length === 0) return [];
  const outside = paths
    .filter((path) => !isInside(path, options.directory))
    .map((path) => posix.dirname(path));
  // Of a build that cannot be read elsewhere in the project, a run that names these files says nothing.
  const quiet = () => 0;
  const project = [options.directory, ...outside].flatMap((folder) => inFolder(folder, options, quiet));
  return buildsOf(project, options, quiet)
    .map(complete)
    .filter((build) => paths.some((path) => touches(path, build)));
}

/** The builds that files of the project describe, by the paths of those files. */
function describedBuilds(candidates: readonly AnyCandidate[], { files }: DiscoverOptions, say: Say): Build[] {
  const paths = candidates.flatMap((candidate) => (candidate.kind === "definition" ? [candidate.path] : []));
  return distinct(
    [...new Set(paths)].sort().flatMap((path) => {
      const { builds = [], problem } = definedBuilds(path, files) ?? {};
      if (problem) say(path, problem, "The builds that it describes were not checked; the Dockerfiles were.");
      return builds;
    }),
  );
}

/** Each Dockerfile once: the widest search decides where its context may lie, whatever the order of the paths. */
function dockerfilesOf(candidates: readonly AnyCandidate[]): ReadonlyMap<string, Candidate> {
  const found = new Map<string, Candidate>();
  for (const candidate of candidates) {
    if (candidate.kind !== "dockerfile") continue;
    const known = found.get(candidate.dockerfile);
    if (!known || candidate.root.length < known.root.length) found.set(candidate.dockerfile, candidate);
  }
  return found;
}

type Say = (path: string, message: string, help: string) => void;

function candidatesOf(path: string, options: DiscoverOptions, say: Say): AnyCandidate[] {
  const { files, directory, standardInput } = options;
  if (path === "-") {
    if (standardInput)
      return [single(posix.resolve(directory, standardInput.name), directory, standardInput.text)];
    say(path, "There is nothing on standard input.", "Pipe a Dockerfile into it, or name a file.");
    return [];
  }
  const absolute = posix.resolve(directory, path);
  const kind = files.kind(absolute);
  if (kind === undefined) {
    const matches = isGlob(path) && files === disk ? expandGlob(path, directory) : [];
    if (matches.length === 0) sayMissing(absolute, path, say);
    return matches.flatMap((match) => candidatesOf(match, options, say));
  }
  if (kind === "directory" || (kind === "link" && files.list(absolute)))
    return inFolder(absolute, options, say);
  if (kind === "other" || (kind === "link" && !files.read(absolute, 1))) {
    say(absolute, "This is neither a file nor a folder.", "Name a Dockerfile or a folder.");
    return [];
  }
  if (definitionReader(absolute)) return [{ kind: "definition", path: absolute }];
  return [
    isOfContext(absolute, options) ? { kind: "touching", path: absolute } : single(absolute, directory),
  ];
}

const single = (dockerfile: string, directory: string, text?: string): Candidate => ({
  kind: "dockerfile",
  dockerfile,
  root: isInside(dockerfile, directory) ? directory : posix.dirname(dockerfile),
  ...(text === undefined ? {} : { text }),
});

function inFolder(folder: string, options: DiscoverOptions, say: Say): AnyCandidate[] {
  const { dockerfiles, definitions, unreadable } = searchFolder(folder, options.files);
  for (const path of [...unreadable].sort()) {
    say(
      path,
      "This folder cannot be read.",
      "Check that you may list it, or name the Dockerfiles themselves.",
    );
  }
  // Whoever names a context or a target says how each Dockerfile is built.
  const described = options.context === undefined && options.target === undefined ? definitions : [];
  if (dockerfiles.length + described.length === 0 && !unreadable.includes(folder)) {
    say(
      folder,
      "There is no Dockerfile in this folder.",
      "Name the file itself if it is called neither Dockerfile, Dockerfile.<name>, <name>.dockerfile nor Containerfile.",
    );
  }
  return [
    ...dockerfiles.map((dockerfile): Candidate => ({ kind: "dockerfile", dockerfile, root: folder })),
    ...described.map((path): DefinitionCandidate => ({ kind: "definition", path })),
  ];
}

function sayMissing(absolute: string, path: string, say: Say): void {
  const message = isGlob(path) ? "Nothing matches this pattern." : "There is no such file or folder.";
  say(absolute, message, "Check its spelling and the working directory.");
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
