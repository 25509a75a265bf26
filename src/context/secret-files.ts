import type { EntryKind } from "../files/file-system";
import type { ContentSearch } from "./content-search";
import { below } from "./matches-source";
import type { ContextJudge, SecretFile } from "./types";
import { byPath, type Gathered, judgedNames, verdictOn, type WalkedContext } from "./walk";

/** What is known of a context, each part worked out when it is first asked for. */
export interface Knowledge {
  readonly judge: ContextJudge;
  walked(): WalkedContext;
  gathered(): Gathered;
  searched(): ContentSearch | undefined;
}

/** The secret files at a path of a kind or below it: those that the walk found, and those that a search of their content shows. */
export function secretFilesAt(known: Knowledge, path: string, kind: EntryKind): readonly SecretFile[] {
  // A file by itself costs no walk; what `.git` stands for is known by the walk only.
  if (kind === "file" && !/(?:^|\/)\.(?:git|hg)\//.test(path)) return oneFile(known, path);
  const { secretFiles, plain } = known.gathered();
  const named = filesAt(secretFiles, path);
  const inside = plain.filter((files) => below(path, files.directory) !== undefined);
  const more = known.searched()?.files(inside) ?? [];
  return more.length === 0 ? named : [...named, ...more].sort(byPath);
}

function oneFile({ judge, walked, searched }: Knowledge, path: string): SecretFile[] {
  if (walked().rules.verdict(path) !== "sent") return [];
  const start = path.lastIndexOf("/") + 1;
  const name = path.slice(start);
  const isJudged = judgedNames(judge, path.slice(0, start))(name);
  const verdict = isJudged ? verdictOn(walked(), judge, path, name) : undefined;
  const secret = verdict ? { path, verdict, directory: false } : searched()?.file(path);
  return secret ? [secret] : [];
}

/** The secret files at a path or below it. They are sorted, so those below stand together. */
export function filesAt(files: readonly SecretFile[], path: string): readonly SecretFile[] {
  if (path === ".") return files;
  const start = firstFrom(files, `${path}/`);
  let end = start;
  while (files[end]?.path.startsWith(`${path}/`)) end++;
  const at = (place: string) => {
    const file = files[firstFrom(files, place)];
    return file?.path === place ? [file] : [];
  };
  // `.git` stands for the files in it.
  const git = path.lastIndexOf("/.git/");
  const above = path.startsWith(".git/") ? ".git" : git < 0 ? undefined : path.slice(0, git + 5);
  return [...at(path), ...(above === undefined ? [] : at(above)), ...files.slice(start, end)];
}

/** The index of the first file that does not come before a path. */
function firstFrom(files: readonly SecretFile[], path: string): number {
  let low = 0;
  for (let high = files.length; low < high; ) {
    const middle = (low + high) >> 1;
    if (files[middle]!.path < path) low = middle + 1;
    else high = middle;
  }
  return low;
}
