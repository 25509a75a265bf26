import { parseShell } from "../../shell";
import type { Redirection, Script, ShellNode, SimpleCommand } from "../../shell/syntax";
import type { Span } from "../../text/source";
import { keepArgumentLiterals } from "./argument-literals";
import { commandNamed } from "./commands";
import { conditionHolds, isTest } from "./conditions";
import type { Shell } from "./shell";
import { type Field, WordExpander } from "./words";

/**
 * Runs a script on marks instead of values: what a command does to files and variables is done to the dyed ones.
 * It never throws and ends after a bounded number of commands. What it gives back is the text on standard output, as far as it is known.
 */
export function runScript(text: string, shell: Shell): string {
  return runNodes(parseShell(text).commands, shell, "");
}

const words = new WordExpander((script: Script, shell, stdin) => runNodes(script.commands, shell, stdin));

export function runNodes(nodes: readonly ShellNode[], shell: Shell, stdin: string): string {
  let output = "";
  for (const node of nodes) {
    if (shell.finished || shell.base.budget.left-- <= 0) break;
    output += runNode(node, shell, stdin);
  }
  return output;
}

function runNode(node: ShellNode, shell: Shell, stdin: string): string {
  switch (node.kind) {
    case "command":
      return runCommand(node, shell, stdin);
    case "and": {
      const holds = conditionHolds([node.left], shell, words);
      const output = runNode(node.left, shell, stdin);
      if (shell.finished || holds === false) return output;
      // A RUN that fails fails the build, so a command left of `&&` is taken to succeed; a test is there to fail at times.
      if (holds === undefined && isTest(node.left))
        return output + maybe(shell, (branch) => runNode(node.right, branch, stdin));
      return output + runNode(node.right, shell, stdin);
    }
    case "or": {
      const holds = conditionHolds([node.left], shell, words);
      const output = runLeftOfOr(node.left, shell, stdin);
      if (holds === true || shell.finished) return output;
      if (holds === false) return output + runNode(node.right, shell, stdin);
      return output + maybe(shell, (branch) => runNode(node.right, branch, stdin));
    }
    case "pipeline": {
      let passed = stdin;
      for (const command of node.commands)
        passed = runNode(command, node.commands.length > 1 ? shell.subshell() : shell, passed);
      return passed;
    }
    case "background":
      return runNode(node.command, shell.subshell(), stdin);
    case "group":
      return redirected(node.redirections, shell, stdin, node.span, (input) =>
        runNodes(node.body, shell, input),
      );
    case "subshell":
      return redirected(node.redirections, shell, stdin, node.span, (input) =>
        runNodes(node.body, shell.subshell(), input),
      );
    case "if":
      return redirected(node.redirections, shell, stdin, node.span, (input) => runIf(node, shell, input));
    case "while":
    case "until":
      return redirected(node.redirections, shell, stdin, node.span, (input) => {
        runNodes(node.condition, shell, input);
        return maybe(shell, (branch) => runNodes(node.body, branch, input));
      });
    case "for":
      return redirected(node.redirections, shell, stdin, node.span, (input) => runFor(node, shell, input));
    case "case":
      return redirected(node.redirections, shell, stdin, node.span, (input) =>
        node.items.map((item) => maybe(shell, (branch) => runNodes(item.body, branch, input))).join(""),
      );
    case "function":
      shell.functions.set(node.name, node.body);
      return "";
    case "test":
      return "";
  }
}

function runIf(node: Extract<ShellNode, { kind: "if" }>, shell: Shell, stdin: string): string {
  let output = "";
  for (const { condition, body } of node.branches) {
    const holds = condition ? conditionHolds(condition, shell, words) : true;
    if (condition) output += runNodes(condition, shell, stdin);
    if (holds === false) continue;
    if (holds === true) return output + runNodes(body, shell, stdin);
    output += maybe(shell, (branch) => runNodes(body, branch, stdin));
  }
  return output;
}

function runFor(node: Extract<ShellNode, { kind: "for" }>, shell: Shell, stdin: string): string {
  const values = node.words?.flatMap((word) => words.fields(word, shell)) ?? [];
  if (values.length === 0) return maybe(shell, (branch) => runNodes(node.body, branch, stdin));
  let output = "";
  // Bodies over long lists repeat themselves; what a hundred rounds do not show, the next does not either.
  for (const value of values.slice(0, 100)) {
    shell.variables.set(node.name, value.text);
    output += runNodes(node.body, shell, stdin);
  }
  return output;
}

