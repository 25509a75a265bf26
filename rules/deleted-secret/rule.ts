import { fixesOf, fixesOfCarried } from "../../src/fixes";
import type { Hiding, LayerFile } from "../../src/image/model";
import { filesWithStory, groupBy, placeOf } from "../../src/image/queries";
import type { Rule, Subject } from "../../src/rule";
import { ignoreLines } from "../shared/advice";
import { draft, listed, relatedFiles, severityOf } from "../shared/draft";
import { mountAsFile } from "../shared/mount-as-file";

const DONE: Readonly<Record<Hiding, string>> = {
  deleted: "deletes",
  overwritten: "overwrites",
  moved: "moves",
};

export const rule: Rule = {
  id: "deleted-secret",
  summary: "A secret file of one layer is deleted or overwritten in a later one: the earlier layer keeps it.",
  check(subject) {
    const { image } = subject;
    const deletions = groupBy(
      filesWithStory(image, "hidden").filter(({ file }) => !file.incidental),
      ({ file }) => JSON.stringify(file.hiddenBy?.step.range),
    );
    return deletions.flatMap((files) => {
      const { file, layer } = files[0]!;
      if (!file.hiddenBy) return [];
      const { step, how } = file.hiddenBy;
      const name = listed(files.map((each) => each.file.path));
      const line = layer.statement.instruction.startLine;
      const found = draft(step, file.dyes, placeOf(files[0]!), {
        message:
          `this ${DONE[how]} ${name}, but the layer of line ${line} still holds it: ` +
          "a later layer only hides a file, and whoever pulls the image can read the earlier one",
        severity: files.some((each) => severityOf(each) === "error") ? "error" : "warning",
        certain: file.certain,
        fixes: fixesOfDeleted(
          subject,
          files.map((each) => each.file),
        ),
        related: files.length > 1 ? relatedFiles(files) : [],
      });
      return [{ ...found, trace: [...found.trace, step] }];
    });
  },
};

function fixesOfDeleted(subject: Subject, files: readonly LayerFile[]) {
  const [file] = files;
  const words = file!.source ? ignoreLines([file!.source], ".dockerignore") : mountAsFile(file!);
  if (files.some(({ arrival }) => arrival === "carried")) return fixesOfCarried(subject, files, words);
  return fixesOf(
    subject,
    files.flatMap(({ dyes }) => dyes),
    words,
  );
}
