import { baseName } from "../../paths";
import { Glob } from "../glob";
import type { Shell } from "../shell";
import type { Field } from "../words";

/** Whether a path passes; undefined where that depends on what is not known: its age, its size. */
type Test = (path: string, shell: Shell) => boolean | undefined;

export interface Query {
  readonly roots: readonly string[];
  readonly test: Test;
  readonly actions: readonly Action[];
}

export type Action =
  | { readonly kind: "delete" }
  | { readonly kind: "print" }
  | {
      readonly kind: "run";
      readonly words: readonly Field[];
      readonly all: boolean;
      readonly inside: boolean;
    };

const WITH_VALUE = new Set(
  "-mtime -mmin -atime -amin -ctime -cmin -newer -size -perm -user -group -uid -gid -links -regex -iregex -regextype -inum -fstype -samefile -printf".split(
    " ",
  ),
);
const IGNORED = new Set([
  "-depth",
  "-xdev",
  "-mount",
  "-follow",
  "-ignore_readdir_race",
  "-noleaf",
  "-print0",
]);

const and =
  (one: Test, other: Test): Test =>
  (path, shell) => {
    const [a, b] = [one(path, shell), other(path, shell)];
    return a === false || b === false ? false : a === undefined || b === undefined ? undefined : true;
  };
const not =
  (test: Test): Test =>
  (path, shell) => {
    const passes = test(path, shell);
    return passes === undefined ? undefined : !passes;
  };
const or = (one: Test, other: Test): Test => not(and(not(one), not(other)));

const named =
  (pattern: string, whole: boolean, anyCase: boolean): Test =>
  (path) => {
    const [text, wanted] = [whole ? path : baseName(path), pattern].map((each) =>
      anyCase ? each.toLowerCase() : each,
    );
    return new Glob(wanted!.split("")).matches(text!.split(""));
  };

const ofType =
  (letters: string): Test =>
  (path, shell) => {
    if (shell.view.links.has(path)) return letters.includes("l");
    return letters.includes(shell.view.isDirectory(path) ? "d" : "f");
  };

/** Reads an expression: tests joined by and, `-o`, `!` and parentheses. */
class QueryReader {
  readonly actions: Action[] = [];
  private at = 0;

  constructor(
    private readonly words: readonly Field[],
    private readonly rootDepth: (path: string) => number,
  ) {}

  expression(): Test {
    let test = this.conjunction();
    while (this.text === "-o" || this.text === "-or") {
      this.at++;
      test = or(test, this.conjunction());
    }
    return test;
  }

  private get text(): string | undefined {
    return this.words[this.at]?.text;
  }

  private conjunction(): Test {
    let test: Test = () => true;
    while (this.text !== undefined && ![")", "-o", "-or", ","].includes(this.text)) {
      if (this.text === "-a" || this.text === "-and") this.at++;
      else test = and(test, this.primary());
    }
    return test;
  }

  private primary(): Test {
    const word = this.words[this.at++]!.text;
    const value = () => this.words[this.at++]?.text ?? "";
    switch (word) {
      case "!":
      case "-not":
        return this.text === undefined ? () => undefined : not(this.primary());
      case "(": {
        const inner = this.expression();
        this.at++;
        return inner;
      }
      case "-name":
        return named(value(), false, false);
      case "-iname":
        return named(value(), false, true);
      case "-path":
      case "-wholename":
        return named(value(), true, false);
      case "-type":
        return ofType(value());
      case "-maxdepth": {
        const most = Number(value());
        return (path) => this.rootDepth(path) <= most;
      }
      case "-mindepth": {
        const least = Number(value());
        return (path) => this.rootDepth(path) >= least;
      }
      case "-true":
        return () => true;
      case "-false":
        return () => false;
      case "-delete":
        this.actions.push({ kind: "delete" });
        return () => true;
      case "-print":
        this.actions.push({ kind: "print" });
        return () => true;
      case "-prune":
        return () => undefined;
      case "-exec":
      case "-execdir":
      case "-ok":
        return this.run(word === "-execdir");
    }
    if (IGNORED.has(word)) return () => true;
    if (WITH_VALUE.has(word)) this.at++;
    return () => undefined;
  }

  private run(inside: boolean): Test {
    const words: Field[] = [];
    while (
      this.text !== undefined &&
      this.text !== ";" &&
      !(this.text === "+" && words.at(-1)?.text === "{}")
    )
      words.push(this.words[this.at++]!);
    const all = this.text === "+";
    this.at++;
    this.actions.push({ kind: "run", words, all, inside });
    return () => true;
  }
}

/** Each `-o` and `(` is a question about the answer to another one. */
const MOST_WORDS = 500;

/** Reads the words of a find. */
export function readQuery(args: readonly Field[], shell: Shell): Query {
  const start = args.findIndex(({ text }) => /^-(?![HLPOD]\b)|^[(!]$/.test(text));
  const all = start < 0 ? [] : args.slice(start);
  const words = all.slice(0, MOST_WORDS);
  if (words.length < all.length)
    shell.base.limit(args[0]!.span, shell.base.site, "a find asks for more than is followed here");
  const given = (start < 0 ? args : args.slice(0, start)).filter(({ text }) => !/^-[HLPOD]/.test(text));
  const roots =
    given.length === 0
      ? ["."]
      : given.flatMap((field) => (field.pattern ? shell.matching(field.text) : [field.text]));
  const depthOf = (path: string) => {
    const root = roots
      .map((each) => shell.path(each))
      .find((each) => path === each || path.startsWith(each === "/" ? "/" : `${each}/`));
    return path === root ? 0 : path.split("/").length - (root === "/" ? 1 : (root ?? "").split("/").length);
  };
  const reader = new QueryReader(words, depthOf);
  const test = reader.expression();
  return { roots, test, actions: reader.actions };
}
