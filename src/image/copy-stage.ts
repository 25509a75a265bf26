import { matchesSource, selectionOf, sourceParts, walkGlob } from "../context";
import type { DockerfileWord } from "../dockerfile/types";
import type { TraceStep } from "../finding";
import { type Copying, mayOverwrite, overwrite, type Source } from "./copying";
import type { FileView, ViewFile } from "./file-view";
import { baseName, isWithin, rebase, resolvePath } from "./paths";
import { recordStageCopy, recordUnknown } from "./plain-copies";
import { nameOnWay } from "./plain-files";

/** A dyed file of the source by one of its names: a link that is the source, or on the way to it, is followed. */
interface Named {
  readonly path: string;
  readonly file: ViewFile;
  readonly link?: string;
}

/** A directory is copied by its contents, a file to the destination or into it (6.3). Only the final view of the stage is seen (9.4). */
export function copyFromStage(
  copying: Copying,
  { state: source, label }: Extract<Source, { kind: "stage" }>,
  word: DockerfileWord,
  text: string,
): void {
  const { evaluation, state, statement, path: destination } = copying;
  const { view } = source;
  const { directory, takes } = selectionOf(text, statement.exclude, statement.parents);
  const pattern = resolvePath("/", directory);
  const entries = new Map<string, Named[]>();
  const { glob } = sourceParts(pattern);
  for (const entry of glob === undefined ? [pattern] : entriesOf(view, pattern)) entries.set(entry, []);
  for (const named of glob === undefined ? namedBelow(view, pattern) : namedFiles(view)) {
    const entry = matchesSource(pattern, named.path)?.entry;
    if (entry !== undefined && (named.link === undefined || isWithin(entry, named.link)))
      entries.get(entry)?.push(named);
  }
  // Besides what is known, a pattern may name files of the base image.
  if (glob !== undefined || statement.parents) recordUnknown(state.view.plain, destination);
  // Places take time, and most copies take no secret.
  let known: TraceStep | undefined;
  const at = () => {
    known ??= evaluation.site.stepAt(word.span, "");
    return known;
  };
  const isNew = new Set<string>();
  for (const [entry, files] of entries) {
    copyPlain(copying, view, entry, files, takes, isNew);
    for (const { path, file } of files) {
      const target = targetOf(copying, entry, path, takes);
      if (target === undefined) continue;
      const message = `carried from ${label} to ${evaluation.dyes.redact(target)} by COPY --from`;
      const step = { ...at(), message };
      const content = evaluation.dyes.further(file.content, step);
      const by = "COPY --from";
      state.view.write(target, { ...file, content, arrival: "carried", by, entered: step });
      isNew.add(target);
    }
  }
}

type Takes = (below: string) => boolean;

/** Where a file of a source comes to lie; undefined where it is left out. A source that is itself a file never is (6.11). */
function targetOf({ path: destination, place }: Copying, entry: string, path: string, takes: Takes) {
  if (entry === path) return place(baseName(path));
  return takes(path.slice(entry.length).replace(/^\/+/, "")) ? rebase(path, entry, destination) : undefined;
}

/** What a source holds besides secrets: directories, links, and files that take the place of what is there. */
function copyPlain(
  copying: Copying,
  view: FileView,
  entry: string,
  files: readonly Named[],
  takes: Takes,
  isNew: ReadonlySet<string>,
): void {
  const { state, statement, path: destination, place } = copying;
  const from = view.followed(entry);
  const target = place(baseName(entry));
  if (!statement.parents) recordStageCopy(state.view.plain, view, from, destination, target);
  // Links below a copied directory stay links (6.7).
  for (const [link, to] of view.links) {
    if (link === entry || !isWithin(link, entry) || !takes(rebase(link, entry, "/").slice(1))) continue;
    const path = rebase(link, entry, destination);
    overwrite(copying, path);
    state.view.links.set(path, to);
  }
  if (view.isDirectory(from)) {
    state.view.addDirectory(destination);
    for (const [path] of state.view.below(destination)) {
      const file = view.plain.at(rebase(path, destination, from));
      if (!takes(rebase(path, destination, "/").slice(1))) continue;
      if (file.kind === "text" || file.kind === "context") overwrite(copying, path);
      else if (file.kind === "unknown" && !file.unmade) mayOverwrite(copying, path, isNew.has(path));
    }
    return;
  }
  const { kind } = view.plain.at(from);
  if (files.some(({ path }) => path === entry) || statement.parents) return;
  if (kind === "text" || kind === "context") overwrite(copying, target);
  else if (kind === "unknown" && files.length === 0) mayOverwrite(copying, target, isNew.has(target));
}

/** What a pattern names among the paths that are known, in the order in which it is copied. */
function entriesOf(view: FileView, pattern: string): readonly string[] {
  const { base, glob = "" } = sourceParts(pattern);
  const paths = [...view.files.keys(), ...view.directories, ...view.links.keys()];
  const names = (directory: string) => {
    const path = view.followed(resolvePath("/", directory));
    const known = paths.flatMap((each) => nameOnWay(each, path));
    const plain = [...view.plain.names(path)].filter(
      (name) => view.plain.at(resolvePath(path, name)).kind !== "absent",
    );
    return new Set([...known, ...plain]);
  };
  const isDirectory = (path: string) => view.isDirectory(view.followed(resolvePath("/", path)));
  return walkGlob(base, glob, { names, isDirectory }).map((path) => resolvePath("/", path));
}

/** Those that one path can name: without links, they lie at it or below. */
const namedBelow = (view: FileView, path: string): Iterable<Named> =>
  view.links.size > 0 ? namedFiles(view) : view.below(path).map(([below, file]) => ({ path: below, file }));

/** The dyed files by all their names. */
function* namedFiles(view: FileView): Generator<Named> {
  for (const [path, file] of view.files) yield { path, file };
  for (const link of view.links.keys()) {
    const real = view.followed(link);
    for (const [path, file] of view.below(real)) yield { path: rebase(path, real, link), file, link };
  }
}
