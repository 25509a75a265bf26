import type { Evaluation } from "./evaluation";
import type {
  BesideImage,
  BuilderStage,
  ConfigEntry,
  DyedFile,
  Image,
  Layer,
  LayerFile,
  Pushed,
  Stage,
} from "./model";
import { atFrom, ownPart } from "./own-part";
import type { Stages } from "./stage";
import type { LayerRecord, Setting, StageState } from "./stage-state";
import { dyedFile } from "./view-file";

/** What the evaluation of the target comes to. */
export function imageOf(
  evaluation: Evaluation,
  { graph, states }: Stages,
  beside: readonly BesideImage[],
): Image {
  const state = graph.target && states[graph.target.stage.index];
  const pushed = pushedOf(evaluation, state);
  return {
    ...ownPart(evaluation, graph, pushed),
    whole: () => atFrom(graph, pushed),
    target: graph.target?.stage ?? evaluation.stage,
    stages: graph.stages.map(({ stage }) => stage),
    beside,
    builders: () =>
      graph.stages.flatMap(({ stage }) => {
        const built = stage.role === "builder" ? states[stage.index] : undefined;
        return built ? [builderOf(evaluation, stage, built)] : [];
      }),
    used: evaluation.used,
    work: evaluation.work,
    problems: evaluation.problems,
    doubts: evaluation.doubts,
  };
}

function pushedOf(evaluation: Evaluation, state: StageState | undefined): Pushed {
  const entries = (written: Iterable<Setting>, replaces: boolean): ConfigEntry[] => {
    const settings = [...written];
    const last = new Map(settings.map(({ name }, index) => [name, index]));
    return settings.flatMap(({ name, text, statement, stage, at, inherited }, index) => {
      const dyes = evaluation.dyesOf(text);
      const replaced = replaces && last.get(name) !== index;
      const entry = { name, statement, stage, dyes, span: at.span, replaced };
      return dyes.length > 0 ? [inherited ? { ...entry, inherited } : entry] : [];
    });
  };
  return {
    layers: layersOf(evaluation, [...(state?.layers ?? [])]),
    env: entries(state?.environment ?? [], true),
    labels: entries(state?.labels ?? [], true),
    commands: [...entries(state?.commands ?? [], true), ...entries(state?.triggers ?? [], false)],
    history: [...(state?.history ?? [])],
  };
}

/** What lies below its own layers hides nothing in them. */
function builderOf(evaluation: Evaluation, stage: Stage, { layers, history }: StageState): BuilderStage {
  const isOwn = (entry: { readonly stage: Stage }) => entry.stage === stage;
  return {
    stage,
    layers: layersOf(evaluation, layers.own.filter(isOwn)),
    history: history.own.filter(isOwn),
  };
}

/** Finds for each file the first later layer that hides it. Nothing is ever taken away: hidden is not gone (9.2). */
function layersOf(evaluation: Evaluation, records: readonly LayerRecord[]): Layer[] {
  const next = new Map<string, NonNullable<LayerFile["hiddenBy"]>>();
  const unsure = new Set<string>();
  const layers = records.toReversed().map((record): Layer => {
    const { statement, stage, written, hidden, mayHide, copies, inherited } = record;
    const dyed = filesOf(evaluation, written);
    const files = dyed.map(({ path, file }): LayerFile => {
      const hiddenBy = next.get(path);
      const mayBeHidden = unsure.has(path) ? ({ mayBeHidden: true } as const) : {};
      return { ...file, ...mayBeHidden, ...(hiddenBy ? { hiddenBy } : {}) };
    });
    for (const path of [...written.keys(), ...hidden.keys()]) unsure.delete(path);
    for (const path of mayHide) unsure.add(path);
    for (const [path, { certain }] of written) if (!certain) unsure.add(path);
    // What may not be written hides nothing for sure.
    for (const { path, file } of dyed) {
      if (written.get(path)?.certain === false) continue;
      next.set(path, { statement, stage, how: "overwritten", step: file.dyes[0]!.steps.at(-1)! });
    }
    for (const [path, hide] of hidden) next.set(path, { statement, stage, ...hide });
    return { statement, stage, files, copies, ...(inherited ? { inherited } : {}) };
  });
  return layers.reverse();
}

/** The files of a layer that hold a secret, by their paths as the evaluation has them. */
export const filesOf = (
  evaluation: Evaluation,
  written: LayerRecord["written"],
): { readonly path: string; readonly file: DyedFile }[] =>
  [...written].flatMap(([path, file]) => {
    const dyes = evaluation.dyesOf(file.content);
    return dyes.length > 0 ? [{ path, file: dyedFile(evaluation.dyes.redact(path), file, dyes) }] : [];
  });
