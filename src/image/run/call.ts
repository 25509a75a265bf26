import type { ShellAssignment, ShellNode, SimpleCommand } from "../../shell/syntax";
import type { Span } from "../../text/source";
import { UNKNOWN } from "../dyes";
import { baseName } from "../paths";
import { keepArgumentLiterals } from "./argument-literals";
import type { Channel } from "./channels";
import { commandNamed, type KnownCommand } from "./commands";
import type { Call, Output } from "./commands/command";
import { mayRefuse } from "./commands/portable";
import { runScriptFile, scriptNamed } from "./commands/scripts";
import { OF_LINES } from "./commands/text";
import { expandPattern } from "./flow";
import { deeper, runNodes, runScript, words } from "./interpret";
import { arrive, either } from "./join";
import { linesOfPacked } from "./packed";
import { redirect } from "./redirect";
import type { Shell } from "./shell";
import type { Field } from "./words";

/** A simple command: its words are expanded, its redirections made, its assignments last as long as it does. */
export function runCommand(node: SimpleCommand, shell: Shell): void {
  shell.substituted = undefined;
  const choice = choiceIn(node, shell);
  if (choice) {
    // What it does depends on the way that was taken before: each is tried.
    const [name, values] = choice;
    either(
      shell,
      values.map((value) => (branch) => {
        branch.choices.delete(name);
        if (value === undefined) branch.variables.delete(name);
        else branch.variables.set(name, value);
        runCommand(node, branch);
      }),
    );
    return;
  }
  const fields = node.words.flatMap((word) => words.fields(word, shell));
  // `f "$@" "$@"` doubles them with each call. What is not read to its end is not run.
  if (!shell.spend(fields.length >> 4)) return;
  const [first] = fields;
  const outer = shell.channels;
  const pending = shell.pending;
  shell.pending = [];
  let opened = true;
  if (node.redirections.length > 0) {
    shell.channels = new Map(outer);
    opened = redirect(node.redirections, shell, words, node.span, first?.text ?? "a redirection");
  }
  if (!opened) {
    // What does not run is shown by the history all the same.
    if (first) keepArgumentLiterals(baseName(first.text), fields.slice(1), shell);
    shell.status = 1;
  } else if (!first) {
    for (const assignment of node.assignments) assign(assignment, shell);
    shell.status = shell.substituted ?? 0;
  } else {
    if (shell.options.has("xtrace")) shell.emit(2, `+ ${fields.map((field) => field.text).join(" ")}\n`);
    withAssignments(node.assignments, shell, first.text, () => runWords(fields, shell, node.span));
  }
  // What `exec` redirects stays redirected.
  if (!(first?.text === "exec" && fields.length === 1)) shell.channels = outer;
  for (const run of shell.pending) run();
  shell.pending = pending;
}

/** So many variables of a command that have several values are followed. */
const MOST_VARIABLES = 2;

/** A variable of a command that has one of several values. What `exec` does stays with the shell, and no branch has it. */
function choiceIn(
  { words: named, assignments, redirections }: SimpleCommand,
  shell: Shell,
): readonly [string, readonly (string | undefined)[]] | undefined {
  if (shell.choices.size === 0 || named[0]?.text === "exec") return undefined;
  const texts = [
    ...named,
    ...assignments.flatMap(({ value }) => value ?? []),
    ...redirections.flatMap(({ target, body }) => target ?? body ?? []),
  ];
  const names = texts
    .flatMap(({ parts }) => parts)
    .flatMap((part) => (part.kind === "variable" && shell.choices.has(part.name) ? [part.name] : []))
    .filter((name) => shell.variables.get(name) === UNKNOWN);
  const [name] = names;
  // Each variable more multiplies the ways.
  if (name === undefined || new Set(names).size > MOST_VARIABLES) return undefined;
  return [name, shell.choices.get(name)!];
}

/** Builtins that POSIX calls special, and functions: what stands before them stays set. */
const KEEPS_ASSIGNMENTS = new Set("eval exec export readonly set . : unset trap exit".split(" "));

function withAssignments(
  assignments: readonly ShellAssignment[],
  shell: Shell,
  command: string,
  body: () => void,
): void {
  const names = assignments.map(({ name }) => name);
  const saved = names.map((name) => [shell.variables.get(name), shell.exported.has(name)] as const);
  for (const assignment of assignments) {
    assign(assignment, shell);
    shell.exported.set(assignment.name, true);
  }
  body();
  if (!shell.bash && KEEPS_ASSIGNMENTS.has(command)) return;
  for (const [index, name] of names.entries()) {
    const [value, exported] = saved[index]!;
    if (value === undefined) shell.variables.delete(name);
    else shell.variables.set(name, value);
    if (!exported) shell.exported.delete(name);
  }
}

function assign({ name, value, elements, index, append }: ShellAssignment, shell: Shell): void {
  if (elements) {
    const values = elements
      .flatMap((word) => words.fields(word, shell))
      .flatMap((field) => expandPattern(field, shell));
    const start = append ? [...(shell.arrays.get(name) ?? scalar(name, shell)).entries()] : [];
    const added = values.map((text, at): [string, string] => {
      const keyed = /^\[([^\]]*)\]=/.exec(text);
      return keyed ? [keyed[1]!, text.slice(keyed[0].length)] : [String(start.length + at), text];
    });
    shell.spend((start.length + added.length) >> 3);
    shell.arrays.set(name, new Map([...start, ...added]));
    return;
  }
  const text = value ? words.text(value, shell, name) : "";
  if (!index) {
    shell.assign(name, append ? (shell.variables.get(name) ?? "") + text : text);
    return;
  }
  const key = words.text(index, shell);
  const array = shell.arrays.get(name) ?? scalar(name, shell);
  const number = /^[A-Za-z_]\w*$/.test(key) ? (shell.variables.get(key) ?? key) : key;
  shell.arrays.set(name, new Map(array).set(number, append ? (array.get(number) ?? "") + text : text));
}

