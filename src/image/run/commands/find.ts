import { UNKNOWN } from "../../dyes";
import { baseName, isWithin, parentOf, rebase } from "../../paths";
import { knownBelow } from "../matching";
import type { Shell } from "../shell";
import type { Field } from "../words";
import { type Call, type Command, textOf } from "./command";
import { type Actions, type Query, readQuery } from "./find-query";
import type { Visit } from "./find-questions";

/** `find DIR … -name PATTERN … -delete`, `-exec rm {} +`: what it names, among the files that are known, is acted on. */
const find: Command = (call) => {
  const { shell, args } = call;
  const search = new Search(call);
  const query = readQuery(args, shell, search);
  const roots =
    query.roots.length === 0
      ? ["."]
      : query.roots.flatMap((field) => (field.pattern ? shell.matching(field.text) : [field.text]));
  const follows = args.some(({ text }) => /^-[HL]$/.test(text));
  const whole = args.some(({ text }) => text === "-L" || text === "-follow");
  const there = roots.map((root) => shell.exists(root));
  for (const root of roots) {
    // A link is not followed, unless a slash stands behind it.
    const top = shell.path(root, follows || root.endsWith("/"));
    search.visit(root, top, listed(shell, top, whole), query);
  }
  search.finish();
  // There may be more than is known.
  if (query.ends !== undefined) search.tell(query.ends);
  return {
    text: search.output,
    status: search.failed || there.includes(false) ? 1 : there.includes(undefined) ? "likely" : 0,
  };
};

/** What is known to stand at a path and below it, each directory before what it holds; `follows`: links to directories too. */
function listed(shell: Shell, top: string, follows: boolean): readonly string[] {
  const { files, texts, links, directories } = shell.view;
  shell.spend((files.size + directories.size + texts.size) >> 5);
  const found = new Set(knownBelow(shell.view, top));
  if (top !== "/") found.delete("/");
  if (follows)
    for (const link of [...links.keys()]) {
      const target = shell.path(link);
      if (!isWithin(link, top) || !shell.view.isDirectory(target) || isWithin(link, target)) continue;
      for (const path of listed(shell, target, false)) found.add(rebase(path, target, link));
    }
  // By the names on the way, so that all of a directory stand together.
  return [...found]
    .map((path) => path.replaceAll("/", "\0"))
    .sort()
    .map((path) => path.replaceAll("\0", "/"));
}

/** One run of find: what it did to the files that it came to. */
class Search implements Actions {
  output = "";
  failed = false;
  private ended = false;
  private readonly collected = new Map<readonly Field[], Visit[]>();

  constructor(private readonly call: Call) {}

  visit(root: string, top: string, paths: readonly string[], { question, depthFirst }: Query): void {
    const { shell } = this.call;
    let pruned: string | undefined;
    for (const path of depthFirst ? paths.toReversed() : paths) {
      if (this.ended || !shell.spend(1)) return;
      if (!depthFirst && pruned !== undefined && isWithin(path, pruned)) continue;
      // What an action took away is not found any more.
      if (!shell.view.links.has(path) && shell.exists(path) === false) continue;
      const below = path === top ? "" : path.slice(top === "/" ? 0 : top.length);
      const visit: Visit = {
        path,
        written: below === "" ? root : root.replace(/\/$/, "") + below,
        depth: below.split("/").length - 1,
        shell,
        doubted: false,
        pruned: false,
      };
      question(visit);
      if (visit.pruned) pruned = path;
    }
  }

  print({ written }: Visit, end: string): void {
    this.output += written + end;
  }

  tell(end: string): void {
    this.output += UNKNOWN + end;
  }

  quit(): void {
    this.ended = true;
  }

  delete({ path, written, shell }: Visit): boolean {
    if (written === ".") return true;
    // An empty directory goes; one in which something was left does not.
    const stays = shell.view.isDirectory(path) && !shell.isEmpty(path);
    if (stays) this.failed = true;
    else shell.remove(path, this.call.span, this.call.name);
    return !stays;
  }

  run(visit: Visit, words: readonly Field[], inside: boolean): boolean | undefined {
    const named = inside ? `./${baseName(visit.path)}` : visit.written;
    const scope = this.call.shell.subshell();
    if (inside) scope.directory = parentOf(visit.path);
    const status = this.perform(
      words.map((word) => ({ ...word, text: word.text.replaceAll("{}", named) })),
      scope,
    );
    return status === "either" ? undefined : status === "likely" || status === 0;
  }

  collect(visit: Visit, words: readonly Field[]): void {
    const visits = this.collected.get(words);
    if (visits) visits.push(visit);
    else this.collected.set(words, [visit]);
  }

  /** Runs what was left for the end. */
  finish(): void {
    const { shell, span } = this.call;
    for (const [words, visits] of this.collected) {
      const named = visits.map(({ written }): Field => ({ text: written, pattern: false, span }));
      const status = this.perform(
        words.flatMap((word) => (word.text === "{}" ? named : [word])),
        shell.subshell(),
      );
      this.failed ||= typeof status === "number" && status !== 0;
    }
  }

  private perform(words: readonly Field[], scope: Shell) {
    const result = this.call.run(words, scope, "", this.call.span);
    this.output += textOf(result);
    return typeof result === "string" ? "likely" : result.status;
  }
}

export const findCommands: Readonly<Record<string, Command>> = { find };
