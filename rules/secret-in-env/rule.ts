import { fixesOf } from "../../src/fixes";
import { leaks, mainDye } from "../../src/image/queries";
import type { Rule } from "../../src/rule";
import { giveAtRunTime } from "../shared/advice";
import { draft } from "../shared/draft";

export const rule: Rule = {
  id: "secret-in-env",
  summary: "ENV sets a secret: it is in the image's config and in its history.",
  check(subject) {
    const { image, dockerfile } = subject;
    return image.env.map(({ name, dyes, statement, stage, span, replaced }) => {
      const line = statement.instruction.startLine;
      const carried = dyes.find(({ secret }) => secret.origin === "build-arg");
      const source = carried ? `build arg ${carried.secret.name}` : "a secret";
      const where = replaced
        ? "the image's history, though a later ENV replaces it"
        : "the image's environment and history";
      return draft(
        { file: dockerfile.path, range: dockerfile.range(span) },
        dyes,
        { where: replaced ? "history" : "env", path: name, stage: stage.label, line },
        {
          message: leaks(dyes)
            ? `ENV ${name} puts ${source} into ${where}, readable by everybody who pulls the image`
            : mainDye(dyes)?.secret.risk === "password-hash"
              ? `ENV ${name} sets a password hash: whoever pulls the image can try passwords against it`
              : `ENV ${name} sets a default password, which every container uses that is not given another`,
          // Whether a default is to go is for the people who rely on it.
          fixes: leaks(dyes) ? fixesOf(subject, dyes, giveAtRunTime(name)) : () => [giveAtRunTime(name)],
        },
      );
    });
  },
};
