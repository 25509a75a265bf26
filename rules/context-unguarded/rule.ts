import { insideRoot, isGlob } from "../../src/context";
import type { ExpectedSecretFile } from "../../src/context/types";
import type { TraceStep } from "../../src/finding";
import { fixesOfPaths } from "../../src/fixes";
import type { ContextCopy, Layer } from "../../src/image/model";
import type { Draft, Rule, Subject } from "../../src/rule";
import { ignoreLines } from "../shared/advice";
import { listed } from "../shared/draft";
import { mountInstead } from "../shared/mount-as-file";

export const rule: Rule = {
  id: "context-unguarded",
  summary:
    "A COPY would ship secret files that this project is likely to have, and no ignore line keeps them out.",
  check(subject) {
    const { image, context, build } = subject;
    const copies = image.layers.flatMap((layer) => layer.copies.map((copy) => ({ layer, copy })));
    // A file that is named takes no other along, and to look for evidence takes a walk.
    const broad = copies.filter(({ copy }) => context.kind(copy.source) !== "file");
    const told = new Set<string>();
    const named = copies.flatMap((each) => namedDraft(subject, each, told));
    const unguarded = broad.flatMap(({ layer, copy }): Draft | Draft[] => {
      const taken = context.expectedSecretFiles().flatMap((expected) => {
        const target = copy.target(expected.path);
        if (target === undefined || told.has(expected.path)) return [];
        told.add(expected.path);
        return [{ expected, target }];
      });
      // What something speaks of is told; an `.env` that nothing speaks of, only beside nothing else.
      const evident = taken.filter(({ expected }) => expected.evidence !== undefined);
      const shown = evident.length > 0 ? evident : taken;
      const [first] = shown;
      if (!first) return [];
      const { expected, target } = first;
      const { instruction } = layer.statement;
      const paths = shown.map((each) => each.expected.path);
      const ignoreFile = context.ignoreFile?.source.path ?? `${build.context}/.dockerignore`;
      const name = ignoreFile.slice(ignoreFile.lastIndexOf("/") + 1);
      const guard = context.ignoreFile ? `no line of ${name} excludes it` : "there is no .dockerignore";
      return {
        severity: expected.evidence === undefined ? "note" : "warning",
        confidence: expected.evidence === undefined ? "low" : "medium",
        message: `${instruction.keyword.toUpperCase()} would ship ${listed(paths)} ${when(expected)}, and ${guard}`,
        file: copy.step.file,
        range: copy.step.range,
        secret: { kind: "expected-file", name: expected.path.slice(expected.path.lastIndexOf("/") + 1) },
        place: { where: "layer", path: target, stage: layer.stage.label, line: instruction.startLine },
        trace: [
          ...evidenceStep(expected, build.context),
          { ...copy.step, message: `would be copied to ${target}` },
        ],
        // Nothing has leaked yet.
        fixes: fixesOfPaths(subject, paths, { ...ignoreLines(paths, name), commands: [] }),
        related: shown.map((each) => ({
          path: each.target,
          message: each.expected.path + (each.expected.evidence ? `, by ${each.expected.evidence}` : ""),
        })),
      };
    });
    return [...named, ...unguarded];
  },
};

/** A file that a COPY asks for by its name: without it Docker stops, so it is there wherever the image is built. */
function namedDraft(
  { context }: Subject,
  { layer, copy }: { readonly layer: Layer; readonly copy: ContextCopy },
  told: Set<string>,
): Draft[] {
  const verdict = isGlob(copy.source) ? undefined : context.missingSecret(copy.source);
  const path = insideRoot(copy.source);
  const target = copy.target(path);
  if (!verdict || target === undefined || told.has(path)) return [];
  told.add(path);
  // A name that others have as well is believed where something else speaks of the file, too.
  const isSure =
    verdict.confidence === "high" ||
    verdict.kind === "env-file" ||
    context.expectedSecretFiles().some((each) => each.path === path && each.evidence !== undefined);
  const { instruction } = layer.statement;
  return [
    {
      severity: isSure ? "warning" : "note",
      confidence: verdict.confidence,
      message: `${instruction.keyword.toUpperCase()} would ship ${path}, which the build needs and which is not here now`,
      file: copy.step.file,
      range: copy.step.range,
      secret: { kind: verdict.kind, name: path.slice(path.lastIndexOf("/") + 1) },
      place: { where: "layer", path: target, stage: layer.stage.label, line: instruction.startLine },
      trace: [{ ...copy.step, message: `would be copied to ${target}` }],
      fixes: () => [mountInstead(verdict.kind, target)],
    },
  ];
}

function when({ evidence, line }: ExpectedSecretFile): string {
  if (evidence === undefined) return "if one were there";
  if (evidence === ".gitignore") return "when present: .gitignore holds for git only";
  return line === undefined
    ? `once it is made from ${evidence}`
    : `when present: ${evidence} shows that it is read`;
}

function evidenceStep({ evidence, line, path }: ExpectedSecretFile, root: string): TraceStep[] {
  if (evidence === undefined) return [];
  const start = { line: line ?? 1, column: 1 };
  return [
    { file: `${root}/${evidence}`, range: { start, end: start }, message: `${evidence} speaks of ${path}` },
  ];
}
