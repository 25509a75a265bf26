import type { FileVerdict } from "../types";
import { judgeFile } from "./judge";
import { sensitiveNames } from "./match";
import { isSearched, searchFile } from "./search";

/** What the walk of a context asks: a cheap look at the names in a folder, then the file itself. */
export const fileJudge = {
  namesIn: (folder: string): ((name: string) => unknown) => sensitiveNames(folder),
  judge: (path: string, readContent: () => Uint8Array | undefined): FileVerdict | undefined =>
    judgeFile(path, readContent),
};

/** What the search of all other files asks. */
export const fileSearch = { isSearched, search: searchFile };

export { judgeFile, secretsInFile } from "./judge";
