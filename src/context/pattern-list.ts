import type { IgnorePattern } from "./ignore-pattern";

/** What a list of patterns says about a path, and what its children inherit. */
export interface Hits {
  readonly ignored: boolean;
  /** The index of the pattern that had the last word; -1 where none spoke. */
  readonly decidedBy: number;
  /** For each pattern, 1 where it named the path or a folder above. */
  readonly patterns: Uint8Array;
}

/** Patterns in order, the last hit wins (dockerignore rule 34). */
export class PatternList {
  /** What the root hands down. */
  readonly none: Hits;

  constructor(readonly patterns: readonly IgnorePattern[]) {
    this.none = { ignored: false, decidedBy: -1, patterns: new Uint8Array(patterns.length) };
  }

  /**
   * The verdict on a path from that on its folder. Only patterns that could change it are asked, and one that was skipped at a folder is not inherited (dockerignore rules 34 to 37).
   * @throws DockerignoreError
   */
  ask(path: string, parent: Hits): Hits {
    let ignored = false;
    let decidedBy = -1;
    let hits = parent.patterns;
    for (let index = 0; index < this.patterns.length; index++) {
      const pattern = this.patterns[index]!;
      if (parent.patterns[index] === 0) {
        if (pattern.exception !== ignored || !pattern.matches(path)) continue;
        if (hits === parent.patterns) hits = hits.slice();
        hits[index] = 1;
      }
      ignored = !pattern.exception;
      decidedBy = index;
    }
    return { ignored, decidedBy, patterns: hits };
  }

  /** The verdict with each folder on the way asked first. */
  walk(path: string): Hits {
    let hits = this.none;
    for (const folder of withAncestors(path)) hits = this.ask(folder, hits);
    return hits;
  }

  /** Docker's other question, asked when a file is opened: it knows no folders, only a path and the paths above it (dockerignore rule 38). */
  askAlone(path: string): boolean {
    const paths = [...withAncestors(path)].reverse();
    let ignored = false;
    for (const pattern of this.patterns)
      if (pattern.exception === ignored && paths.some((each) => pattern.matches(each)))
        ignored = !pattern.exception;
    return ignored;
  }
}

/** The folders above a path, topmost first, and the path. */
export function* withAncestors(path: string): Generator<string> {
  for (let at = path.indexOf("/"); at >= 0; at = path.indexOf("/", at + 1)) yield path.slice(0, at);
  yield path;
}
