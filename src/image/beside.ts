import type { Span } from "../text/source";
import type { Evaluation } from "./evaluation";
import type { BesideImage, Dye, Stage } from "./model";
import { filesOf } from "./result";
import type { Stages } from "./stage";

/** What is published beside the image: the provenance attestation, and an exported build cache (build-semantics 2.9 to 2.14). */
export function besideImage(evaluation: Evaluation, stages: Stages): readonly BesideImage[] {
  return [...inProvenance(evaluation, stages), ...inCache(evaluation, stages)];
}

function inProvenance(evaluation: Evaluation, { graph }: Stages): BesideImage[] {
  const mode = provenanceMode(evaluation);
  const from = graph.target?.from.instruction.keywordSpan;
  if (mode === "none" || !from) return [];
  // The URL of what ADD fetched is listed with user and password taken out, and its query left in.
  const fetched = evaluation.fetched.flatMap(({ statement, stage, text }) =>
    evaluation.dyes
      .in(/^https?:[^?#]*(\?[^#]*)/.exec(text)?.[1] ?? "")
      .map((dye) => ({ dye, statement, stage })),
  );
  const found: { readonly dye: Dye; readonly stage?: Stage }[] = [
    ...fetched,
    // The rest is in the full form only: all build args, declared or not, and the Dockerfile itself.
    ...(mode === "max"
      ? [...allGiven(evaluation, from), ...evaluation.literals()].map((dye) => ({ dye }))
      : []),
  ];
  const once = new Map(found.map((each) => [each.dye.secret, each]));
  return [...once.values()].map(({ dye, stage }) => ({
    where: "provenance",
    name: dye.secret.name,
    dyes: [dye],
    line: dye.secret.declared.range.start.line,
    stage: stage?.label ?? "",
    // No comment can stand above a comment and mean it, so a finding about one stands at the target.
    at:
      dye.secret.declared.file === evaluation.dockerfile.path &&
      evaluation.dockerfile.line(dye.secret.declared.range.start.line).trimStart().startsWith("#")
        ? evaluation.site.stepAt(from, dye.secret.declared.message)
        : dye.secret.declared,
  }));
}

/** Those that no ARG takes in, too, which stand nowhere in the Dockerfile. */
function allGiven({ build, given, site }: Evaluation, from: Span): readonly Dye[] {
  for (const [name, value] of Object.entries(build.buildArgs)) {
    const message = `build arg ${name} is given to the build; no ARG takes it in`;
    if (!given.has(name)) given.value(name, value, () => site.stepAt(from, message));
  }
  return given.secrets();
}

/** A build arg of the frontend turns it on, too (2.10). */
function provenanceMode({ build }: Evaluation): "none" | "min" | "max" {
  const argument = build.buildArgs.BUILDKIT_ATTEST_PROVENANCE;
  if (argument !== undefined && build.provenance === undefined)
    return /\bmode=min\b/.test(argument) ? "min" : "max";
  return build.provenance ?? "min";
}

/** With `mode=max` the layers of every stage that was built are exported, those of builders with all that they wrote (2.14). */
function inCache(evaluation: Evaluation, { graph, states }: Stages): BesideImage[] {
  if (evaluation.build.cacheTo !== "max") return [];
  return graph.stages.flatMap(({ stage }) => {
    const own = stage.role === "builder" ? (states[stage.index]?.layers.own ?? []) : [];
    return own
      .filter((layer) => layer.stage === stage)
      .flatMap(({ statement, written }) =>
        filesOf(evaluation, written).map(({ file }) => ({
          where: "cache" as const,
          name: file.path,
          dyes: file.dyes,
          line: statement.instruction.startLine,
          stage: stage.label,
          at: file.entered,
        })),
      );
  });
}
