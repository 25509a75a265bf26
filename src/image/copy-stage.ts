import { matchesSource, selectionOf } from "../context";
import type { DockerfileWord } from "../dockerfile/types";
import type { TraceStep } from "../finding";
import type { Copying } from "./copying";
import { baseName, rebase, resolvePath } from "./paths";
import type { StageState } from "./stage-state";

/** A directory is copied by its contents, a file to the destination or into it (6.3). Only the final view of the stage is seen (9.4). */
export function copyFromStage(
  copying: Copying,
  source: StageState,
  word: DockerfileWord,
  text: string,
): void {
  const { evaluation, state, statement, path: destination, place } = copying;
  const { dyes } = evaluation;
  const { directory, takes } = selectionOf(text, statement.exclude, statement.parents);
  const pattern = resolvePath("/", directory);
  if (source.view.isDirectory(pattern)) state.view.addDirectory(destination);
  // Places take time, and most copies take no secret.
  let at: TraceStep | undefined;
  for (const [path, file] of source.view.files) {
    const entry = matchesSource(pattern, path)?.entry;
    if (entry === undefined) continue;
    const isFile = entry === path;
    // A source that is itself a file is never excluded (6.11).
    if (!isFile && !takes(path.slice(entry.length).replace(/^\/+/, ""))) continue;
    const target = isFile ? place(baseName(path)) : rebase(path, entry, destination);
    const message = `carried from stage ${source.label} to ${dyes.redact(target)} by COPY --from`;
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
