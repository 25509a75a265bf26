import * as fs from "node:fs";
import { basename, dirname, join } from "node:path";

/**
 * Writes a file whole or not at all: into a file beside it, which then takes its name. Mode and owner stay, a link stays a link. Gives
 * undefined, or why nothing was written, in words. `before` is what the file must hold still; undefined where none may be there.
 */
export function writeFile(path: string, before: string | undefined, after: string): string | undefined {
  let unfinished: string | undefined;
  try {
    const target = before === undefined ? path : fs.realpathSync(path);
    const stats = before === undefined ? undefined : fs.statSync(target);
    if (stats && !stats.isFile()) return "it is no regular file";
    // Root may write anything; that somebody took the right away says what they want.
    if (stats && (stats.mode & 0o222) === 0) return "it is read-only";
    if (stats) fs.accessSync(target, fs.constants.W_OK);
    if (before !== undefined && !fs.readFileSync(target).equals(Buffer.from(before)))
      return "it changed on the disk meanwhile, or is not plain UTF-8";
    unfinished = join(dirname(target), `.${basename(target)}.${process.pid}.watertight`);
    const handle = fs.openSync(unfinished, "wx", stats ? stats.mode & 0o7777 : 0o666);
    try {
      fs.writeFileSync(handle, after);
      if (stats) keepOwner(handle, stats);
      fs.fsyncSync(handle);
    } finally {
      fs.closeSync(handle);
    }
    if (stats) fs.renameSync(unfinished, target);
    // A link is refused where the name is taken, a rename is not.
    else fs.linkSync(unfinished, target);
    return undefined;
  } catch (error) {
    return reasonOf(error as NodeJS.ErrnoException);
  } finally {
    if (unfinished !== undefined) fs.rmSync(unfinished, { force: true });
  }
}

function keepOwner(handle: number, { uid, gid, mode }: fs.Stats): void {
  fs.fchmodSync(handle, mode & 0o7777);
  try {
    fs.fchownSync(handle, uid, gid);
  } catch {
    // Only root may give files away; then it belongs to whoever fixes it.
  }
}

const reasonOf = ({ code }: NodeJS.ErrnoException): string =>
  ({
    EACCES: "it may not be written",
    EPERM: "it may not be written",
    EROFS: "the disk is read-only",
    EEXIST: "a file of that name appeared meanwhile",
    ENOENT: "it is gone",
    ENOSPC: "the disk is full",
  })[code ?? ""] ?? `writing failed (${code ?? "no code"})`;
