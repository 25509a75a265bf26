import type { Dye } from "../image/model";
import type { Subject } from "../rule";
import type { DockerfileText } from "./dockerfile-text";

/** What a fix is about to change, gathered step by step. */
export class Rewrite {
  /** Files of the context to keep out, by the ignore file. */
  readonly ignored = new Set<string>();
  /** What a person must run besides, in order. */
  readonly commands = new Set<string>();
  /** Sentences about what the edits cannot say. */
  readonly advice = new Set<string>();
  /** What the edits do, where it does not show by itself. */
  title: string | undefined;
  /** False once something is changed that a build or a container may miss. */
  safe = true;

  constructor(
    readonly subject: Subject,
    /** The secrets that are to ship no more. */
    readonly dyes: readonly Dye[],
    /** As far as it is rewritten. */
    public dockerfile: DockerfileText,
  ) {}

  get isChanged(): boolean {
    return this.dockerfile.text !== this.subject.dockerfile.text || this.ignored.size > 0;
  }
}

/** Whether a text names one of some variables. */
export const mentions = (text: string, names: Iterable<string>): boolean =>
  [...names].some((name) => {
    for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
      if (!/\w/.test(text[at - 1] ?? "") && !/\w/.test(text[at + name.length] ?? "")) return true;
    }
    return false;
  });
