import { fixesOf } from "../../src/fixes";
import { mainDye } from "../../src/image/queries";
import type { Rule } from "../../src/rule";
import { giveAtRunTime, variableName } from "../shared/advice";
import { draft } from "../shared/draft";

export const rule: Rule = {
  id: "secret-in-metadata",
  summary: "A label, CMD, ENTRYPOINT, HEALTHCHECK or ONBUILD holds a secret: it is in the image's config.",
  check(subject) {
    const { image, dockerfile } = subject;
    const entries = [
      ...image.labels.map((entry) => ({ ...entry, where: "label" as const, what: `label ${entry.name}` })),
      ...image.commands.map((entry) => ({ ...entry, where: "command" as const, what: entry.name })),
    ];
    return entries.map(({ name, dyes, statement, stage, span, replaced, where, what }) => {
      const dye = mainDye(dyes);
      const line = statement.instruction.startLine;
      // A literal of a command stands in one of its words; a label is known by its name.
      const literal =
        where === "command" &&
        dye?.secret.origin === "literal" &&
        dye.secret.declared.file === dockerfile.path
          ? dye.secret.declared
          : undefined;
      const at = literal ?? { file: dockerfile.path, range: dockerfile.range(span) };
      return draft(
        at,
        dyes,
        { where: replaced ? "history" : where, path: name, stage: stage.label, line },
        {
          message: `${what} holds ${dye?.secret.name}: it is in the image's ${replaced ? "history, though a later one replaces it" : "config and history"}`,
          fixes: fixesOf(subject, dyes, giveAtRunTime(variableName(dye?.secret.name ?? "SECRET"))),
        },
      );
    });
  },
};
