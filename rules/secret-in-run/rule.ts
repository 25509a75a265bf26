import { fixesOf } from "../../src/fixes";
import { leaks } from "../../src/image/queries";
import type { Rule } from "../../src/rule";
import { mountAsVariable, variableName } from "../shared/advice";
import { draft } from "../shared/draft";

export const rule: Rule = {
  id: "secret-in-run",
  summary: "A RUN holds a literal credential: the image's history shows the whole command.",
  check(subject) {
    const { image } = subject;
    return image.history.flatMap(({ statement, dyes, stage }) => {
      if (statement.kind !== "run") return [];
      const { startLine, endLine } = statement.instruction;
      const own = dyes.filter(({ secret }) => {
        const line = secret.declared.range.start.line;
        return secret.origin === "literal" && line >= startLine && line <= endLine;
      });
      return own.map((dye) =>
        draft(
          dye.secret.declared,
          [dye],
          { where: "history", path: dye.secret.name, stage: stage.label, line: startLine },
          {
            message: leaks([dye])
              ? `this RUN holds a literal credential (${dye.secret.kind}): the image's history shows the command as it stands`
              : "this RUN sets a default password: every container of the image has it, and the history shows it",
            fixes: fixesOf(subject, [dye], mountAsVariable(variableName(dye.secret.name))),
          },
        ),
      );
    });
  },
};
