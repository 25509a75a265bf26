import { confidenceOf, filesWithStory, groupBy, isDockerfile, leaks, placeOf } from "../../src/image/queries";
import type { Rule } from "../../src/rule";
import { ignoreLines } from "../shared/advice";
import { draft, listed, nameOf, relatedFiles } from "../shared/draft";

export const rule: Rule = {
  id: "context-secret",
  summary: "A COPY or ADD ships a secret file of the build context that no ignore line keeps out.",
  check({ image, context, build }) {
    const copies = groupBy(filesWithStory(image, "context"), ({ file }) =>
      JSON.stringify(file.entered.range),
    );
    return copies.map((files) => {
      const [first] = files;
      const { file, layer } = first!;
      const dyes = files.flatMap((each) => each.file.dyes);
      // A repository's history may hold anything and mostly holds nothing; a credential in its config is another matter.
      const onlyHistory = files.every((each) => each.file.path.endsWith("/.git"));
      const keyword = layer.statement.instruction.keyword.toUpperCase();
      const message = onlyHistory
        ? `${keyword} ships .git: the image would hold the whole history, with every secret that was ever committed and deleted`
        : `${keyword} ships ${listed(files.map(nameOf))} in the image${files.every((each) => isDockerfile(each.file)) ? ", with what its comments and the stages that do not ship hold" : ""}`;
      const ignoreFile = context.ignoreFile?.source.path ?? `${build.context}/.dockerignore`;
      return draft(file.entered, dyes, placeOf(first!), {
        message,
        severity: onlyHistory || !leaks(dyes) || confidenceOf(dyes) === "low" ? "warning" : "error",
        certain: files.some((each) => each.file.certain),
        fix: ignoreLines(
          files.map((each) => each.file.source ?? each.file.path),
          ignoreFile.slice(ignoreFile.lastIndexOf("/") + 1),
        ),
        related: files.length > 1 ? relatedFiles(files) : [],
      });
    });
  },
};
