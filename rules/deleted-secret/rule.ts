import type { Hiding } from "../../src/image/model";
import { filesWithStory, groupBy, placeOf } from "../../src/image/queries";
import type { Rule } from "../../src/rule";
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
  check({ image }) {
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
        fix: file.source ? ignoreLines([file.source], ".dockerignore") : mountAsFile(file),
        related: files.length > 1 ? relatedFiles(files) : [],
      });
      return [{ ...found, trace: [...found.trace, step] }];
    });
  },
};
