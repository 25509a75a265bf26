import { isArchiveName } from "../../src/context/archive";
import { fixesOf, fixesOfPaths } from "../../src/fixes";
import {
  type FileAtRest,
  filesWithStory,
  groupBy,
  isDockerfile,
  leaks,
  mainDye,
  placeOf,
} from "../../src/image/queries";
import type { Rule } from "../../src/rule";
import { ignoreLines, makeAnew, takeOut } from "../shared/advice";
import { draft, listed, nameOf, relatedFiles, severityOf } from "../shared/draft";

export const rule: Rule = {
  id: "context-secret",
  summary: "A COPY or ADD ships a secret file of the build context that no ignore line keeps out.",
  check(subject) {
    const { image, context, build } = subject;
    const copies = groupBy(filesWithStory(image, "context"), ({ file }) =>
      JSON.stringify(file.entered.range),
    );
    return copies.map((taken) => {
      const errors = taken.filter((each) => severityOf(each) === "error");
      // What is worst is told first: `.git` stands before `.npmrc` in a directory, and matters less.
      const files = [...errors, ...taken.filter((each) => !errors.includes(each))];
      const first = files[0]!;
      const ignoreFile = context.ignoreFile?.source.path ?? `${build.context}/.dockerignore`;
      const [needed, spare] = [files.filter(isNeeded), files.filter((each) => !isNeeded(each))];
      const archive = spare.map(nameOf).every(isArchiveName) ? spare[0] && nameOf(spare[0]) : undefined;
      const words =
        spare.length === 0
          ? takeOut(needed.map(nameOf))
          : archive !== undefined
            ? makeAnew(archive)
            : ignoreLines(spare.map(nameOf), ignoreFile.slice(ignoreFile.lastIndexOf("/") + 1));
      const dyes = files.flatMap(({ file }) => file.dyes);
      const fixesFor = () => {
        // What asks for an archive wants the rest of it.
        const asks = image.layers.some(({ copies }) => copies.some(({ source }) => source === archive));
        if (asks) return () => [words];
        return files.some(({ file }) => isDockerfile(file))
          ? fixesOfPaths(subject, spare.map(nameOf), words)
          : fixesOf(subject, dyes, words);
      };
      return draft(first.file.entered, dyes, placeOf(first), {
        message: `${first.layer.statement.instruction.keyword.toUpperCase()} ships ${whatOf(files)}`,
        severity: severityOf(first),
        certain: files.some(({ file }) => file.certain),
        fixes: fixesFor(),
        related: files.length > 1 ? relatedFiles(files) : [],
      });
    });
  },
};

/** A repository's history may hold anything and mostly holds nothing, which its name proves. */
const isHistory = ({ file }: FileAtRest): boolean => /\/\.(?:git|hg)$/.test(file.path);

const isNeeded = ({ file }: FileAtRest): boolean => mainDye(file.dyes)?.secret.needed === true;

function whatOf(files: readonly FileAtRest[]): string {
  const names = listed(files.map(nameOf));
  const secret = mainDye(files[0]!.file.dyes)?.secret;
  if (files.every(isHistory))
    return `${names}: the image would hold the whole history, with every secret that was ever committed and deleted`;
  if (!files.some(({ file }) => leaks(file.dyes)))
    return `${names} in the image with a default password: a risk where the container uses it, and no leak`;
  if (files.every(isNeeded) && secret)
    return `${names} in the image with a credential in line ${secret.declared.range.start.line}`;
  if (files.every((each) => each.file.dyes.every((dye) => dye.secret.unproven)))
    return `${names} in the image: the name says that it holds secrets, its content does not show it`;
  if (files.every(({ file }) => isDockerfile(file)))
    return `${names} in the image, with what its comments and the stages that do not ship hold`;
  return `${names} in the image`;
}
