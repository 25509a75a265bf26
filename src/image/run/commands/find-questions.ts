import { UNKNOWN } from "../../dyes";
import { baseName } from "../../paths";
import { Glob } from "../glob";
import type { Shell } from "../shell";

/** A file that find comes to. */
export interface Visit {
  readonly path: string;
  /** Its name as find says it: below the root that it was given. */
  readonly written: string;
  /** Steps below that root. */
  readonly depth: number;
  readonly shell: Shell;
  /** A question before was not answered for sure, so what follows may not happen. */
  doubted: boolean;
  /** What is below it is not looked at. */
  pruned: boolean;
}

/** A question about a file, or something done to it; undefined where the answer depends on what is not known: its age, its owner. */
export type Question = (visit: Visit) => boolean | undefined;

/** Asks one after the other as long as the answer is yes. */
export const all =
  (questions: readonly Question[]): Question =>
  (visit) => {
    let answer: boolean | undefined = true;
    for (const question of questions) {
      const next = question(visit);
      if (next === false) return false;
      if (next === undefined) {
        answer = undefined;
        visit.doubted = true;
      }
    }
    return answer;
  };

/** Asks until the answer is yes; each begins with what was in doubt before all. */
export const any =
  (questions: readonly Question[]): Question =>
  (visit) => {
    const { doubted } = visit;
    let answer: boolean | undefined = false;
    for (const question of questions) {
      visit.doubted = doubted || answer === undefined;
      const next = question(visit);
      if (next === true) answer = true;
      else if (next === undefined) answer = undefined;
      if (answer === true) break;
    }
    visit.doubted = doubted;
    return answer;
  };

export const not =
  (question: Question): Question =>
  (visit) => {
    const answer = question(visit);
    return answer === undefined ? undefined : !answer;
  };

export const named = (pattern: string, whole: boolean, anyCase: boolean): Question => {
  const cased = (text: string) => (anyCase ? text.toLowerCase() : text);
  const glob = new Glob(cased(pattern).split(""));
  return ({ written }) => glob.matches(cased(whole ? written : baseName(written)).split(""));
};

export const ofType =
  (letters: string, follows: boolean): Question =>
  ({ path, shell }) => {
    if (!follows && shell.view.links.has(path)) return letters.includes("l");
    return letters.includes(shell.view.isDirectory(shell.path(path)) ? "d" : "f");
  };

/** The text of a file, where all of it is known. */
function wholeText({ path, shell }: Visit): string | undefined {
  if (shell.view.links.has(path) || shell.view.isDirectory(path)) return undefined;
  const text = shell.read(path);
  return text.includes(UNKNOWN) ? undefined : text;
}

export const isEmpty: Question = (visit) => {
  const text = wholeText(visit);
  return text === undefined ? undefined : text === "";
};

/** What a file weighs is not known, but that a secret weighs something. */
export const ofSize = (size: string): Question => {
  if (/^\+0[bckwMG]?$/.test(size)) return not(isEmpty);
  return /^0[bckwMG]?$/.test(size) ? isEmpty : () => undefined;
};
