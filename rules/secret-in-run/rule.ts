import { fixesOf } from "../../src/fixes";
import type { Dye } from "../../src/image/model";
import { leaks, ownLiterals } from "../../src/image/queries";
import type { Rule } from "../../src/rule";
import { mountAsVariable, variableName } from "../shared/advice";
import { draft } from "../shared/draft";

export const rule: Rule = {
  id: "secret-in-run",
  summary: "A RUN holds a literal credential: the image's history shows the whole command.",
  check(subject) {
    const { image, dockerfile } = subject;
    return image.history.flatMap((history) => {
      const { statement, stage } = history;
      if (statement.kind !== "run") return [];
      const { startLine } = statement.instruction;
      const own = ownLiterals(history, dockerfile).filter(({ secret }) => !(secret.risk && secret.passing));
      return own.map((dye) =>
        draft(
          dye.secret.declared,
          [dye],
          { where: "history", path: dye.secret.name, stage: stage.label, line: startLine },
          {
            message: messageOf(dye),
            // Whether a default is to go is for the people who rely on it.
            fixes: leaks([dye]) ? fixesOf(subject, [dye], mounted(dye)) : () => [mounted(dye)],
          },
        ),
      );
    });
  },
};

function messageOf({ secret: { kind, risk } }: Dye): string {
  if (risk === undefined)
    return `this RUN holds a literal credential (${kind}): the image's history shows the command as it stands`;
  if (risk === "password-hash")
    return "this RUN sets a password by its hash: every container of the image has it, and whoever pulls it can try passwords";
  // A URL may be that of a server elsewhere.
  return kind === "url-credentials"
    ? "this RUN holds a URL with a default password, and the image's history shows it"
    : "this RUN sets a default password: every container of the image has it, and the history shows it";
}

const mounted = ({ secret }: Dye) => mountAsVariable(variableName(secret.name));
