import { type CopyEntry, copySources, matchesSource, selectionOf, takenSecretFiles } from "../context";
import type { BuildContext, SecretFile } from "../context/types";
import type { DockerfileWord } from "../dockerfile/types";
import type { TraceStep } from "../finding";
import { type Copying, overwrite } from "./copying";
import type { ContextCopy } from "./model";
import { baseName, isWithin, parentOf, rebase, relativePath, resolvePath } from "./paths";
import { recordUnknown } from "./plain-copies";
import { groupBy } from "./queries";

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
  // Places take time, and most copies take no secret.
  let known: TraceStep | undefined;
  return {
    source,
    exclude,
    parents,
    get step() {
      known ??= evaluation.site.stepAt(word.span, `${keyword} takes ${source} from the build context`);
      return known;
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

/** Whether a pattern finds nothing in a context: such a source is no error, and leaves no trace. */
export const namesNothing = (context: BuildContext, source: string): boolean =>
  /[*?[]/.test(source) && copySources(context, source).entries.length === 0;

/** Puts what a source takes into the image; `unpacks` tells of an archive that it was unpacked in its place. */
export function copyFromContext(
  copying: Copying,
  copy: ContextCopy,
  from: ContextSource,
  unpacks: (entry: CopyEntry) => boolean,
): void {
  const { state, path: destination, place } = copying;
  const { context } = from;
  const { directory, takes } = selectionOf(copy.source, copy.exclude, copy.parents);
  const all = takenSecretFiles(context, [copy.source], copy.exclude, copy.parents);
  const taken = new Map(
    groupBy(all, ({ entry }) => entry.path).map((group) => [group[0]!.entry.path, group]),
  );
  // In order: what a glob names later lies over what it named before.
  for (const entry of copySources(context, directory).entries) {
    if (unpacks(entry)) continue;
    const isDirectory = entry.kind === "directory";
    // What lies there already, and may be replaced by a file that holds no secret.
    const before = isDirectory && state.view.isDirectory(destination) ? state.view.below(destination) : [];
    if (isDirectory) state.view.addDirectory(destination);
    const targets = new Set(
      (taken.get(entry.path) ?? []).map(({ file, below, name }) =>
        put(copying, copy.step, from, file, below === null ? place(name) : resolvePath(destination, below)),
      ),
    );
    const isReplaced = (path: string): boolean =>
      context.kind(rebase(path, destination, `/${entry.target}`).slice(1)) === "file" &&
      takes(rebase(path, destination, "/").slice(1));
    const file = isDirectory || copy.parents ? [] : [place(baseName(`/${entry.path}`))];
    const replaced = [...file, ...before.map(([path]) => path).filter(isReplaced)];
    for (const path of replaced) if (!targets.has(path)) overwrite(copying, path);
    if (isDirectory) copyLinks(copying, context, entry.target, takes);
  }
}

/** Links below a copied directory stay links (6.7): they lead where they led from, seen from their new place. */
function copyLinks(
  copying: Copying,
  context: BuildContext,
  directory: string,
  takes: (below: string) => boolean,
): void {
  const { state, path: destination } = copying;
  const root = resolvePath("/", directory);
  for (const link of context.links()) {
    const real = context.resolveLink(link);
    if (real === undefined || !isWithin(`/${link}`, root)) continue;
    if (!takes(rebase(`/${link}`, root, "/").slice(1))) continue;
    const path = rebase(`/${link}`, root, destination);
    overwrite(copying, path);
    state.view.links.set(path, relativePath(parentOf(`/${link}`), `/${real}`));
  }
}

/** Gives the path at which the file lies now. */
function put(
  { evaluation, state, keyword }: Copying,
  taken: TraceStep,
  { context, name, arrival }: ContextSource,
  file: SecretFile,
  path: string,
): string {
  // The history of a repository counts as a whole; a credential in its config is that one file.
  const target = file.directory && file.verdict.by === "content" ? `${path}/config` : path;
  const by = arrival === "context" ? keyword : "COPY --from";
  const where = name === undefined ? "the build context" : `the context ${name}`;
  const step = {
    ...taken,
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
  return target;
}

/**
 * ADD unpacks a source that is itself an archive into the destination, which is a directory then, and does not store the archive
 * (6.12). Gives whether it is one.
 */
export function unpackArchive(
  copying: Copying,
  copy: ContextCopy,
  { kind, target }: Pick<CopyEntry, "kind" | "target">,
): boolean {
  const { evaluation, state, statement, path: destination } = copying;
  const { context } = evaluation;
  const archive = kind === "file" ? context.archive(target) : undefined;
  if (!archive) return false;
  state.view.addDirectory(destination);
  recordUnknown(state.view.plain, destination);
  if (archive.unseen !== undefined)
    evaluation.doubt(statement, `${archive.unseen}: what ADD unpacks of it is not known.`);
  for (const file of archive.secretFiles) {
    const from = { context, arrival: "context" } as const;
    put(copying, copy.step, from, file, resolvePath(destination, file.path));
  }
  return true;
}
