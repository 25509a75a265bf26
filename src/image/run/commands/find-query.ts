import type { Shell } from "../shell";
import type { Field } from "../words";
import { all, any, isEmpty, named, not, ofSize, ofType, type Question, type Visit } from "./find-questions";

/** What find does to a file that it comes to, and whether it is done. */
export interface Actions {
  print(visit: Visit, end: string): void;
  /** Prints what is not known. */
  tell(end: string): void;
  delete(visit: Visit): boolean;
  run(visit: Visit, words: readonly Field[], inside: boolean): boolean | undefined;
  /** Of all files at once, at the end. */
  collect(visit: Visit, words: readonly Field[]): void;
  quit(): void;
}

export interface Query {
  readonly roots: readonly Field[];
  readonly question: Question;
  /** What ends each name, if it says what it finds. */
  readonly ends: string | undefined;
  /** What is in a directory comes before it, and nothing is left out: `-depth`, and `-delete`, which needs it. */
  readonly depthFirst: boolean;
}

const WITH_VALUE = new Set(
  (
    "-mtime -mmin -atime -amin -ctime -cmin -newer -anewer -cnewer -newermt -used -perm -user -group -uid -gid -links -regex -iregex " +
    "-inum -fstype -samefile -lname -ilname -context"
  ).split(" "),
);
const NO_QUESTION = new Set(
  "-depth -d -xdev -mount -follow -daystart -ignore_readdir_race -noignore_readdir_race -noleaf -warn -nowarn -true".split(
    " ",
  ),
);

/** Each `-o` and `(` is a question about the answer to another one. */
const MOST_WORDS = 500;

/** Reads the words of a find. */
export function readQuery(args: readonly Field[], shell: Shell, actions: Actions): Query {
  const start = args.findIndex(({ text }) => /^-(?![HLPOD]\d?$)|^[(!]$/.test(text));
  const given = (start < 0 ? args : args.slice(0, start)).filter(({ text }) => !/^-[HLPOD]\d?$/.test(text));
  const expression = start < 0 ? [] : args.slice(start);
  const words = expression.slice(0, MOST_WORDS);
  if (words.length < expression.length)
    shell.base.limit(args[0]!.span, shell.base.site, "a find asks for more than is followed here");
  const has = (...asked: string[]) => words.some(({ text }) => asked.includes(text));
  const follows = args.some(({ text }) => text === "-L") || has("-follow");
  const reader = new QueryReader(words, follows, actions);
  const asked = reader.question();
  const print = (visit: Visit) => {
    actions.print(visit, "\n");
    return true;
  };
  return {
    roots: given,
    question: reader.acts ? asked : all([asked, print]),
    ends: has("-print0") ? "\0" : !reader.acts || has("-print", "-printf", "-ls") ? "\n" : undefined,
    depthFirst: has("-delete", "-depth", "-d"),
  };
}

/** Reads an expression: questions joined by and, `-o`, `,`, `!` and parentheses. */
class QueryReader {
  /** It says what to do, so what is found is not printed besides. */
  acts = false;
  private at = 0;

  constructor(
    private readonly words: readonly Field[],
    private readonly follows: boolean,
    private readonly actions: Actions,
  ) {}

  question(): Question {
    const parts = [this.alternatives()];
    while (this.takes(",")) parts.push(this.alternatives());
    return parts.length === 1 ? parts[0]! : (visit) => parts.map((part) => any([part])(visit)).at(-1);
  }

  private alternatives(): Question {
    const parts = [this.conjunction()];
    while (this.takes("-o", "-or")) parts.push(this.conjunction());
    return any(parts);
  }

  private conjunction(): Question {
    const parts: Question[] = [];
    while (this.text !== undefined && ![")", "-o", "-or", ","].includes(this.text))
      if (!this.takes("-a", "-and")) parts.push(this.primary());
    return all(parts);
  }

  private get text(): string | undefined {
    return this.words[this.at]?.text;
  }

  private takes(...texts: string[]): boolean {
    const taken = this.text !== undefined && texts.includes(this.text);
    if (taken) this.at++;
    return taken;
  }

  private primary(): Question {
    const word = this.words[this.at++]!.text;
    const value = () => this.words[this.at++]?.text ?? "";
    switch (word) {
      case "!":
      case "-not":
        return this.text === undefined ? () => undefined : not(this.primary());
      case "(": {
        const inner = this.question();
        this.takes(")");
        return inner;
      }
      case "-name":
      case "-iname":
        return named(value(), false, word === "-iname");
      case "-path":
      case "-wholename":
      case "-ipath":
      case "-iwholename":
        return named(value(), true, word.startsWith("-i"));
      case "-type":
      case "-xtype":
        return ofType(value(), this.follows !== (word === "-xtype"));
      case "-maxdepth": {
        const most = Number(value());
        return (visit) => {
          if (visit.depth >= most) visit.pruned = true;
          return visit.depth <= most;
        };
      }
      case "-mindepth": {
        const least = Number(value());
        return ({ depth }) => depth >= least;
      }
      case "-size":
        return ofSize(value());
      case "-empty":
        return isEmpty;
      case "-false":
        return () => false;
      case "-prune":
        return (visit) => {
          if (!visit.doubted) visit.pruned = true;
          return true;
        };
    }
    if (NO_QUESTION.has(word)) return () => true;
    const action = this.action(word);
    if (action) return action;
    if (WITH_VALUE.has(word)) this.at++;
    return () => undefined;
  }

  private action(word: string): Question | undefined {
    const done = (does: (visit: Visit) => void): Question => {
      this.acts = true;
      return (visit) => {
        does(visit);
        return true;
      };
    };
    switch (word) {
      case "-print":
      case "-print0":
        return done((visit) => this.actions.print(visit, word === "-print" ? "\n" : "\0"));
      case "-printf":
      case "-ls":
        if (word === "-printf") this.at++;
        return done(() => this.actions.tell("\n"));
      case "-quit":
        return done((visit) => visit.doubted || this.actions.quit());
      case "-delete":
        this.acts = true;
        return (visit) => (visit.doubted ? undefined : this.actions.delete(visit));
      case "-exec":
      case "-execdir":
        return this.run(word === "-execdir");
      case "-ok":
      case "-okdir":
        // Nobody answers in a build.
        this.run(false);
        return () => false;
    }
    return undefined;
  }

  private run(inside: boolean): Question {
    this.acts = true;
    const words: Field[] = [];
    while (
      this.text !== undefined &&
      this.text !== ";" &&
      !(this.text === "+" && words.at(-1)?.text === "{}")
    )
      words.push(this.words[this.at++]!);
    const together = this.text === "+";
    this.at++;
    // What may not be found is not acted on: a delete that may not happen cleans nothing, and a copy of it is rare.
    return (visit) => {
      if (visit.doubted) return undefined;
      if (!together) return this.actions.run(visit, words, inside);
      this.actions.collect(visit, words);
      return true;
    };
  }
}
