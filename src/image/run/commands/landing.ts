import { baseName, parentOf, rebase } from "../../paths";
import type { Shell } from "../shell";

/** What a command that puts files elsewhere was told of its target. */
export interface Target {
  readonly written: string;
  /** It has to be a directory: several go there, or `-t` says so. */
  readonly into: boolean;
  /** A pattern may name several, which go into a directory. */
  readonly mayBeInto: boolean;
  /** `-T`: it is the new name itself, whatever stands there. */
  readonly exact: boolean;
  /** A link that has the new name gives way, and is not followed. */
  readonly replaces: boolean;
}

/** Where a source lands, and whether it surely does. */
export interface Landing {
  readonly path: string;
  readonly sure: boolean;
}

/** Written so, the contents of a directory are meant. */
export const CONTENTS = /(?:^|\/)\.\/*$/;

/** Directories that base images leave to their users: what a build does not make there is hardly there. */
const LEFT_TO_USERS = /^\/(?:app|home|media|mnt|opt|srv|tmp|work|workspace)(?:\/|$)/;

/**
 * Where `cp`, `mv`, `install` and `ln` put a source: into a directory under its own name, else at the target itself; undefined where
 * they surely put it nowhere. A new name takes a slash at its end for directories alone.
 */
export function landing(
  shell: Shell,
  source: string,
  isDirectory: boolean,
  target: Target,
): Landing | undefined {
  const { written, into } = target;
  const to = shell.path(written);
  const slash = /(?:^|\/)\.?$/.test(written);
  const standing = shell.standing(written);
  const at = (path: string, sure = shell.view.isDirectory(parentOf(path))): Landing | undefined =>
    !shell.isBeyond(shell.path(path)) && gives(shell, path, isDirectory, target.replaces)
      ? { path, sure }
      : undefined;
  const itself = shell.path(written, false);
  const contents = isDirectory && CONTENTS.test(source);
  if (target.exact || (contents && (standing === "directory" || !into))) return at(itself);
  const inside = rebase(`/${baseName(shell.path(source, false))}`, "/", to);
  if (standing === "directory") return at(inside);
  const needsDirectory = into || (slash && !isDirectory);
  if (standing !== undefined)
    return needsDirectory || (slash && standing === "file") ? undefined : at(itself);
  // Only the base image may have a directory there.
  const guessed = needsDirectory || ((slash || target.mayBeInto) && !LEFT_TO_USERS.test(to));
  return guessed ? at(inside, false) : at(itself);
}

/** Whether what stands at a path gives way: a directory takes no file's place, and no file a directory's. */
function gives(shell: Shell, path: string, isDirectory: boolean, replaces: boolean): boolean {
  if (replaces && shell.view.links.has(shell.path(path, false))) return !isDirectory;
  const standing = shell.standing(path);
  if (standing === "directory") return isDirectory;
  if (standing === "file") return !isDirectory;
  // A link that leads nowhere: what it names can be made, though not by a directory. GNU's programs refuse that as well.
  const dangles = standing === "nothing" && shell.view.links.has(shell.path(path, false));
  return !(dangles && (isDirectory || shell.base.gnuPrograms));
}
