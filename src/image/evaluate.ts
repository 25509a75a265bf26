import type { Build } from "../build";
import type { BuildContext } from "../context/types";
import { readStatement } from "../dockerfile";
import type { ParsedDockerfile, Statement } from "../dockerfile/types";
import type { Judge } from "../secrets";
import type { SourceText } from "../text/source";
import { evaluateCopy } from "./copy";
import type { SourceOf } from "./copying";
import type { Dyes, LiteralSpan } from "./dyes";
import { Evaluation } from "./evaluation";
import { dyedFile, type ViewFile } from "./file-view";
import { contextNamed, readStages, type StageGraph, type StageSource, sourceStage } from "./graph";
import type { ConfigEntry, ContextCopy, Image, Layer, LayerFile, Stage } from "./model";
import { evaluateRun } from "./run/run";
import { Settings } from "./settings";
import { type LayerRecord, type Setting, StageState } from "./stage-state";

export interface Evaluated {
  readonly image: Image;
  /** Literal secrets in a text that reports must hide. `own`: the text is the Dockerfile itself. */
  literalSpans(text: string, own: boolean): readonly LiteralSpan[];
}

/**
 * Works out what `docker build` would push: every stage that the target reaches is evaluated in the order of the file, on dyed files only.
 * Never throws on any input; what cannot be evaluated is in `image.problems`.
 */
export function evaluate(
  build: Build,
  dockerfile: SourceText,
  parsed: ParsedDockerfile,
  context: BuildContext,
  judge?: Judge,
  contexts?: ReadonlyMap<string, BuildContext>,
): Evaluated {
  const evaluation = new Evaluation(build, dockerfile, context, parsed.escape, judge, contexts);
  const statements = parsed.instructions.map(readStatement);
  const settings = new Settings(evaluation);
  evaluateGlobals(evaluation, settings, statements);
  const graph = readStages(
    statements,
    build.target,
    (name) => nameOf(evaluation, statements, name),
    build.contexts,
  );
  if (!graph.target && graph.stages.length > 0) {
    evaluation.problems.push({
      line: 1,
      message: `There is no stage ${build.target} to build; the stages are ${graph.stages.map(({ stage }) => stage.label).join(", ")}.`,
    });
  }
  const states: (StageState | undefined)[] = [];
  const caches = new Map<string, Map<string, ViewFile>>();
  for (const source of graph.stages) {
    if (source.stage.role !== "unreached")
      states[source.stage.index] = new StageEvaluator(
        evaluation,
        settings,
        graph,
        states,
        caches,
        source,
      ).run();
  }
  const state = graph.target && states[graph.target.stage.index];
  return {
    image: imageOf(evaluation, graph, state),
    literalSpans: (text, own) => evaluation.dyes.literalSpans(text, own),
  };
}

/** Global ARGs see the earlier ones, never ENV (2.2). */
function evaluateGlobals(evaluation: Evaluation, settings: Settings, statements: readonly Statement[]): void {
  for (const statement of statements) {
    if (statement.kind === "from") return;
    if (statement.kind !== "arg") continue;
    for (const pair of statement.pairs) {
      // A name without a default promises nothing here: only a stage that redeclares it takes the value in.
      if (pair.value === undefined && evaluation.build.buildArgs[pair.name.text] === undefined) continue;
      const value = settings.argumentValue(pair, evaluation.globals, statement);
      if (value !== undefined) evaluation.globals.set(pair.name.text, value);
    }
  }
}

function nameOf(evaluation: Evaluation, statements: readonly Statement[], name: string): string {
  const from = statements.find((statement) => statement.kind === "from");
  return from ? evaluation.expand(name, evaluation.globals, from) : name;
}

class StageEvaluator {
  private readonly state: StageState;
  private readonly stage: Stage;

  constructor(
    private readonly evaluation: Evaluation,
    private readonly settings: Settings,
    private readonly graph: StageGraph,
    private readonly states: readonly (StageState | undefined)[],
    private readonly caches: Map<string, Map<string, ViewFile>>,
    private readonly source: StageSource,
  ) {
    this.stage = source.stage;
    const parent = this.stage.parent === undefined ? undefined : states[this.stage.parent];
    this.state = new StageState(parent);
    this.state.label = this.stage.label;
    this.inherited = parent?.triggers ?? [];
  }

  private readonly inherited: readonly Setting[];

  run(): StageState {
    this.evaluation.stage = this.stage;
    if (this.source.context !== undefined) this.base(this.source.context);
    // Triggers of the parent run in the child, before its own instructions, once (1.9).
    for (const { statement } of this.inherited)
      if (statement.kind === "onbuild") this.step(statement.statement);
    for (const statement of this.source.statements) this.step(statement);
    return this.state;
  }

  private step(statement: Statement): void {
    const copies = this.evaluateStatement(statement) ?? [];
    if (makesLayer(statement, this.state)) this.layer(statement, copies);
  }

