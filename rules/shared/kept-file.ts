import { fixesOf } from "../../src/fixes";
import {
  type FileAtRest,
  type FileStory,
  filesWithStory,
  groupBy,
  mainDye,
  placeOf,
  toldRisks,
} from "../../src/image/queries";
import type { Draft, Subject } from "../../src/rule";
import { draft, relatedFiles } from "./draft";
import { mountAsFile } from "./mount-as-file";

/** Findings about files that a command of a RUN leaves: one a command, the file before the log that the tool keeps besides. */
export function keptFiles(
  subject: Subject,
  story: FileStory,
  message: (file: FileAtRest["file"]) => string,
): Draft[] {
  const told = toldRisks(subject.image, subject.dockerfile);
  const commands = groupBy(filesWithStory(subject.image, story), ({ file }) =>
    JSON.stringify(file.entered.range),
  );
  return commands.map((files) => {
    const main = files.find(({ file }) => !file.incidental) ?? files[0]!;
    const { file } = main;
    const log = `${mainDye(file.dyes)?.secret.name} may be kept in ${file.path}: ${file.by} writes the command's words into it, and nothing removes it`;
    return draft(file.entered, file.dyes, placeOf(main), {
      message: file.incidental ? log : message(file),
      severity: file.incidental ? "warning" : "error",
      // Who sets a default password is told of it there.
      ...(files.every((each) => each.file.dyes.every(({ secret }) => told.has(secret)))
        ? { risk: "note" }
        : {}),
      certain: file.certain,
      // Whether a default is to go is for the people who rely on it.
      fixes: file.dyes.every(({ secret }) => secret.risk === "default-password")
        ? () => [mountAsFile(file)]
        : fixesOf(subject, file.dyes, mountAsFile(file)),
      related: files.length > 1 ? relatedFiles(files) : [],
    });
  });
}
