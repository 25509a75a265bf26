import type { Rule } from "../../src/rule";
import { ignoreLines } from "../shared/advice";
import { listed } from "../shared/draft";

export const rule: Rule = {
  id: "context-unguarded",
  summary:
    "A COPY would ship secret files that this project is likely to have, and no ignore line keeps them out.",
  check({ image, context, build }) {
    const copies = image.layers.flatMap((layer) => layer.copies.map((copy) => ({ layer, copy })));
    const told = new Set<string>();
    return copies.flatMap(({ layer, copy }) => {
      const taken = context.expectedSecretFiles().flatMap((expected) => {
        const target = copy.target(expected.path);
        if (target === undefined || told.has(expected.path)) return [];
        told.add(expected.path);
        return [{ expected, target }];
      });
      const [first] = taken;
      if (!first) return [];
      const { expected, target } = first;
      const start = { line: expected.line ?? 1, column: 1 };
      const paths = taken.map((each) => each.expected.path);
      const ignoreFile = context.ignoreFile?.source.path ?? `${build.context}/.dockerignore`;
      const name = ignoreFile.slice(ignoreFile.lastIndexOf("/") + 1);
      return {
        severity: "warning",
        confidence: "medium",
        message: `${layer.statement.instruction.keyword.toUpperCase()} would ship ${listed(paths)} when present, which ${expected.evidence} expects; Docker does not read ${
          expected.evidence.endsWith(".gitignore") ? ".gitignore" : "it"
        }, and ${context.ignoreFile ? `${name} does not exclude it` : "there is no .dockerignore"}`,
        file: copy.step.file,
        range: copy.step.range,
        secret: { kind: "expected-file", name: expected.path.slice(expected.path.lastIndexOf("/") + 1) },
        place: {
          where: "layer",
          path: target,
          stage: layer.stage.label,
          line: layer.statement.instruction.startLine,
        },
        trace: [
          {
            file: `${build.context}/${expected.evidence}`,
            range: { start, end: start },
            message: `${expected.evidence} speaks of ${expected.path}`,
          },
          { ...copy.step, message: `would be copied to ${target}` },
        ],
        fix: ignoreLines(paths, name),
        related: taken.map((each) => ({
          path: each.target,
          message: `${each.expected.path}, by ${each.expected.evidence}`,
        })),
      };
    });
  },
};