  private layer(statement: Statement, copies: readonly ContextCopy[]): void {
    const { written, hidden } = this.state.view.settle();
    this.state.layers.push({ statement, stage: this.stage, written, hidden, copies });
  }

  /** A folder that stands for a base image is the only layer of it. */
  private base(name: string): void {
    const { evaluation, state, source } = this;
    const context = evaluation.contexts.get(name);
    if (!context) return;
    const step = evaluation.site.stepAt(source.from.image.span, `the context ${name} is the base image`);
    for (const file of context.secretFiles) {
      state.view.write(`/${file.path}`, {
        content: evaluation.dyes.further(evaluation.contextFile(file, context), step),
        arrival: "carried",
        by: "FROM",
        entered: step,
        certain: true,
        incidental: false,
      });
    }
    this.layer(source.from, []);
  }

  private evaluateStatement(statement: Statement): readonly ContextCopy[] | void {
    const { state, settings, evaluation } = this;
    switch (statement.kind) {
      case "arg":
        return settings.arguments(state, statement);
      case "env":
        return settings.environment(state, statement);
      case "label":
        return settings.labels(state, statement);
      case "cmd":
      case "entrypoint":
      case "healthcheck":
        return settings.command(state, statement);
      case "onbuild":
        return settings.trigger(state, statement);
      case "workdir":
      case "user":
      case "stopsignal":
      case "maintainer":
        return settings.place(state, statement);
      case "shell":
        return settings.shell(state, statement);
      case "copy":
      case "add":
        return evaluateCopy(evaluation, state, statement, this.sourceOf);
      case "run":
        return evaluateRun(evaluation, state, statement, {
          caches: this.caches,
          sourceOf: this.sourceOf,
        });
      case "volume":
      case "expose":
        return settings.list(state, statement);
      case "from":
      case "unknown":
        return;
    }
  }

  /** A stage, or else a named context (1.3, 1.4). */
  private readonly sourceOf: SourceOf = (reference, allowIndex) => {
    const { graph, states, stage, evaluation } = this;
    const index = sourceStage(reference, graph.names, stage.index, allowIndex);
    const state = index === undefined ? undefined : states[index];
    if (state) return { kind: "stage", state };
    const name = contextNamed(evaluation.build.contexts ?? {}, reference);
    const context = name === undefined ? undefined : evaluation.contexts.get(name);
    return name === undefined || !context ? undefined : { kind: "context", name, context };
  };
}

/** One layer a RUN, COPY and ADD, and a WORKDIR that is not the root (9.1). */
const makesLayer = ({ kind }: Statement, state: StageState): boolean =>
  kind === "run" || kind === "copy" || kind === "add" || (kind === "workdir" && state.workdir !== "/");

function imageOf(evaluation: Evaluation, graph: StageGraph, state: StageState | undefined): Image {
  const entries = (settings: readonly Setting[], replaces: boolean): ConfigEntry[] => {
    const last = new Map(settings.map(({ name }, index) => [name, index]));
    return settings.flatMap(({ name, text, statement, stage, at }, index) => {
      const dyes = evaluation.dyes.in(text);
      const replaced = replaces && last.get(name) !== index;
      return dyes.length > 0 ? [{ name, statement, stage, dyes, span: at.span, replaced }] : [];
    });
  };
  return {
    target: graph.target?.stage ?? evaluation.stage,
    stages: graph.stages.map(({ stage }) => stage),
    layers: layersOf(evaluation.dyes, state?.layers ?? []),
    env: entries(state?.environment ?? [], true),
    labels: entries(state?.labels ?? [], true),
    commands: [...entries(state?.commands ?? [], true), ...entries(state?.triggers ?? [], false)],
    history: state?.history ?? [],
    used: evaluation.used,
    problems: evaluation.problems,
    doubts: evaluation.doubts,
  };
}

/** Finds for each file the first later layer that hides it. Nothing is ever taken away: hidden is not gone (9.2). */
function layersOf(dyes: Dyes, records: readonly LayerRecord[]): Layer[] {
  const next = new Map<string, NonNullable<LayerFile["hiddenBy"]>>();
  return records
    .toReversed()
    .map(({ statement, stage, written, hidden, copies }): Layer => {
      const files = [...written].map(([path, file]): LayerFile => {
        const hiddenBy = next.get(path);
        const dyed = dyedFile(dyes.redact(path), file, dyes.in(file.content));
        return hiddenBy ? { ...dyed, hiddenBy } : dyed;
      });
      for (const [index, [path]] of [...written].entries()) {
        const step = files[index]!.dyes[0]!.steps.at(-1)!;
        next.set(path, { statement, stage, how: "overwritten", step });
      }
      for (const [path, hide] of hidden) next.set(path, { statement, stage, ...hide });
      return { statement, stage, files, copies };
    })
    .toReversed();
}
