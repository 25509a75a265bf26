import { matchesSource, selectionOf } from "../context";
import type { DockerfileWord } from "../dockerfile/types";
import type { TraceStep } from "../finding";
import { type Copying, overwrite, type Source } from "./copying";
import type { FileView, ViewFile } from "./file-view";
import { baseName, isWithin, rebase, resolvePath } from "./paths";

/** A directory is copied by its contents, a file to the destination or into it (6.3). Only the final view of the stage is seen (9.4). */
export function copyFromStage(
  copying: Copying,
  { state: source, label }: Extract<Source, { kind: "stage" }>,
  word: DockerfileWord,
  text: string,
): void {
  const { evaluation, state, statement, path: destination, place } = copying;
  const { dyes } = evaluation;
  const { directory, takes } = selectionOf(text, statement.exclude, statement.parents);
  const pattern = resolvePath("/", directory);
  const { view } = source;
  if (view.isDirectory(view.followed(pattern))) state.view.addDirectory(destination);
  // Links below a copied directory stay links (6.7).
  for (const [link, to] of view.links) {
    const entry = matchesSource(pattern, link)?.entry;
    if (entry !== undefined && entry !== link) state.view.links.set(rebase(link, entry, destination), to);
  }
  // A file without a secret takes the place of what is there.
  const plain = view.plain.at(view.followed(pattern)).kind;
  if (plain === "text" || plain === "context") overwrite(copying, place(baseName(pattern)));
  // So do those of a directory.
  const from = view.followed(pattern);
  if (view.isDirectory(from)) {
    for (const [path] of state.view.below(destination)) {
      const { kind } = view.plain.at(rebase(path, destination, from));
      if ((kind === "text" || kind === "context") && takes(rebase(path, destination, "/").slice(1)))
        overwrite(copying, path);
    }
  }
  // Places take time, and most copies take no secret.
  let at: TraceStep | undefined;
  for (const { path, file, link } of named(view)) {
    const entry = matchesSource(pattern, path)?.entry;
    if (entry === undefined || (link !== undefined && !isWithin(entry, link))) continue;
    const isFile = entry === path;
    // A source that is itself a file is never excluded (6.11).
    if (!isFile && !takes(path.slice(entry.length).replace(/^\/+/, ""))) continue;
    const target = isFile ? place(baseName(path)) : rebase(path, entry, destination);
    const message = `carried from ${label} to ${dyes.redact(target)} by COPY --from`;
    at ??= evaluation.site.stepAt(word.span, message);
    const step = { ...at, message };
    state.view.write(target, {
      ...file,
      content: dyes.further(file.content, step),
      arrival: "carried",
      by: "COPY --from",
      entered: step,
    });
  }
}

/** The dyed files by all their names: a link that is the source, or on the way to it, is followed. */
function* named(view: FileView): Generator<{ path: string; file: ViewFile; link?: string }> {
  for (const [path, file] of view.files) yield { path, file };
  for (const link of view.links.keys()) {
    const real = view.followed(link);
    for (const [path, file] of view.below(real)) yield { path: rebase(path, real, link), file, link };
  }
}
