import { posix } from "node:path";
import { disk } from "../files/disk";
import { isInside } from "./context";
import { definitionReader } from "./definitions/readers";
import type { DiscoverOptions } from "./discover";
import { expandGlob, isGlob, searchFolder } from "./search";
import { projectRoot } from "./surroundings";
import { isOfContext } from "./touched";

/** A Dockerfile, and the folder up to which its context is looked for. */
export interface Candidate {
  readonly kind: "dockerfile";
  readonly dockerfile: string;
  readonly root: string;
  /** The folder from which on, upward, files that describe builds are not among the candidates. */
  readonly above: string;
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

export type AnyCandidate = Candidate | DefinitionCandidate | TouchingCandidate;

/** Tells of a problem with a path. */
export type Say = (path: string, message: string, help: string) => void;

/** What a path that a person named stands for. */
export function candidatesOf(path: string, options: DiscoverOptions, say: Say): AnyCandidate[] {
  const { files, directory, standardInput } = options;
  if (path === "-") {
    if (standardInput)
      return [single(posix.resolve(directory, standardInput.name), options, standardInput.text)];
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
  return [isOfContext(absolute, options) ? { kind: "touching", path: absolute } : single(absolute, options)];
}

const single = (dockerfile: string, { directory, files }: DiscoverOptions, text?: string): Candidate => ({
  kind: "dockerfile",
  dockerfile,
  root: projectRoot(isInside(dockerfile, directory) ? directory : posix.dirname(dockerfile), files),
  above: posix.dirname(dockerfile),
  ...(text === undefined ? {} : { text }),
});

/** Whoever names a context or a target says how each Dockerfile is built. */
export const saysHowToBuild = ({ context, target }: DiscoverOptions): boolean =>
  context !== undefined || target !== undefined;

/** What a folder holds that is built, or describes builds. */
export function inFolder(folder: string, options: DiscoverOptions, say: Say): AnyCandidate[] {
  const { dockerfiles, definitions, unreadable } = searchFolder(folder, options.files);
  for (const path of [...unreadable].sort()) {
    say(
      path,
      "This folder cannot be read.",
      "Check that you may list it, or name the Dockerfiles themselves.",
    );
  }
  const described = saysHowToBuild(options) ? [] : definitions;
  if (dockerfiles.length + described.length === 0 && !unreadable.includes(folder)) {
    say(
      folder,
      "There is no Dockerfile in this folder.",
      "Name the file itself if it is called neither Dockerfile, Dockerfile.<name>, <name>.dockerfile nor Containerfile.",
    );
  }
  const root = projectRoot(folder, options.files);
  const above = posix.dirname(folder);
  return [
    ...dockerfiles.map((dockerfile): Candidate => ({ kind: "dockerfile", dockerfile, root, above })),
    ...described.map((path): DefinitionCandidate => ({ kind: "definition", path })),
  ];
}

function sayMissing(absolute: string, path: string, say: Say): void {
  const message = isGlob(path) ? "Nothing matches this pattern." : "There is no such file or folder.";
  say(absolute, message, "Check its spelling and the working directory.");
}