/** In `a && b || c` a failure of `a` fails nothing, so `b` may not run. */
function runLeftOfOr(left: ShellNode, shell: Shell, stdin: string): string {
  if (left.kind !== "and") return runNode(left, shell, stdin);
  const output = runLeftOfOr(left.left, shell, stdin);
  if (shell.finished || conditionHolds([left.left], shell, words) === false) return output;
  return output + maybe(shell, (branch) => runNode(left.right, branch, stdin));
}

/** Runs what may not run: what it writes may be there, what it deletes may be left. */
function maybe(shell: Shell, body: (branch: Shell) => string): string {
  const before = shell.view;
  const branch = shell.subshell();
  branch.view = before.fork();
  branch.conditional = true;
  const output = body(branch);
  before.join(branch.view, new Map(before.files));
  for (const [name, value] of branch.variables) {
    if (shell.dyes.marked(value) || !shell.variables.has(name)) shell.variables.set(name, value);
  }
  for (const [name, definition] of branch.functions) shell.functions.set(name, definition);
  return output;
}

function runCommand(node: SimpleCommand, shell: Shell, stdin: string): string {
  const fields = node.words.flatMap((word) => words.fields(word, shell));
  const scope = fields.length > 0 && node.assignments.length > 0 ? shell.subshell() : shell;
  for (const { name, value, append } of node.assignments) {
    const text = value ? words.text(value, shell, name) : "";
    scope.variables.set(name, append ? (scope.variables.get(name) ?? "") + text : text);
  }
  return redirected(
    node.redirections,
    scope,
    stdin,
    node.span,
    (input) => call(fields, scope, input, node.span),
    fields[0]?.text,
  );
}

/** Calls a command by its words: a function of the script, one of the table, or one that nothing is known of. */
export function call(fields: readonly Field[], shell: Shell, stdin: string, span: Span): string {
  const [first, ...rest] = fields;
  if (!first || shell.base.budget.left-- <= 0) return "";
  const name = first.text.slice(first.text.lastIndexOf("/") + 1);
  const body = shell.functions.get(first.text);
  if (body) return callFunction(first.text, body, rest, shell, stdin);
  const args = keepArgumentLiterals(name, rest, shell);
  return commandNamed(name)?.({ name, args, stdin, span, shell, run: call, script: runText }) ?? "";
}

/** A function runs in the shell that calls it: its `cd` and its variables stay, its positional parameters do not. */
function callFunction(
  name: string,
  body: readonly ShellNode[],
  args: readonly Field[],
  shell: Shell,
  stdin: string,
): string {
  const positional = ["@", ...Array.from({ length: 9 }, (_, index) => String(index + 1))];
  const outer = positional.map((parameter) => shell.variables.get(parameter));
  for (const [index, parameter] of positional.entries()) {
    shell.variables.set(
      parameter,
      index === 0 ? args.map((field) => field.text).join(" ") : (args[index - 1]?.text ?? ""),
    );
  }
  // A function that calls itself would go on for the whole budget.
  shell.functions.delete(name);
  const output = runNodes(body, shell, stdin);
  shell.functions.set(name, body);
  if (shell.finished === "return") shell.finished = undefined;
  for (const [index, parameter] of positional.entries()) {
    const value = outer[index];
    if (value === undefined) shell.variables.delete(parameter);
    else shell.variables.set(parameter, value);
  }
  return output;
}

/** Runs a script that a command was given as an argument. */
function runText(text: string, shell: Shell, span: Span, stdin: string): string {
  return runNodes(parseShell(text).commands, shell.at(span), stdin);
}

/** Applies redirections around a command: what it reads, and where its output goes. */
function redirected(
  redirections: readonly Redirection[],
  shell: Shell,
  stdin: string,
  span: Span,
  body: (stdin: string) => string,
  by = "a redirection",
): string {
  let input = stdin;
  const outputs: { path: string; append: boolean }[] = [];
  for (const redirection of redirections) {
    switch (redirection.operator) {
      case "<<":
        if (redirection.body) input = words.text(redirection.body, shell);
        break;
      case "<<<":
        if (redirection.target) input = `${words.text(redirection.target, shell)}\n`;
        break;
      case "<":
      case "<>":
        if (redirection.target) input = shell.read(words.text(redirection.target, shell));
        break;
      case ">":
      case ">>":
      case ">|":
      case "&>":
      case "&>>":
        if (redirection.target && (redirection.fd === undefined || redirection.fd === 1)) {
          outputs.push({
            path: words.text(redirection.target, shell),
            append: redirection.operator.includes(">>"),
          });
        }
        break;
      default:
        break;
    }
  }
  const output = body(input);
  if (outputs.length === 0) return output;
  for (const { path, append } of outputs) shell.write(path, output, { by, span, append });
  return "";
}
