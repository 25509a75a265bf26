import type { Evaluation } from "./evaluation";
import type { StageGraph } from "./graph";
import type { Dye, Layer, LayerFile, Pushed, Stage } from "./model";
import type { Inherited } from "./parent-image";

interface Entry {
  readonly stage: Stage;
  readonly inherited?: Inherited;
}

/**
 * What is to be told of an image where its own Dockerfile is linted. The Dockerfile of a parent image tells of its secrets itself; of what its
 * triggers do here, the secrets count that come in only here: files of this context, build args of this build.
 */
export function ownPart({ dyes, dockerfile }: Evaluation, graph: StageGraph, pushed: Pushed): Pushed {
  const { layers, env, labels, commands, history } = pushed;
  const all: readonly Entry[] = [...layers, ...env, ...labels, ...commands, ...history];
  if (!all.some(({ inherited }) => inherited)) return pushed;
  const isHere = stagesOf(graph);
  const told = (entry: { readonly dyes: readonly Dye[] }) =>
    entry.dyes.filter(({ secret }) => dyes.owns(secret));
  const settings = <Setting extends Entry & { readonly dyes: readonly Dye[] }>(entries: readonly Setting[]) =>
    entries
      .filter(({ stage }) => isHere(stage))
      .map((entry) => (entry.inherited ? { ...entry, dyes: told(entry) } : entry))
      .filter((entry) => !entry.inherited || entry.dyes.length > 0);
  // What came into the parent image is told there, wherever it is moved to.
  const files = (layer: Layer): readonly LayerFile[] =>
    layer.files
      .filter(({ entered }) => entered.file === dockerfile.path)
      .map((file) => (layer.inherited ? { ...file, dyes: told(file) } : file))
      .filter((file) => file.dyes.length > 0);
  return {
    layers: layers.filter(({ stage }) => isHere(stage)).map((layer) => ({ ...layer, files: files(layer) })),
    env: settings(env),
    labels: settings(labels),
    commands: settings(commands),
    history: history
      .filter(({ stage }) => isHere(stage))
      .map((line) =>
        line.inherited
          ? {
              ...line,
              dyes: told(line),
              declared: line.declared.map((each) => ({ ...each, dyes: told(each) })),
            }
          : line,
      ),
  };
}

/** All of it, what a parent image brings at the place of the FROM that brings it. */
export function atFrom(graph: StageGraph, pushed: Pushed): Pushed {
  const isHere = stagesOf(graph);
  let root = graph.target;
  while (root?.stage.parent !== undefined) root = graph.stages[root.stage.parent];
  if (!root) return pushed;
  const { stage, from: statement } = root;
  const placed = <Placed extends Entry>(entry: Placed): Placed =>
    isHere(entry.stage) ? entry : { ...entry, stage, statement };
  return {
    layers: pushed.layers.map((layer) => ({
      ...placed(layer),
      // Those of the other build are not of this one's context.
      copies: isHere(layer.stage) ? layer.copies : [],
      files: layer.files.map((file) => (file.hiddenBy ? { ...file, hiddenBy: placed(file.hiddenBy) } : file)),
    })),
    env: pushed.env.map(placed),
    labels: pushed.labels.map(placed),
    commands: pushed.commands.map(placed),
    history: pushed.history.map(placed),
  };
}

function stagesOf({ stages }: StageGraph): (stage: Stage) => boolean {
  const own = new Set(stages.map(({ stage }) => stage));
  return (stage) => own.has(stage);
}
