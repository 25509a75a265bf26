import { copySources, matchesSource, selectionOf, takenSecretFiles } from "../context";
import type { BuildContext, SecretFile } from "../context/types";
import type { DockerfileWord } from "../dockerfile/types";
import { type Copying, overwrite } from "./copying";
import type { ContextCopy } from "./model";
import { baseName, isWithin, rebase, resolvePath } from "./paths";

/** A context that files are taken from. */
export interface ContextSource {
  readonly context: BuildContext;
  /** Of a named context. */
  readonly name?: string;
  readonly arrival: "context" | "carried";
}

/** One source of a COPY or ADD, as the rules may ask it. */
export function contextCopy(copying: Copying, word: DockerfileWord, text: string): ContextCopy {
  const { evaluation, statement, keyword, path: destination, place } = copying;
  const source = text.replace(/^\/+/, "") || ".";
  const { exclude, parents } = statement;
  const { directory, takes } = selectionOf(source, exclude, parents);
  return {
    source,
    exclude,
    parents,
    get step() {
      const message = `${keyword} takes ${source} from the build context`;
      return evaluation.site.stepAt(word.span, message);
    },
    target: (path) => {
      const entry = matchesSource(directory, path)?.entry;
      if (entry === undefined) return undefined;
      if (entry === path) return parents ? undefined : place(baseName(`/${path}`));
      const below = entry === "." ? path : path.slice(entry.length + 1);
      return takes(below) ? resolvePath(destination, below) : undefined;
    },
  };
}

/** Puts what a source takes into the image. Files that were `unpacked` are there already. */
export function copyFromContext(
  copying: Copying,
  copy: ContextCopy,
  from: ContextSource,
  unpacked: readonly string[],
): void {
  const { state, path: destination, place } = copying;
  const { context } = from;
  if (context.kind(copy.source.replace(/\/+$/, "")) === "directory") state.view.addDirectory(destination);
  const before = [...state.view.files.keys()];
  const targets = new Set<string>();
  for (const { file, below, name } of takenSecretFiles(context, [copy.source], copy.exclude, copy.parents)) {
    if (unpacked.includes(file.path)) continue;
    const target = below === null ? place(name) : resolvePath(destination, below);
    put(copying, copy, from, file, target);
    targets.add(target);
  }
  if (before.length === 0) return;
  const entries = copySources(context, copy.source).entries.filter(({ path }) => !unpacked.includes(path));
  const files = new Set(
    entries.flatMap(({ kind, path }) => (kind === "directory" ? [] : [place(baseName(`/${path}`))])),
  );
  const directories = entries.filter(({ kind }) => kind === "directory");
  for (const path of before) {
    if (targets.has(path)) continue;
    const covered =
      files.has(path) ||
      (isWithin(path, destination) &&
        directories.some(
          ({ target }) => context.kind(rebase(path, destination, `/${target}`).slice(1)) === "file",
        ));
    if (covered) overwrite(copying, path);
  }
}

function put(
  { evaluation, state, keyword }: Copying,
  copy: ContextCopy,
  { context, name, arrival }: ContextSource,
  file: SecretFile,
  path: string,
): void {
  // The history of a repository counts as a whole; a credential in its config is that one file.
  const target = file.directory && file.verdict.by === "content" ? `${path}/config` : path;
  const by = arrival === "context" ? keyword : "COPY --from";
  const where = name === undefined ? "the build context" : `the context ${name}`;
  const step = {
    ...copy.step,
    message: `copied to ${evaluation.dyes.redact(target)} by ${by} from ${where}`,
  };
  state.view.write(target, {
    content: evaluation.dyes.further(evaluation.contextFile(file, context), step),
    arrival,
    by,
    entered: step,
    // Only of the build's own context: the ignore file does not reach the others.
    ...(name === undefined ? { source: file.within ?? file.path } : {}),
    certain: true,
    incidental: false,
  });
}

/**
 * ADD unpacks a source that is itself an archive into the destination, which is a directory then, and does not store the archive
 * (6.12). Gives the paths of the archives.
 */
export function unpackArchives(copying: Copying, copy: ContextCopy): readonly string[] {
  const { evaluation, state, statement, path: destination } = copying;
  const { context } = evaluation;
  return copySources(context, copy.source).entries.flatMap(({ kind, target }) => {
    const archive = kind === "file" ? context.archive(target) : undefined;
    if (!archive) return [];
    state.view.addDirectory(destination);
    if (archive.unseen !== undefined)
      evaluation.doubt(statement, `${archive.unseen}: what ADD unpacks of it is not known.`);
    for (const file of archive.secretFiles) {
      const from = { context, arrival: "context" } as const;
      put(copying, copy, from, file, resolvePath(destination, file.path));
    }
    return [target];
  });
}
