import type { BuildContext } from "../context/types";
import type { Span } from "../text/source";
import { isWithin, rebase } from "./paths";
import type { Site } from "./site";

/** Who wrote a text that was not yet searched for secrets. */
export interface Written {
  readonly by: string;
  readonly span: Span;
  readonly site: Site;
  readonly certain: boolean;
}

/** What stands at a path in which no secret is known. */
export type PlainFile =
  | { readonly kind: "text"; readonly text: string; readonly written?: Written }
  /** A file of the build context, or of a named one, by its path there. */
  | { readonly kind: "context"; readonly path: string; readonly context: BuildContext }
  /** A directory of the build context. */
  | { readonly kind: "directory" }
  /** `presumed`: by what is known of the base image alone. */
  | { readonly kind: "absent"; readonly presumed?: true }
  /** Of a program, downloaded: it may be there or not. `unmade`: nothing names it, so only the base image or a program may have made it. */
  | { readonly kind: "unknown"; readonly unmade?: true };

/**
 * What a change says of a path: what stands there, or that what stood at another path before does; `over`: where nothing stood there, what is
 * here stays. Undefined where it left the path alone.
 */
export type Answer =
  | PlainFile
  | {
      readonly kind: "elsewhere";
      readonly path: string;
      readonly files?: PlainFiles;
      readonly over?: true;
    };

/** What a change may have put into a directory: names, and those in another directory that it took them from. */
export type Names = readonly (string | { readonly directory: string; readonly files?: PlainFiles })[];

interface Change {
  readonly before: Change | undefined;
  readonly depth: number;
  readonly answer: (path: string) => Answer | undefined;
  /** What it may have put into a directory. */
  readonly names: ((directory: string) => Names) | undefined;
  /** A program ran that may have made any file. */
  readonly doubts: boolean;
  /** Answers that were worked out, this change being the latest. Most changes are the latest too shortly to be asked. */
  known?: Map<string, PlainFile>;
}

const UNKNOWN: PlainFile = { kind: "unknown" };
const UNMADE: PlainFile = { kind: "unknown", unmade: true };
/** So many changes are remembered; what an older one did is then not known. */
const MOST_CHANGES = 512;
/** So many of them are asked for the names in a directory. */
const MOST_STEPS = 2_000;

/**
 * What stands where, beside the dyed files. A build puts far more files into an image than anybody asks for, so nothing is listed:
 * each change is kept as a question that it can answer, and the latest that knows a path is right.
 */
export class PlainFiles {
  #last: Change | undefined;

  constructor(from?: PlainFiles) {
    this.#last = from ? from.#last : undefined;
  }

  /** What stands at a path now. */
  at(path: string): PlainFile {
    let asked = path;
    let unsure = false;
    let change = this.#last;
    let found: PlainFile | undefined;
    // What was there where a copy put something over it.
    const under: { readonly asked: string; readonly change: Change | undefined }[] = [];
    for (;;) {
      found = change ? change.known?.get(asked) : UNMADE;
      if (!found && change) {
        unsure ||= change.doubts;
        const answer: Answer | undefined = change.answer(asked);
        if (answer?.kind !== "elsewhere") {
          found = answer;
          change = change.before;
        } else {
          if (answer.over) under.push({ asked, change: change.before });
          // Of what is not there, what stood here before may have been left.
          else unsure = true;
          asked = answer.path;
          change = answer.files ? answer.files.#last : change.before;
        }
      }
      if (!found) continue;
      const next = !unsure && (found === UNMADE || found.kind === "absent") ? under.pop() : undefined;
      if (!next) break;
      ({ asked, change } = next);
    }
    const result = unsure && found.kind === "absent" ? UNKNOWN : found;
    if (this.#last) {
      this.#last.known ??= new Map();
      this.#last.known.set(path, result);
    }
    return result;
  }

