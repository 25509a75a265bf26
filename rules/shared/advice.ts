import type { Fix } from "../../src/finding";
import { fixInWords, ROTATE, secretId } from "./fix-in-words";

/** For a credential that a RUN needs as a variable. */
export function mountAsVariable(name: string, command = "<the command that needs it>"): Fix {
  const id = secretId(name);
  return fixInWords(
    `Mount ${name} as a build secret for the RUN that needs it`,
    [`RUN --mount=type=secret,id=${id},env=${name} ${command}`],
    [`docker build --secret id=${id},env=${name} .`, ROTATE],
  );
}

/** For files of the context that no build needs: the lines of the ignore file. */
export function ignoreLines(paths: readonly string[], ignoreFile: string): Fix {
  const lines = [...new Set(paths.map(ignoreLine))];
  return fixInWords(
    `Keep ${lines.length === 1 ? "it" : "them"} out of the build: add to ${ignoreFile}`,
    lines,
    [ROTATE],
  );
}

/** For files that the image needs, and that a credential stands in. */
export const takeOut = (paths: readonly string[]): Fix =>
  fixInWords(
    `Take the credential out of ${paths.length === 1 ? paths[0] : "these files"}`,
    [
      "Read it from the environment or from a file under /run/secrets when the container runs.",
      "If it opens nothing, say so in a comment on its line or above: watertight:allow <why it opens nothing>",
    ],
    [ROTATE],
  );

/** For an archive that the image needs, and that a secret file is in. */
export function makeAnew(archive: string): Fix {
  const file = "<the secret file>";
  const command = archive.endsWith(".zip")
    ? `zip -d ${archive} ${file}`
    : archive.endsWith(".tar")
      ? `tar --delete -f ${archive} ${file}`
      : `tar --exclude=${file} -czf ${archive} <what goes into it>`;
  return fixInWords(`Take the secret file out of ${archive}`, [command], [ROTATE]);
}

// A line without `**/` holds at the root of the context only.
const ignoreLine = (path: string): string => {
  const folder = /(?:^|\/)(\.(?:git|hg|aws|ssh|gnupg|kube|docker|azure))(?:\/|$)/.exec(path)?.[1];
  return `**/${folder ?? path.slice(path.lastIndexOf("/") + 1)}`;
};

/** For a stage that ships what only its build needed. */
export const copyLess = (path: string): Fix =>
  fixInWords(
    "Copy only what the final stage needs",
    [
      "COPY --from=<builder> <the built files> <destination>",
      `Or remove it in the builder, before the COPY: RUN rm -f ${path}`,
    ],
    [ROTATE],
  );

/** For a secret that the running container needs. */
export const giveAtRunTime = (name: string): Fix =>
  fixInWords(
    `Remove ${name} from the image and give it to the container when it runs`,
    [
      `Delete the line that sets ${name}.`,
      "For a RUN that needs it, mount it: " +
        `RUN --mount=type=secret,id=${secretId(name)},env=${name} <command>`,
    ],
    [
      `docker run --env-file <file with ${name}> <image>`,
      `docker build --secret id=${secretId(name)},env=${name} .`,
      ROTATE,
    ],
  );

/** A token found by its shape has no name of its own; this is the one that the advice gives it. */
export { variableName } from "../../src/fixes";
