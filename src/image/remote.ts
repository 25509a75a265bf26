import { type Copying, overwrite } from "./copying";
import { baseName } from "./paths";

/** What ADD fetches and does not take from the context: a URL, or a repository. */
export const isRemote = (source: string): boolean =>
  /^(?:https?|ftp):\/\/|^git@|^(?:git|ssh):\/\//.test(source);

const isRepository = (source: string): boolean =>
  /^git@|^(?:git|ssh):\/\//.test(source) || /^[^#?]*\.git(?:[#?]|$)/.test(source);

/**
 * What an ADD of a URL does to the files that are known: it may take the place of one. Nothing of what it fetches is known to be
 * secret: git masks the credentials of its URL in the `.git` that `--keep-git-dir` keeps (6.13), and only the history shows them.
 */
export function fetchRemote(copying: Copying, source: string, shown: string): void {
  const { evaluation, state, statement, path, place } = copying;
  evaluation.fetched.push({ statement, stage: evaluation.stage, text: shown });
  // An archive that is unpacked, and a repository, are directories of what nobody knows (6.12).
  if (isRepository(source) || statement.unpack) state.view.addDirectory(path);
  else overwrite(copying, place(nameOf(source)));
}

/** The last part of the URL's path (6.12). */
const nameOf = (url: string): string =>
  baseName(/^[a-z]+:\/\/[^/?#]*([^?#]*)/i.exec(url)?.[1] ?? "") || "__unnamed__";
