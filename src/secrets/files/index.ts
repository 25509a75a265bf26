import type { FileVerdict } from "../types";
import { judgeFile } from "./judge";
import { matchSensitiveFile } from "./match";

/** What the walk of a context asks: a cheap look at the name, then the file itself. */
export const fileJudge = {
  byName: (path: string, name: string): unknown => matchSensitiveFile(path, name),
  judge: (path: string, readContent: () => Uint8Array | undefined): FileVerdict | undefined =>
    judgeFile(path, readContent),
};

export { judgeFile, secretsInFile } from "./judge";
