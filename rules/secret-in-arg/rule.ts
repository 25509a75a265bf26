import { fixesOf } from "../../src/fixes";
import type { Dye, Image, Secret } from "../../src/image/model";
import { leaks } from "../../src/image/queries";
import type { Rule } from "../../src/rule";
import { mountAsVariable } from "../shared/advice";
import { draft } from "../shared/draft";

export const rule: Rule = {
  id: "secret-in-arg",
  summary: "A build arg carries a secret: its value is in the history of every image that is built with it.",
  check(subject) {
    const { image, dockerfile } = subject;
    const seen = new Set<string>();
    const times = timesHeld(image);
    const isCurrent = /^#\s*syntax\s*=\s*docker\/dockerfile:1\s*$/i.test(dockerfile.line(1));
    // Only a frontend since 1.8 shows a value that is passed in the line of the ARG itself (build-semantics 2.5).
    const isOnly = (dyes: readonly Dye[]) =>
      !isCurrent && dyes.every(({ secret }) => secret.origin === "build-arg" && times.get(secret) === 1);
    const declared = image.history.flatMap(({ declared: names, statement, stage }, index) =>
      names.map(({ name, dyes }) => ({ name, dyes, statement, stage, index })),
    );
    return declared.flatMap(({ name, dyes, statement, stage, index }) => {
      if (dyes.length === 0 || seen.has(name.text)) return [];
      seen.add(name.text);
      const literal = dyes.every(({ secret }) => secret.origin === "literal");
      const used = literal || isUsed(image, index, name.text);
      const place = {
        where: "history",
        path: name.text,
        stage: stage.label,
        line: statement.instruction.startLine,
      } as const;
      return draft({ file: dockerfile.path, range: dockerfile.range(name.span) }, dyes, place, {
        message: messageOf(dyes, name.text, used) + (isOnly(dyes) ? BEFORE : ""),
        severity: used ? "error" : "warning",
        // Whether a default is to go is for the people who rely on it.
        fixes: leaks(dyes)
          ? fixesOf(subject, dyes, mountAsVariable(name.text))
          : () => [mountAsVariable(name.text)],
      });
    });
  },
};

function messageOf(dyes: readonly Dye[], name: string, used: boolean): string {
  if (!leaks(dyes))
    return `build arg ${name} has a default password, which the image's history shows and every build without another value uses`;
  if (dyes.every(({ secret }) => secret.origin === "literal"))
    return `the default of build arg ${name} is a secret: it is in the image's history and in this file`;
  return used
    ? `the value of build arg ${name} ends in the image's history, where docker history shows it`
    : `nothing uses build arg ${name}; when a value is passed all the same, it ends in the image's history`;
}

const BEFORE = ": in the line of the ARG, which Docker before 27 writes without it";

/** How often each secret is in the image. */
function timesHeld({ layers, env, labels, commands, history }: Image): ReadonlyMap<Secret, number> {
  const times = new Map<Secret, number>();
  for (const { dyes } of [
    ...layers.flatMap(({ files }) => files),
    ...env,
    ...labels,
    ...commands,
    ...history,
  ])
    for (const { secret } of dyes) times.set(secret, (times.get(secret) ?? 0) + 1);
  return times;
}

/** Something asked for it, or a RUN comes after it: a build arg is in the environment of every later RUN (build-semantics 2.3). */
const isUsed = (image: Image, index: number, name: string): boolean =>
  image.used.has(name) || image.history.slice(index + 1).some(({ statement }) => statement.kind === "run");
