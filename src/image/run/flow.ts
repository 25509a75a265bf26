import type { ShellNode } from "../../shell/syntax";
import { UNKNOWN } from "../dyes";
import { Glob } from "./glob";
import { deeper, runNodes, words } from "./interpret";
import { arrive, either, eitherOutcome, maybe, untaken } from "./join";
import { tested } from "./lists";
import type { Shell } from "./shell";
import type { Field } from "./words";

type Branches = Extract<ShellNode, { kind: "if" }>["branches"];

/** `if`: the branch that surely runs, or all that may. */
export function runIf(branches: Branches, shell: Shell): void {
  const [first, ...rest] = branches;
  shell.status = first ? shell.status : 0;
  if (!first) return;
  const { condition, body } = first;
  if (!condition) {
    runNodes(body, shell);
    return;
  }
  tested(shell, true, () => runNodes(condition, shell));
  if (shell.finished) return;
  if (shell.status === 0) {
    for (const other of rest)
      untaken(shell, other, (branch) => runNodes([...(other.condition ?? []), ...other.body], branch));
    runNodes(body, shell);
    return;
  }
  if (typeof shell.status === "number") {
    untaken(shell, first, (branch) => runNodes(body, branch));
    runIf(rest, shell);
    return;
  }
  const span = condition[0]?.span ?? { start: 0, end: 0 };
  eitherOutcome(
    shell,
    (branch) => runNodes(body, branch),
    (branch) => deeper(branch, span, () => runIf(rest, branch)),
  );
}

/** `case`: the item that surely matches, and those before it that may. */
export function runCase(node: Extract<ShellNode, { kind: "case" }>, shell: Shell): void {
  const subject = words.text(node.subject, shell);
  shell.status = 0;
  runItems(node, subject, 0, shell);
}

function runItems(
  node: Extract<ShellNode, { kind: "case" }>,
  subject: string,
  start: number,
  shell: Shell,
): void {
  for (let index = start; index < node.items.length; index++) {
    const { patterns } = node.items[index]!;
    const matches = patterns.map((word) => patternMatches(words.pattern(word, shell), subject, shell));
    if (matches.includes(true)) {
      runItem(node, subject, index, shell);
      if (node.items[index]!.terminator === ";;")
        for (const item of node.items.slice(index + 1)) passItem(item, shell);
      return;
    }
    if (!matches.includes(undefined)) {
      passItem(node.items[index]!, shell);
      continue;
    }
    deeper(shell, node.span, () =>
      either(shell, [
        (branch) => runItem(node, subject, index, branch),
        (branch) => runItems(node, subject, index + 1, branch),
      ]),
    );
    return;
  }
}

const passItem = ({ body }: Extract<ShellNode, { kind: "case" }>["items"][number], shell: Shell): void =>
  untaken(shell, body, (branch) => runNodes(body, branch));

function runItem(
  node: Extract<ShellNode, { kind: "case" }>,
  subject: string,
  index: number,
  shell: Shell,
): void {
  const { body, terminator } = node.items[index]!;
  runNodes(body, shell);
  if (shell.finished || terminator === ";;" || index + 1 >= node.items.length) return;
  if (terminator === ";&") runItem(node, subject, index + 1, shell);
  else runItems(node, subject, index + 1, shell);
}

/** Whether a text matches a pattern; undefined where that depends on what is not known. */
export function patternMatches(pattern: string, text: string, shell: Shell): boolean | undefined {
  if (pattern.includes(UNKNOWN)) return undefined;
  const units = shell.dyes.units(text);
  const known = new Glob(shell.dyes.units(pattern)).matches(units);
  if (known !== false || (!shell.dyes.marked(text) && !text.includes(UNKNOWN))) return known;
  // A secret is some text that is not empty, and nothing more is known of it.
  return pattern === "" && shell.dyes.marked(text) ? false : undefined;
}

interface Loop {
  readonly node: ShellNode;
  condition(scope: Shell): void;
  readonly until: boolean;
  body(scope: Shell): void;
  next?(scope: Shell): void;
}

/** A loop whose condition is known is run as it is; another may run any number of times. */
export function runLoop(loop: Loop, shell: Shell): void {
  for (;;) {
    tested(shell, true, () => loop.condition(shell));
    if (shell.finished) break;
    const { status } = shell;
    shell.status = 0;
    if (typeof status !== "number") {
      rounds(loop, shell);
      break;
    }
    if ((status === 0) === loop.until) {
      untaken(shell, loop.node, loop.body);
      break;
    }
    const left = shell.departures.length;
    loop.body(shell);
    endRound(shell);
    if (shell.finished) break;
    loop.next?.(shell);
    if (shell.departures.length > left) {
      // It may have ended here, so how many rounds follow is not known; a retry that never fails would run for ever.
      rounds(loop, shell);
      if (isEndless(shell, loop)) shell.finished = true;
      break;
    }
    if (!shell.spend(1)) break;
  }
  endLoop(shell);
}

/** Whether the loop ends by `break` alone: its condition still holds. */
function isEndless(shell: Shell, loop: Loop): boolean {
  tested(shell, true, () => loop.condition(shell));
  const { status } = shell;
  return typeof status === "number" && (status === 0) !== loop.until;
}

/** No round, one, or two: what a second round does to what the first has left, a third does too. */
function rounds(loop: Loop, shell: Shell): void {
  maybe(shell, (branch) => {
    loop.body(branch);
    endRound(branch);
    if (branch.finished) return;
    loop.next?.(branch);
    tested(branch, true, () => loop.condition(branch));
    maybe(branch, (second) => {
      loop.body(second);
      endRound(second);
    });
  });
}

function endRound(shell: Shell): void {
  arrive(shell, ({ how, levels }) => how === "continue" && levels === 1);
}

function endLoop(shell: Shell): void {
  arrive(shell, ({ how, levels }) => how === "break" && levels === 1);
  shell.departures = shell.departures.map((departure) => {
    const loops = departure.how === "break" || departure.how === "continue";
    return loops ? { ...departure, levels: departure.levels - 1 } : departure;
  });
}

export function runFor(node: Extract<ShellNode, { kind: "for" }>, shell: Shell): void {
  const fields = node.words?.flatMap((word) => words.fields(word, shell)) ?? shell.parameters.map(plainField);
  const values = fields.flatMap((field) => expandPattern(field, shell));
  shell.status = 0;
  if (values.length === 0) untaken(shell, node, (branch) => runNodes(node.body, branch));
  for (const value of values) {
    if (!shell.spend(1)) break;
    const round = (scope: Shell) => {
      scope.assign(node.name, value);
      runNodes(node.body, scope);
      endRound(scope);
    };
    // A value that is not known is any number of values.
    if (value === UNKNOWN) maybe(shell, round);
    else round(shell);
    if (shell.finished) break;
  }
  endLoop(shell);
}

const plainField = (text: string): Field => ({ text, pattern: false, span: { start: 0, end: 0 } });

/** What the shell makes of a field with wildcards: the names that match. Others than those that are known may match as well. */
export function expandPattern(field: Field, shell: Shell): string[] {
  if (!field.pattern || shell.options.has("noglob")) return [field.text];
  const names = shell.matching(field.glob ?? field.text);
  return names.length > 0 ? names : [UNKNOWN];
}