  /** Names in a directory of what may stand there; `at` tells what does. Others may be there as well. */
  names(directory: string): ReadonlySet<string> {
    const found = new Set<string>();
    const passed = new Map<Change, Set<string>>();
    const open = [{ change: this.#last, directory }];
    let steps = 0;
    for (let next = open.pop(); next; next = open.pop()) {
      for (let { change } = next; change && steps < MOST_STEPS; change = change.before) {
        const directories = passed.get(change) ?? new Set();
        if (directories.has(next.directory)) break;
        passed.set(change, directories.add(next.directory));
        steps++;
        for (const name of change.names?.(next.directory) ?? []) {
          if (typeof name === "string") found.add(name);
          else
            open.push({ change: name.files ? name.files.#last : change.before, directory: name.directory });
        }
      }
    }
    return found;
  }

  record(answer: Change["answer"], names?: Change["names"], doubts = false): void {
    const depth = (this.#last?.depth ?? 0) + 1;
    const before = depth > MOST_CHANGES ? undefined : this.#last;
    this.#last = { before, depth: before ? depth : 1, answer, names, doubts };
  }

  /** What was not there may be from now on. */
  doubt(): void {
    if (!this.#last?.doubts) this.record(() => undefined, undefined, true);
  }

  write(path: string, file: PlainFile): void {
    this.record(
      (asked) => (asked === path ? file : undefined),
      (directory) => nameOnWay(path, directory),
    );
  }

  remove(path: string): void {
    this.record((asked) => (isWithin(asked, path) ? { kind: "absent" } : undefined));
  }

  transfer(from: string, to: string, move: boolean): void {
    this.record(
      (asked) => {
        if (isWithin(asked, to)) return { kind: "elsewhere", path: rebase(asked, to, from) };
        return move && isWithin(asked, from) ? { kind: "absent" } : undefined;
      },
      (directory) =>
        isWithin(directory, to) ? [{ directory: rebase(directory, to, from) }] : nameOnWay(to, directory),
    );
  }

  /** What lies below a path is what lay there in `other`: a mount that was taken off. */
  restore(path: string, other: PlainFiles): void {
    this.record(
      (asked) => (isWithin(asked, path) ? { kind: "elsewhere", path: asked, files: other } : undefined),
      (directory) => (isWithin(directory, path) ? [{ directory, files: other }] : []),
    );
  }

  /** Becomes what is known whichever of the branches was taken. */
  join(branches: readonly PlainFiles[]): void {
    const ends = branches.map((branch) => branch.#last);
    const base = commonChange(ends);
    this.#last = base;
    if (ends.every((end) => end === base)) return;
    const doubts = ends.some((end) => isDoubted(end, base));
    const copies = branches.map((branch) => new PlainFiles(branch));
    this.record(
      (path) => {
        const answers = ends.map((end) => answerOf(end, base, path));
        const [first] = answers;
        if (answers.every((answer) => answer === undefined)) return undefined;
        return first && answers.every((answer) => answer && sameAnswer(first, answer)) ? first : UNKNOWN;
      },
      (directory) => copies.map((files) => ({ directory, files })),
      doubts,
    );
  }
}

/** The name in a directory under which a path lies. */
export function nameOnWay(path: string, directory: string): readonly string[] {
  const start = directory === "/" ? 1 : directory.length + 1;
  if (path.length <= start || !isWithin(path, directory)) return [];
  const end = path.indexOf("/", start);
  return [path.slice(start, end < 0 ? undefined : end)];
}

/** The latest change that all of them have behind them. */
const commonChange = (ends: readonly (Change | undefined)[]): Change | undefined =>
  ends.reduce((one, other) => {
    let [first, second] = [one, other];
    while (first !== second) {
      const ahead = (first?.depth ?? 0) - (second?.depth ?? 0);
      if (ahead >= 0) first = first?.before;
      if (ahead <= 0) second = second?.before;
    }
    return first;
  });

function isDoubted(end: Change | undefined, base: Change | undefined): boolean {
  for (let change = end; change && change !== base; change = change.before) if (change.doubts) return true;
  return false;
}

/** What the changes after `base` say of a path. */
function answerOf(end: Change | undefined, base: Change | undefined, path: string): Answer | undefined {
  let asked = path;
  for (let change = end; change && change !== base; change = change.before) {
    const answer = change.answer(asked);
    if (answer?.kind === "elsewhere" && !answer.files) asked = answer.path;
    else if (answer) return answer;
  }
  return asked === path ? undefined : { kind: "elsewhere", path: asked };
}

function sameAnswer(one: Answer, other: Answer): boolean {
  if (one.kind === "text") return other.kind === "text" && one.text === other.text;
  if (one.kind === "context")
    return other.kind === "context" && one.path === other.path && one.context === other.context;
  return one.kind === other.kind && (one.kind === "absent" || one.kind === "directory");
}
