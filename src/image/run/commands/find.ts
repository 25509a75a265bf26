import { UNKNOWN } from "../../dyes";
import { baseName } from "../../paths";
import { Glob } from "../glob";
import { plainBelow } from "../matching";
import type { Shell } from "../shell";
import type { Field } from "../words";
import type { Call, Command } from "./command";

/** Whether a path passes; undefined where that depends on what is not known: its age, its size. */
type Test = (path: string, shell: Shell) => boolean | undefined;

interface Query {
  readonly roots: readonly string[];
  readonly test: Test;
  readonly actions: readonly Action[];
}

type Action =
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

function readQuery(args: readonly Field[], shell: Shell): Query {
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

/** `find DIR … -name PATTERN … -delete`, `-exec rm {} +`: what it names, among the files that are known, is acted on. */
const find: Command = (call) => {
  const { shell } = call;
  const { roots, test, actions } = readQuery(call.args, shell);
  const found: { readonly written: string; readonly path: string; readonly surely: boolean }[] = [];
  const { files, texts, links, directories } = shell.view;
  const follows = call.args.some(({ text }) => /^-[HL]$/.test(text));
  for (const root of roots) {
    // A link is not followed, unless a slash stands behind it.
    const top = shell.path(root, follows || root.endsWith("/"));
    const plain = plainBelow(shell.view, top);
    for (const path of new Set([...files.keys(), ...texts, ...links.keys(), ...directories, ...plain])) {
      if (texts.has(path) && !files.has(path) && shell.view.plain.at(path).kind === "absent") continue;
      const inside = path === top || path.startsWith(top === "/" ? "/" : `${top}/`);
      if (!inside || (path === "/" && top !== "/")) continue;
      const passes = shell.spend(1) && test(path, shell);
      if (passes === false) continue;
      const written =
        path === top ? root : `${root.replace(/\/$/, "")}${path.slice(top === "/" ? 0 : top.length)}`;
      found.push({ written, path, surely: passes === true });
    }
  }
  let output = "";
  let failed = false;
  for (const action of actions.length > 0 ? actions : [{ kind: "print" } as const]) {
    if (action.kind === "print")
      output += `${found.map(({ written }) => `${written}\n`).join("")}${UNKNOWN}\n`;
    else if (action.kind === "delete") {
      // What is in a directory goes before it, and an empty one goes with it.
      for (const { path, surely } of found.toSorted((one, other) => other.path.length - one.path.length)) {
        if (!surely) continue;
        if (!shell.view.isDirectory(path)) shell.remove(path, call.span, call.name);
        else if (shell.view.below(path).length === 0) shell.view.removeDirectory(path);
      }
    } else if (action.kind === "run") {
      const ran = runEach(call, action, found);
      output += ran.text;
      failed ||= action.all && ran.failed;
    }
  }
  const there = roots.map((root) => shell.exists(root));
  return {
    text: output,
    status: failed || there.includes(false) ? 1 : there.includes(undefined) ? "likely" : 0,
  };
};

function runEach(
  call: Call,
  action: Extract<Action, { kind: "run" }>,
  found: readonly { readonly written: string; readonly path: string; readonly surely: boolean }[],
): { readonly text: string; readonly failed: boolean } {
  const { shell, span } = call;
  // What may not be found is not acted on: a delete that may not happen cleans nothing, and a copy of it is rare.
  const sure = found.filter(({ surely, path }) => surely && !shell.view.isDirectory(path));
  const field = (text: string): Field => ({ text, pattern: false, span });
  const runs = action.all ? [sure.map(({ path }) => path)] : sure.map(({ path }) => [path]);
  let output = "";
  let failed = false;
  for (const paths of runs) {
    if (paths.length === 0) continue;
    const words = action.words.flatMap((word) =>
      word.text === "{}" ? paths.map(field) : [{ ...word, text: word.text.replaceAll("{}", paths[0]!) }],
    );
    const child = shell.subshell();
    if (action.inside) child.directory = paths[0]!.slice(0, paths[0]!.lastIndexOf("/")) || "/";
    const result = call.run(words, child, "", span);
    output += typeof result === "string" ? result : result.text;
    failed ||= typeof result !== "string" && typeof result.status === "number" && result.status !== 0;
  }
  return { text: output, failed };
}

export const findCommands: Readonly<Record<string, Command>> = { find };
