import type { Pair, Statement } from "../dockerfile/types";
import type { SimpleCommand } from "../shell/syntax";
import type { DockerfileText, StatementOf } from "./dockerfile-text";
import { type Declaring, defaultOf, isDeclaring, mountInRuns, type Need, refersTo } from "./mount";
import { loadsApplication, readsVariable, runsOwnCode } from "./readers";
import { mentions, type Rewrite } from "./rewrite";
import { runScript, simpleCommands } from "./run-script";
import { removeStoredFiles } from "./stored-file";
import { type Export, withoutStores } from "./stores";
import { secretId } from "./words";

/** A variable that carries the secret: the secret itself, or a text that is put together with it. */
interface Carrier {
  readonly name: string;
  /** The value as written, where the variable holds more than the secret. */
  readonly value?: string;
}

/**
 * Takes a secret variable out of ARG and ENV, and mounts it as a build secret for every RUN that uses it and no other. What the RUNs
 * stored of it is stored no more.
 */
export function mountVariable(rewrite: Rewrite, name: string): void {
  const { subject } = rewrite;
  const carriers = carriersOf(rewrite, name);
  const names = carriers.map((carrier) => carrier.name);
  removeStoredFiles(rewrite, names);
  const before = rewrite.dockerfile;
  const isInScope = (dockerfile: DockerfileText) =>
    dockerfile.behind(
      (each) => isDeclaring(each) && each.pairs.some((pair) => isCarried(rewrite, each, pair, names)),
    );
  const stored = withoutStores(before, names, isInScope(before));
  rewrite.dockerfile = stored.dockerfile;
  const runs = runsOf(rewrite.dockerfile).filter(isInScope(rewrite.dockerfile));
  const readers = [...stored.readers, ...filledFiles(rewrite, names)];
  const needs = needsOf(
    rewrite.dockerfile,
    runs,
    carriers,
    readers,
    stored.exports,
    isForBuild(rewrite, names),
  );
  mountInRuns(rewrite, { id: secretId(name), name }, needs, (statement, pair) =>
    isCarried(rewrite, statement, pair, names),
  );
  if (needs.size > 0 || stored.dockerfile !== before) rewrite.safe = false;
  for (const entry of subject.image.env) {
    if (!names.includes(entry.name)) continue;
    rewrite.safe = false;
    rewrite.commands.add(`docker run --env-file <file with ${entry.name}> <image>`);
  }
}

/** A build arg is there for the build, and so is an ENV that is replaced later; any other ENV is there for the container. */
const isForBuild = ({ dockerfile, subject }: Rewrite, names: readonly string[]): boolean =>
  dockerfile.statements.some(
    (each) => each.kind === "arg" && each.pairs.some(({ name }) => names.includes(name.text)),
  ) || subject.image.env.some(({ name, replaced }) => replaced && names.includes(name));

