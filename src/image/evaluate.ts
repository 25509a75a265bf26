import { readStatement } from "../dockerfile";
import type { ParsedDockerfile, Statement } from "../dockerfile/types";
import { besideImage } from "./beside";
import { keepCommentedLiterals } from "./comments";
import { MOST_LITERALS } from "./dyes";
import { Evaluation, type EvaluationInput } from "./evaluation";
import { readStages, type StageSource } from "./graph";
import type { LiteralSpan } from "./literal-spans";
import type { Image } from "./model";
import type { ParentImage } from "./parent-image";
import { imageOf } from "./result";
import { Settings } from "./settings";
import { evaluateStage, type Stages } from "./stage";
import type { StageState } from "./stage-state";

export interface Evaluated {
  readonly image: Image;
  /** Literal secrets in a text that reports must hide. `own`: the text is the Dockerfile itself. */
  literalSpans(text: string, own: boolean): readonly LiteralSpan[];
  /** The image for builds that are FROM it; undefined where there is nothing to build. */
  readonly asParent: ParentImage | undefined;
}

/**
 * Works out what `docker build` would push: every stage that the target reaches is evaluated in the order of the file, on dyed files only.
 * Never throws on any input; what cannot be evaluated is in `image.problems`.
 */
export function evaluate(input: EvaluationInput, parsed: ParsedDockerfile): Evaluated {
  const evaluation = new Evaluation(input);
  const { build } = input;
  const statements = parsed.instructions.map(readStatement);
  evaluateGlobals(evaluation, statements);
  const graph = readStages(
    statements,
    build.target,
    (name) => nameOf(evaluation, statements, name),
    build.contexts,
    (image) => evaluation.parentImage(image)?.state.triggers.map(({ statement }) => statement) ?? [],
  );
  if (!graph.target && graph.stages.length > 0) {
    evaluation.problems.push({
      line: 1,
      message: `There is no stage ${build.target} to build; the stages are ${graph.stages.map(({ stage }) => stage.label).join(", ")}.`,
    });
  }
  const stages: Stages = { graph, states: [], caches: new Map() };
  for (const source of graph.stages)
    if (source.stage.role !== "unreached") evaluateStage(evaluation, stages, source);
  if (graph.target) setLabels(evaluation, graph.target, stages.states[graph.target.stage.index]);
  const { furtherLiterals } = evaluation.dyes;
  if (furtherLiterals)
    evaluation.problems.push({
      line: furtherLiterals.secret.declared.range.start.line,
      message: `This Dockerfile holds more than ${MOST_LITERALS} literal secrets: those after them are told as one.`,
    });
  evaluation.findLiterals = () => findLiterals(input, evaluation, stages);
  const state = graph.target && stages.states[graph.target.stage.index];
  return {
    asParent: state && { evaluation, state },
    image: imageOf(evaluation, stages, besideImage(evaluation, stages)),
    literalSpans: (text, own) => evaluation.dyes.literalSpans(text, own),
  };
}

/** Global ARGs see the earlier ones, never ENV (2.2). */
function evaluateGlobals(evaluation: Evaluation, statements: readonly Statement[]): void {
  const settings = new Settings(evaluation);
  for (const statement of statements) {
    if (statement.kind === "from") return;
    if (statement.kind !== "arg") continue;
    for (const pair of statement.pairs) {
      // A name without a default promises nothing here: only a stage that redeclares it takes the value in.
      if (pair.value === undefined && evaluation.build.buildArgs[pair.name.text] === undefined) continue;
      settings.argument(pair, evaluation.globals, statement);
    }
  }
}

/** `--label` is in the config and in no line of the history (section 3). */
function setLabels(
  evaluation: Evaluation,
  { from, stage }: StageSource,
  state: StageState | undefined,
): void {
  const at = { span: from.instruction.keywordSpan };
  for (const [name, value] of Object.entries(evaluation.build.labels ?? {})) {
    const declared = () => evaluation.site.stepAt(at.span, `label ${name} is given to the build by --label`);
    const text = evaluation.given.value(name, value, declared);
    state?.labels.push({ name, text, statement: from, stage, at });
  }
}

function nameOf(evaluation: Evaluation, statements: readonly Statement[], name: string): string {
  const from = statements.find((statement) => statement.kind === "from");
  return from ? evaluation.expand(name, evaluation.globals, from) : name;
}

/**
 * Finds the literals of the whole Dockerfile, those of stages that are not built and of comments too: where the text itself is
 * published, they are (6.14, 2.9). Nothing else of what is not built comes into the image.
 */
function findLiterals(
  input: EvaluationInput,
  { dyes, globals }: Evaluation,
  { graph, states }: Stages,
): void {
  const { parent: _, ...alone } = input;
  const aside = new Evaluation(alone, dyes);
  for (const [name, value] of globals) {
    aside.globals.set(name, value);
    aside.globals.written.set(name, globals.written.get(name) ?? []);
  }
  const stages: Stages = { graph, states: [...states], caches: new Map() };
  for (const source of graph.stages)
    if (source.stage.role === "unreached") evaluateStage(aside, stages, source);
  keepCommentedLiterals(aside);
}
