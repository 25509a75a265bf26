import type { Statement } from "../dockerfile/types";
import { evaluateCopy } from "./copy";
import type { SourceOf } from "./copying";
import type { Evaluation } from "./evaluation";
import type { ViewFile } from "./file-view";
import { contextNamed, type StageGraph, type StageSource, sourceStage } from "./graph";
import type { ContextCopy, Stage } from "./model";
import { type Inherited, type ParentImage, statementAt } from "./parent-image";
import { evaluateRun } from "./run/run";
import { Settings } from "./settings";
import { type Setting, StageState } from "./stage-state";

type StatementOf<Kind extends Statement["kind"]> = Extract<Statement, { kind: Kind }>;

/** What the stages of one evaluation share. */
export interface Stages {
  readonly graph: StageGraph;
  /** Those that are evaluated, by index. */
  readonly states: (StageState | undefined)[];
  /** The files of cache mounts, by the cache's id. */
  readonly caches: Map<string, Map<string, ViewFile>>;
}

/** Evaluates a stage, after those that it needs, and puts its state among the others. */
export function evaluateStage(evaluation: Evaluation, stages: Stages, source: StageSource): void {
  stages.states[source.stage.index] = new StageEvaluator(evaluation, stages, source).run();
}

class StageEvaluator {
  private readonly settings: Settings;
  private readonly state: StageState;
  private readonly stage: Stage;

  constructor(
    private readonly evaluation: Evaluation,
    private readonly stages: Stages,
    private readonly source: StageSource,
  ) {
    this.settings = new Settings(evaluation);
    this.stage = source.stage;
    const parent = this.stage.parent === undefined ? undefined : stages.states[this.stage.parent];
    this.image =
      this.stage.parent === undefined ? evaluation.parentImage(source.context ?? this.stage.base) : undefined;
    this.state = new StageState(parent ?? this.image?.state, this.stage.base, this.image !== undefined);
    this.state.label = this.stage.label;
    this.triggers = (parent ?? this.image?.state)?.triggers ?? [];
  }

  /** The image that it is FROM, where another build makes that. */
  private readonly image: ParentImage | undefined;
  private readonly triggers: readonly Setting[];

  run(): StageState {
    this.evaluation.stage = this.stage;
    if (this.source.context !== undefined) this.base(this.source.context);
    if (this.image) this.state.inherit(this.originIn(this.image));
    // Triggers of the parent run in the child, before its own instructions, once (1.9).
    for (const { statement } of this.triggers) {
      if (statement.kind !== "onbuild") continue;
      if (this.image) this.trigger(this.image, statement);
      else this.step(statement.statement);
    }
    for (const statement of this.source.statements) this.step(statement);
    return this.state;
  }

  private step(statement: Statement): void {
    const { evaluation } = this;
    evaluation.line = statement.instruction.startLine;
    if (WRITES.has(statement.kind) && !evaluation.allowances.files.take(0)) return;
    const copies = this.evaluateStatement(statement) ?? [];
    if (makesLayer(statement, this.state)) this.layer(statement, copies);
  }

  /** A trigger of an image acts in the stage that is FROM it, and stands at that FROM. */
  private trigger(image: ParentImage, { instruction, statement }: StatementOf<"onbuild">): void {
    const { evaluation, state, source } = this;
    const { span } = source.from.image;
    const via = image.evaluation.site.stepAt(
      instruction.span,
      `each build that is FROM ${this.stage.base} runs this ONBUILD`,
    );
    const before = state.entryCounts();
    evaluation.trigger(image, span, via, () => this.step(statementAt(statement, source.from, span)));
    const origin = this.originIn(image)(statement);
    state.inherit(() => origin, before);
  }

  private originIn({ evaluation: { dockerfile } }: ParentImage): (statement: Statement) => Inherited {
    return (statement) => ({ image: this.stage.base, dockerfile, statement });
  }

  private layer(statement: Statement, copies: readonly ContextCopy[]): void {
    const difference = this.state.view.settle();
    // Layer upon layer may hold a file that grows.
    let amount = 0;
    for (const { content } of difference.written.values()) amount += 1 + (content.length >> 8);
    if (amount > 0) this.evaluation.allowances.files.take(amount);
    this.state.layers.push({ statement, stage: this.stage, copies, ...difference });
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
          caches: this.stages.caches,
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
    const { stage, evaluation } = this;
    const { graph, states } = this.stages;
    const index = sourceStage(reference, graph.names, stage.index, allowIndex);
    const state = index === undefined ? undefined : states[index];
    if (state) return { kind: "stage", state, label: `stage ${state.label}` };
    const name = contextNamed(evaluation.build.contexts ?? {}, reference);
    const context = name === undefined ? undefined : evaluation.contexts.get(name);
    if (name !== undefined && context) return { kind: "context", name, context };
    const image = evaluation.parentImage(reference);
    return image && { kind: "stage", state: image.state, label: `image ${reference}` };
  };
}

/** What may put any number of files into a layer. */
const WRITES = new Set<Statement["kind"]>(["run", "copy", "add"]);

/** One layer a RUN, COPY and ADD, and a WORKDIR that is not the root (9.1). */
const makesLayer = ({ kind }: Statement, state: StageState): boolean =>
  kind === "run" || kind === "copy" || kind === "add" || (kind === "workdir" && state.workdir !== "/");
