import type { BuildOrigin, PassedArgument } from "../../src/build";
import { fixesOf } from "../../src/fixes";
import type { Rule } from "../../src/rule";
import { draft } from "../shared/draft";
import { fixInWords, ROTATE, secretId } from "../shared/fix-in-words";

export const rule: Rule = {
  id: "secret-build-arg",
  summary:
    "A compose, bake or CI file passes a secret as a build arg, whose value ends in the image's history.",
  check(subject) {
    const { build, image } = subject;
    const { origin } = build;
    if (!origin) return [];
    return origin.arguments.flatMap((passed) => {
      const line = image.history.find(({ declared }) =>
        declared.some(({ name, dyes }) => name.text === passed.name && isPassed(dyes)),
      );
      const dyes = line?.declared.find(({ name }) => name.text === passed.name)?.dyes;
      if (!line || !dyes) return [];
      const { startLine } = line.statement.instruction;
      return draft(
        { file: passed.source.path, range: passed.source.range(passed.span) },
        dyes,
        { where: "history", path: passed.name, stage: line.stage.label, line: startLine },
        {
          message: `${origin.label} passes ${passed.secret ?? "a secret"} as build arg ${passed.name}: its value ends in the image's history, by the ARG in line ${startLine} of the Dockerfile`,
          *fixes(withEdits) {
            const words = passAsSecret(origin.kind, passed);
            // Where the Dockerfile can be edited and what passes the secret cannot, that is for a person.
            const [first = ""] = words.advice.slice(-1);
            const lines = words.advice.filter((line) => line !== first);
            for (const fix of fixesOf(subject, dyes, words)(withEdits))
              yield fix.edits.length === 0 || fix.edits.some(({ file }) => file === passed.source.path)
                ? fix
                : { ...fix, advice: [...lines, ...fix.advice] };
          },
        },
      );
    });
  },
};

const isPassed = (dyes: readonly { readonly secret: { readonly origin: string } }[]): boolean =>
  dyes.some(({ secret }) => secret.origin === "build-arg");

/** Both ends: what the file passes, and the RUN that takes it. */
function passAsSecret(
  kind: BuildOrigin["kind"],
  { name, secret, references: [variable = name] }: PassedArgument,
) {
  const id = secretId(name);
  return fixInWords(
    `Pass ${name} as a build secret, and mount it for the RUN that needs it`,
    [
      ...LINES[kind](id, variable, secret ?? `\${${variable}}`),
      `In the Dockerfile, without the ARG: RUN --mount=type=secret,id=${id},env=${name} <the command that needs it>`,
    ],
    [ROTATE],
  );
}

type Lines = (id: string, variable: string, value: string) => readonly string[];

const commandLine: Lines = (id, variable) => [`docker build --secret id=${id},env=${variable} …`];

const LINES: Readonly<Record<BuildOrigin["kind"], Lines>> = {
  compose: (id, variable) => [
    `In the service's build: secrets: [${id}]`,
    `At the end of the file: secrets: { ${id}: { environment: ${variable} } }`,
  ],
  bake: (id, variable) => [`secret = ["id=${id},env=${variable}"]`],
  // Only an expression goes into an action's input; a variable is named by secret-envs.
  workflow: (id, variable, value) =>
    value.startsWith("${{")
      ? [
          "For docker/build-push-action:",
          "  secrets: |",
          `    ${id}=${value}`,
          `For docker build: --secret id=${id},env=${variable}`,
        ]
      : [
          "For docker/build-push-action:",
          "  secret-envs: |",
          `    ${id}=${variable}`,
          `For docker build: --secret id=${id},env=${variable}`,
        ],
  gitlab: commandLine,
  skaffold: (id, variable) => [`In the artifact's docker: secrets: [{ id: ${id}, env: ${variable} }]`],
  devcontainer: (id, variable) => [`"build": { "options": ["--secret", "id=${id},env=${variable}"] }`],
};
