import { parseShell } from "../../shell";
import type { Redirection, Script, ShellNode } from "../../shell/syntax";
import type { Span } from "../../text/source";
import { arithmeticStatus, evaluateArithmetic } from "./arithmetic";
import { runCommand } from "./call";
import type { Channel } from "./channels";
import { testExpression } from "./commands/test";
import { runCase, runFor, runIf, runLoop } from "./flow";
import { arrive, maybe, untaken } from "./join";
import { runAndOr, runPipeline } from "./lists";
import { inPieces } from "./packed";
import { redirect } from "./redirect";
import type { Shell } from "./shell";
import { WordExpander } from "./words";

/** So deep may calls and compounds stand in one another. */
const MOST_DEPTH = 150;

/** Expands words, running `$(…)` in them. */
export const words = new WordExpander({ capture: captureScript, feed: feedScript });

/**
 * Runs a script on marks instead of values: what a command does to files and variables is done to the dyed ones.
 * It never throws and ends after a bounded number of commands. `whole`: the text is all that the RUN does.
 */
export function runScript(text: string, shell: Shell, whole = false): void {
  const { scripts } = shell.base;
  const known = scripts.get(text);
  // To read a text takes longer than to run it.
  if (!known) shell.spend(4);
  const script = known ?? parseShell(text);
  scripts.set(text, script);
  if (script.limit !== undefined)
    shell.base.limit(
      { start: 0, end: text.length },
      shell.base.site,
      `not all of it was read: ${script.limit}`,
    );
  shell.decisive = whole;
  runNodes(script.commands, shell);
  shell.decisive = false;
}

/** Runs what is left to do when a shell ends: the departures arrive, and the trap runs. */
export function endShell(shell: Shell): void {
  arrive(shell, () => true);
  const trap = shell.traps.get("EXIT");
  shell.finished = false;
  if (trap === undefined) return;
  shell.traps.delete("EXIT");
  runScript(trap, shell);
  arrive(shell, () => true);
  shell.finished = false;
}

/** Runs one after the other; the last decides how they end. */
export function runNodes(nodes: readonly ShellNode[], shell: Shell): void {
  const { decisive } = shell;
  for (const [index, node] of nodes.entries()) {
    if (shell.base.budget.left <= 0) break;
    if (shell.finished) {
      untaken(shell, node, (branch) => runNodes(nodes.slice(index), branch));
      break;
    }
    shell.decisive = decisive && node === nodes.at(-1);
    runNode(node, shell);
  }
  shell.decisive = decisive;
}

/** One level deeper; false, and said, where there is no further level or no work left. */
export function deeper(shell: Shell, span: Span, body: () => void): void {
  const { budget, limit, site } = shell.base;
  if (budget.left > 0) budget.at = { span, site };
  if (!shell.spend(1)) return;
  if (budget.depth >= MOST_DEPTH) {
    limit(span, site, "it is nested too deeply");
    return;
  }
  budget.depth++;
  body();
  budget.depth--;
}

/** Of these, what decides how a part of them ends decides how the whole does. */
const DECIDED_WITHIN: ReadonlySet<ShellNode["kind"]> = new Set([
  "command",
  "and-or",
  "pipeline",
  "group",
  "subshell",
  "if",
  "case",
]);

export const runNode = (node: ShellNode, shell: Shell): void =>
  deeper(shell, node.span, () => {
    const { decisive } = shell;
    shell.decisive = decisive && DECIDED_WITHIN.has(node.kind);
    run(node, shell);
    shell.decisive = decisive;
  });