const scalar = (name: string, shell: Shell): ReadonlyMap<string, string> =>
  new Map([shell.variables.get(name) ?? []].flat().map((value) => ["0", value]));

/** Runs a command by its words; what it prints goes where the shell's output goes. */
export function runWords(fields: readonly Field[], shell: Shell, span: Span): void {
  const [first, ...rest] = fields;
  if (!first) return;
  const body = shell.functions.get(first.text);
  if (body) {
    shell.base.looked.add(body);
    callFunction(body, rest, shell, span);
    return;
  }
  const name = baseName(first.text);
  const command = commandNamed(name);
  const script = command?.builtin ? undefined : scriptNamed(first.text, command !== undefined, shell);
  if (script) {
    runScriptFile(script, first.text, rest, shell, span);
    return;
  }
  const args = keepArgumentLiterals(name, rest, shell);
  if (!command) {
    // A program that nothing is known of: what it prints and writes is not known either.
    shell.view.plain.doubt();
    for (const descriptor of [1, 2]) shell.emit(descriptor, UNKNOWN);
    shell.status = "likely";
    return;
  }
  const perform = (scope: Shell) =>
    runProgram(command, { name, args, stdin: scope.input, span, shell: scope });
  // Where its failure stops nothing, a program that may refuse its options may have done nothing.
  const refuses = !shell.base.gnuPrograms && !shell.mustSucceed && mayRefuse(name, args);
  if (!refuses) {
    perform(shell);
    shell.outcomes = undefined;
  } else {
    const [succeeded, failed] = either(shell, [
      perform,
      (branch) => {
        branch.status = 1;
      },
    ]);
    shell.outcomes = { succeeded: succeeded!, failed: failed! };
  }
}

function runProgram(command: KnownCommand, call: Omit<Call, "run" | "script">): void {
  const { name, args, shell } = call;
  if (command.speaks) shell.view.plain.doubt();
  const sure = SURE_OF_FILES.has(name) && areThere(args, shell);
  shell.missed = false;
  const output = command.run({ ...call, run: runOther, script: runText });
  const { missed } = shell;
  shell.missed = false;
  const printed = typeof output === "string" ? output : output.text;
  const text = OF_LINES.has(name) ? linesOfPacked(printed, call) : printed;
  shell.emit(1, text === "" && command.speaks ? UNKNOWN : text);
  // What may fail may say why.
  const told = typeof output === "string" ? "likely" : output.status;
  const missing = missed && (typeof told !== "number" || told === 0);
  const ended = missing ? 1 : sure && told === "likely" ? 0 : told;
  if (!command.builtin && ended !== 0 && shell.channels.get(2)?.kind === "file") shell.emit(2, UNKNOWN);
  shell.status = ended;
}

/** Commands that succeed where each of their operands is there. */
const SURE_OF_FILES: ReadonlySet<string> = new Set("cat tac rev sort base64 wc ls stat touch rm".split(" "));

function areThere(args: readonly Field[], shell: Shell): boolean {
  const operands = args.filter(({ text }) => !text.startsWith("-"));
  return (
    operands.length > 0 &&
    operands.every(({ text, pattern }) => !pattern && shell.exists(text) === true) &&
    !operands.some(({ text }) => shell.view.isDirectory(shell.path(text)))
  );
}

/** Calls a command for another one, on an input; gives what it prints. */
const runOther: Call["run"] = (fields, shell, stdin, span) =>
  captured(shell, stdin, () => deeper(shell, span, () => runWords(fields, shell, span)));

/** Runs a script that a command was given as an argument. */
const runText: Call["script"] = (text, shell, span, stdin) =>
  captured(shell, stdin, () => {
    const site = shell.base.site.pinned(span);
    deeper(shell, span, () => shell.within(site, () => runScript(text, shell)));
  });

function captured(shell: Shell, stdin: string, body: () => void): Output {
  const outer = shell.channels;
  const output: Channel = { kind: "text", text: "" };
  shell.channels = new Map(outer).set(1, output);
  // What reads on takes up where the other stopped.
  if (stdin !== shell.input) shell.channels.set(0, { kind: "input", text: stdin });
  body();
  shell.channels = outer;
  return { text: output.text, status: shell.status };
}

/** A function runs in the shell that calls it: its `cd` and its variables stay, its positional parameters and `local` ones do not. */
function callFunction(body: readonly ShellNode[], args: readonly Field[], shell: Shell, span: Span): void {
  const outer = shell.parameters;
  shell.parameters = args.flatMap((field) => expandPattern(field, shell));
  shell.locals.push(new Map());
  deeper(shell, span, () => runNodes(body, shell));
  arrive(shell, ({ how }) => how === "return");
  shell.parameters = outer;
  for (const [name, value] of shell.locals.pop() ?? []) {
    if (value === undefined) shell.variables.delete(name);
    else shell.variables.set(name, value);
  }
}