/** The variables that hold the secret, the one that brings it first. */
function carriersOf({ dockerfile }: Rewrite, name: string): Carrier[] {
  const carriers: Carrier[] = [{ name }];
  for (const statement of dockerfile.statements) {
    if (!isDeclaring(statement)) continue;
    for (const { name: own, value } of statement.pairs) {
      const text = value?.text ?? "";
      const from = carriers.find((carrier) => refersTo(text, carrier.name));
      if (!from || carriers.some((carrier) => carrier.name === own.text)) continue;
      const plain =
        from.value === undefined &&
        (/^(["']?)\$(?:\w+|\{\w+\})\1$/.test(text) || defaultOf(text) !== undefined);
      carriers.push(plain ? { name: own.text } : { name: own.text, value: text });
    }
  }
  return carriers;
}

/** Whether a pair brings the secret in: a build arg of its name, a reference to it, or a literal that is found in the image. */
function isCarried(
  { subject }: Rewrite,
  statement: Declaring,
  { name, value }: Pair,
  names: readonly string[],
): boolean {
  if (!names.includes(name.text)) return names.some((each) => refersTo(value?.text ?? "", each));
  if (statement.kind === "arg" || names.some((each) => refersTo(value?.text ?? "", each))) return true;
  return subject.image.env.some(
    (entry) =>
      entry.name === name.text &&
      subject.dockerfile.text.slice(entry.span.start, entry.span.end) === name.text &&
      isSame(entry.statement, statement),
  );
}

/** The same instruction in a text that was rewritten before it. */
const isSame = (one: Statement, other: Statement): boolean =>
  one.instruction.original === other.instruction.original;

const runsOf = ({ statements }: DockerfileText): StatementOf<"run">[] =>
  statements.filter((statement) => statement.kind === "run");

/** An .npmrc or .yarnrc.yml of the context in which the package manager fills the variable. */
function filledFiles(
  { subject }: Rewrite,
  names: readonly string[],
): ((command: SimpleCommand) => boolean)[] {
  const filled = [".npmrc", ".yarnrc.yml"].some((path) => {
    const bytes = subject.context.read(path, 20_000);
    const text = bytes ? new TextDecoder().decode(bytes) : "";
    return names.some((name) => text.includes(`\${${name}`));
  });
  const reader = filled ? readsVariable("NPM_TOKEN") : undefined;
  return reader ? [reader] : [];
}

/** Which RUNs need which variables: those that name them, those whose programs read them, else those that run the project's code. */
function needsOf(
  dockerfile: DockerfileText,
  runs: readonly StatementOf<"run">[],
  carriers: readonly Carrier[],
  readers: readonly ((command: SimpleCommand) => boolean)[],
  exports: readonly Export[],
  forBuild: boolean,
): Map<StatementOf<"run">, Need> {
  const needs = new Map<StatementOf<"run">, Need>();
  const need = (run: StatementOf<"run">, carrier: Carrier) => {
    const known = needs.get(run) ?? { mounted: new Set(), assigned: new Set() };
    needs.set(run, known);
    if (carrier.value === undefined) known.mounted.add(carrier.name);
    else {
      for (const base of carriers)
        if (base.value === undefined && refersTo(carrier.value, base.name)) known.mounted.add(base.name);
      known.assigned.add(`${carrier.name}=${carrier.value}`);
    }
  };
  const [main] = carriers;
  for (const run of runs) {
    // What a RUN only unsets, it does not need.
    const text = dockerfile.written(run).replace(/\bunset\s+\w+/g, "");
    const commands = simpleCommands(runScript(run)?.elements);
    for (const carrier of carriers) {
      const reads = readsVariable(carrier.name);
      if (mentions(text, [carrier.name]) || (reads && commands.some(reads))) need(run, carrier);
    }
    if (commands.some((command) => readers.some((reads) => reads(command)))) need(run, main!);
    for (const { assignment, reads, instruction } of exports) {
      if (
        run.instruction.original === instruction ||
        !commands.some(reads) ||
        mentions(text, [assignment.split("=")[0]!])
      )
        continue;
      need(run, main!);
      needs.get(run)!.assigned.add(assignment);
    }
  }
  if (needs.size > 0 || exports.length > 0 || readers.length > 0) return needs;
  // An ARG that an ENV of another name takes is there for that ENV, whose name is the one that programs know.
  const handed = carriers.filter(({ name }) =>
    dockerfile.statements.some(
      (each) => each.kind === "env" && each.pairs.some((pair) => pair.name.text === name),
    ),
  );
  for (const run of runs) {
    const runsCode = forBuild ? runsOwnCode : loadsApplication;
    const script = runScript(run);
    const words = run.command.form === "exec" ? run.command.words.map(({ text }) => text) : [];
    const commands = script ? simpleCommands(script.elements) : [execCommand(words)];
    if (commands.some(runsCode))
      for (const carrier of handed.length > 0 ? handed : carriers) need(run, carrier);
  }
  return needs;
}

const execCommand = (words: readonly string[]): SimpleCommand => {
  const span = { start: 0, end: 0 };
  return {
    kind: "command",
    assignments: [],
    redirections: [],
    span,
    words: words.map((text) => ({ text, parts: [], span })),
  };
};
