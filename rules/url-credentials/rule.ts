import { fixesOf } from "../../src/fixes";
import { mainDye } from "../../src/image/queries";
import type { Rule } from "../../src/rule";
import { draft } from "../shared/draft";

export const rule: Rule = {
  id: "url-credentials",
  summary: "The URL of an ADD holds a user and password or a token: the image's history shows it.",
  check(subject) {
    const { image, dockerfile } = subject;
    return image.history.flatMap(({ statement, dyes, stage }) => {
      if (statement.kind !== "add" || dyes.length === 0) return [];
      const dye = mainDye(dyes);
      const [word] = statement.sources.filter(({ text }) => text.includes("://") || text.includes("@"));
      const line = statement.instruction.startLine;
      const at = {
        file: dockerfile.path,
        range: dockerfile.range(word?.span ?? statement.instruction.keywordSpan),
      };
      return draft(
        at,
        dyes,
        { where: "history", path: dye?.secret.name ?? "", stage: stage.label, line },
        {
          message: `the URL of this ADD holds ${dye?.secret.name}: the image's history shows the URL with its values filled in`,
          fixes: fixesOf(subject, dyes, {
            title: "Give the builder the credential as a secret that ADD uses by itself",
            safety: "unsafe",
            advice: ["ADD https://<host>/<repository>.git /<destination>"],
            edits: [],
            commands: ["docker build --secret id=GIT_AUTH_TOKEN,env=GIT_AUTH_TOKEN ."],
          }),
        },
      );
    });
  },
};
