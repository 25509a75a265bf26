import type { BuildContext } from "../context/types";
import type { Statement } from "../dockerfile/types";
import type { Evaluation } from "./evaluation";
import { parentOf } from "./paths";
import type { StageState } from "./stage-state";

export type CopyStatement = Extract<Statement, { kind: "copy" | "add" }>;

/** Where COPY --from and a mount's `from` take files, as far as it is here; an image is not. */
export type Source =
  | { readonly kind: "stage"; readonly state: StageState; readonly label: string }
  | { readonly kind: "context"; readonly name: string; readonly context: BuildContext };

export type SourceOf = (reference: string, allowIndex: boolean) => Source | undefined;

/** A COPY or ADD under way. */
export interface Copying {
  readonly evaluation: Evaluation;
  readonly state: StageState;
  readonly statement: CopyStatement;
  readonly keyword: "COPY" | "ADD";
  /** The destination, absolute. */
  readonly path: string;
  /** Where a source file comes to lie: under its name where the destination is a directory, else at the destination (6.2). */
  place(name: string): string;
}

/** A clean file takes the place of a dyed one: hidden, and still in its layer. */
export function overwrite({ evaluation, state, statement }: Copying, path: string): void {
  state.view.addDirectory(parentOf(path));
  state.view.links.delete(path);
  if (!state.view.files.has(path)) return;
  const step = evaluation.site.stepAt(
    statement.instruction.keywordSpan,
    `${evaluation.dyes.redact(path)} is overwritten here: hidden, not removed`,
  );
  state.view.hide(path, { how: "overwritten", step });
}

/** A file of which nobody knows what it is may take the place of a dyed one. */
export function mayOverwrite({ state }: Copying, path: string, isNew: boolean): void {
  const file = state.view.files.get(path);
  if (file && isNew) state.view.write(path, { ...file, certain: false });
  else state.view.mayHide(path);
}