function run(node: ShellNode, shell: Shell): void {
  shell.outcomes = undefined;
  switch (node.kind) {
    case "command":
      runCommand(node, shell);
      failed(shell);
      return;
    case "and-or":
      runAndOr(node, shell);
      return;
    case "pipeline":
      runPipeline(node, shell);
      return;
    case "background": {
      const child = shell.subshell();
      runNode(node.command, child);
      endShell(child);
      shell.status = 0;
      return;
    }
    case "group":
      redirected(node, shell, () => runNodes(node.body, shell));
      return;
    case "subshell":
      redirected(node, shell, () => {
        const child = shell.subshell();
        child.decisive = shell.decisive;
        runNodes(node.body, child);
        endShell(child);
        shell.status = child.status;
      });
      failed(shell);
      return;
    case "if":
      redirected(node, shell, () => runIf(node.branches, shell));
      return;
    case "while":
    case "until":
      redirected(node, shell, () =>
        runLoop(
          {
            node,
            condition: (scope) => runNodes(node.condition, scope),
            until: node.kind === "until",
            body: (scope) => runNodes(node.body, scope),
          },
          shell,
        ),
      );
      return;
    case "for":
      redirected(node, shell, () => runFor(node, shell));
      return;
    case "arithmetic-for":
      redirected(node, shell, () => {
        const value = (part: typeof node.test, scope: Shell) =>
          part ? evaluateArithmetic(part, scope, words) : 1;
        const condition = (scope: Shell) => {
          scope.status = arithmeticStatus(value(node.test, scope));
        };
        value(node.initialize, shell);
        runLoop(
          {
            node,
            condition,
            until: false,
            body: (scope) => runNodes(node.body, scope),
            next: (scope) => void value(node.update, scope),
          },
          shell,
        );
      });
      return;
    case "case":
      redirected(node, shell, () => runCase(node, shell));
      return;
    case "function":
      shell.functions.set(node.name, node.body);
      shell.status = 0;
      return;
    case "test":
      shell.status = testExpression(node.test, shell, words);
      failed(shell);
      return;
    case "arithmetic":
      shell.status = arithmeticStatus(
        node.expression ? evaluateArithmetic(node.expression, shell, words) : 0,
      );
      failed(shell);
      return;
  }
}

/** With `set -e` a failure ends the shell, where nobody asks for it; `trap … ERR` runs then too. */
export function failed(shell: Shell): void {
  const { status } = shell;
  if (shell.tested > 0 || shell.finished || status === 0 || status === "likely") return;
  const trap = shell.traps.get("ERR");
  if (trap !== undefined) {
    if (status === "either") maybe(shell, (branch) => runScript(trap, branch));
    else runScript(trap, shell);
    shell.status = status;
  }
  if (typeof status === "number" && shell.options.has("errexit") && !shell.finished) shell.leave("exit");
}

/** Runs a compound with its redirections, which end with it. */
function redirected(
  node: { readonly redirections: readonly Redirection[]; readonly span: Span },
  shell: Shell,
  body: () => void,
): void {
  if (node.redirections.length === 0) {
    body();
    return;
  }
  const outer = shell.channels;
  const pending = shell.pending;
  shell.channels = new Map(outer);
  shell.pending = [];
  if (redirect(node.redirections, shell, words, node.span, "a redirection")) body();
  else shell.status = 1;
  shell.channels = outer;
  for (const run of shell.pending) run();
  shell.pending = pending;
}

function captureScript(script: Script, shell: Shell): string {
  const file = shell.bash ? fileOnly(script) : undefined;
  if (file) {
    const path = words.text(file, shell);
    shell.substituted = shell.exists(path) === false ? 1 : 0;
    return shell.read(path);
  }
  const child = shell.subshell();
  const output: Channel = { kind: "text", text: "" };
  child.channels.set(1, output);
  runNodes(script.commands, child);
  endShell(child);
  shell.substituted = child.status;
  return inPieces(output.text, shell);
}

/** The file of `$(< file)`: for bash its text, for other shells nothing. */
function fileOnly({ commands: [only, ...others] }: Script): Redirection["target"] {
  if (others.length > 0 || only?.kind !== "command") return undefined;
  const [input, ...more] = only.redirections;
  const alone = more.length + only.words.length + only.assignments.length === 0;
  return input?.operator === "<" && alone ? input.target : undefined;
}

function feedScript(script: Script, shell: Shell, input: string): void {
  const child = shell.subshell();
  child.channels.set(0, { kind: "input", text: input });
  runNodes(script.commands, child);
  endShell(child);
}
