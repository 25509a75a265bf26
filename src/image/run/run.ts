import type { Heredoc, Statement } from "../../dockerfile/types";
import { isPosixShell } from "../../shell";
import { hasGnuPrograms, isWindowsImage, setsNoVariables } from "../base-images";
import type { SourceOf } from "../copying";
import { UNKNOWN } from "../dyes";
import type { Evaluation } from "../evaluation";
import type { ViewFile } from "../file-view";
import { keepTokens } from "../literals";
import { withoutMarks } from "../marks";
import type { Site } from "../site";
import type { StageState } from "../stage-state";
import { runWords } from "./call";
import { endShell, runNodes, runScript } from "./interpret";
import { untaken } from "./join";
import { Mounts } from "./mounts";
import { OverlayMap } from "./overlay-map";
import { Shell } from "./shell";

type RunStatement = Extract<Statement, { kind: "run" }>;

/** Many times what a RUN of public Dockerfiles asks for; a loop that is longer says nothing new. */
const BUDGET = 16_000;
/** A longer script is no script. */
const SCRIPT_LIMIT = 256 * 1024;

export interface RunContext {
  readonly caches: Map<string, Map<string, ViewFile>>;
  readonly sourceOf: SourceOf;
}

/** A RUN: its script is interpreted on the dyed files, and what changed is its layer. */
export function evaluateRun(
  evaluation: Evaluation,
  state: StageState,
  statement: RunStatement,
  context: RunContext,
): void {
  const { view } = state;
  const variables = new OverlayMap(state.variables);
  for (const [name, value] of proxies(evaluation, statement))
    if (!variables.has(name)) variables.set(name, value);
  const mounts = new Mounts(evaluation, statement, state, context.caches, context.sourceOf);
  mounts.apply(view, variables);
  const script = scriptOf(evaluation, state, statement);
  const sets: string[] = [];
  const shell = new Shell(
    {
      dyes: evaluation.dyes,
      site: script.site,
      instruction: statement.instruction.span,
      sets,
      home: state.home,
      homes: state.homes,
      budget: {
        left: BUDGET,
        depth: 0,
        names: 0,
        at: { span: { start: 0, end: 0 }, site: script.site },
      },
      used: evaluation.used,
      scripts: new Map(),
      looked: new Set(),
      plainEnvironment: setsNoVariables(state.image),
      gnuPrograms: hasGnuPrograms(state.image),
      contextText: contextReader(evaluation),
      doubt: (message) => evaluation.doubt(statement, message),
      limit: limitOnce(evaluation),
    },
    view,
    variables,
  );
  shell.directory = state.workdir;
  shell.bash = script.interpreter.some((word) => /(?:^|\/)bash$/.test(word));
  for (const option of shellOptions(script.interpreter)) shell.options.add(option);
  script.run(shell);
  // A RUN that fails makes no image: only the ways that succeed are left.
  const failed = ({ state: { status } }: Shell["departures"][number]) =>
    typeof status === "number" && status !== 0;
  if (!shell.finished || shell.departures.some((departure) => !failed(departure)))
    shell.departures = shell.departures.filter((departure) => !failed(departure));
  endShell(shell);
  for (const body of shell.functions.values()) untaken(shell, body, (branch) => runNodes(body, branch));
  shell.settle();
  mounts.release(view);
  evaluation.work += BUDGET - shell.base.budget.left;
  recordHistory(evaluation, state, script, sets.join(""));
}

/** Build args that every RUN sees, declared or not, under both spellings (2.11). */
function proxies({ build, given, site }: Evaluation, { instruction }: RunStatement): [string, string][] {
  return Object.entries(build.buildArgs).flatMap(([name, value]): [string, string][] => {
    if (!/^(?:https?|ftp|no|all)_proxy$/i.test(name)) return [];
    const declared = () => site.stepAt(instruction.keywordSpan, `build arg ${name} is given to every RUN`);
    const text = given.value(name, value, declared);
    return [
      [name.toUpperCase(), text],
      [name.toLowerCase(), text],
    ];
  });
}

/** The options that a SHELL such as `["/bin/bash", "-eo", "pipefail", "-c"]` sets. */
const shellOptions = (words: readonly string[]): string[] =>
  words.slice(1).flatMap((word) => (/^-[a-z]*e[a-z]*$/.test(word) ? ["errexit"] : []));

function contextReader(evaluation: Evaluation): Shell["base"]["contextText"] {
  return (path, context = evaluation.context) => {
    const bytes = context.read(path, SCRIPT_LIMIT + 1);
    if (!bytes || bytes.length > SCRIPT_LIMIT) return undefined;
    return withoutMarks(new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes));
  };
}

/** A limit is said once a RUN: what comes after it is not followed either. */
function limitOnce(evaluation: Evaluation): Shell["base"]["limit"] {
  let said = false;
  return (span, site, message) => {
    if (said) return;
    said = true;
    const { line } = site.step(span, "").range.start;
    evaluation.problems.push({ line, message: `What this RUN does is followed only in part: ${message}.` });
  };
}

interface RunScript {
  readonly site: Site;
  /** What the history shows after `RUN`, as written. */
  readonly shown: string;
  readonly statement: RunStatement;
  /** The shell that reads it, by its words. */
  readonly interpreter: readonly string[];
  run(shell: Shell): void;
}

function scriptOf(evaluation: Evaluation, state: StageState, statement: RunStatement): RunScript {
  const { command, instruction } = statement;
  if (command.form === "exec") {
    // The words of the exec form are expanded by nobody (4.2), but `["sh", "-c", "…"]` runs a shell.
    const fields = command.words.map(({ text, span }) => ({ text, pattern: false, span }));
    const [first, last] = [command.words[0], command.words.at(-1)];
    const span = first && last ? { start: first.span.start, end: last.span.end } : instruction.span;
    return {
      site: evaluation.site,
      shown: command.words.map((word) => word.text).join(" "),
      statement,
      interpreter: [],
      run: (shell) => runWords(fields, shell, span),
    };
  }
  const heredocs = instruction.heredocs;
  const windows = isWindowsImage(state.image) && state.shell[0] === "/bin/sh";
  const readable = isPosixShell(state.shell) && !windows;
  const only =
    heredocs.length === 1 && /^<<-?\s*(["']?)[\w.-]+\1$/.test(command.text.trim()) ? heredocs[0] : undefined;
  if (only) return bodyScript(evaluation, statement, only, readable, state.shell);
  const pieces: { readonly text: string; offset(at: number): number }[] = [
    { text: command.text, offset: (at) => command.sourceOffset(at) },
  ];
  for (const heredoc of heredocs) {
    pieces.push({ text: "\n", offset: () => heredoc.span.start });
    pieces.push({ text: heredoc.content, offset: (at) => heredoc.span.start + at });
    pieces.push({ text: heredoc.name, offset: () => heredoc.span.end });
  }
  const text = pieces.map((piece) => piece.text).join("");
  const site = evaluation.siteOf((offset) => {
    let rest = offset;
    for (const piece of pieces) {
      if (rest < piece.text.length) return piece.offset(rest);
      rest -= piece.text.length;
    }
    return pieces.at(-1)!.offset(pieces.at(-1)!.text.length);
  });
  const run = (shell: Shell) => void (readable && runScript(text, shell, true));
  return { site, shown: text, statement, interpreter: state.shell, run };
}

/** `RUN <<EOT` alone: the body is the script. One that starts with `#!` is run from a file, and the history shows only its path (5.2). */
function bodyScript(
  evaluation: Evaluation,
  statement: RunStatement,
  heredoc: Heredoc,
  readable: boolean,
  shellWords: readonly string[],
): RunScript {
  const body = heredoc.chomp ? heredoc.content.replace(/^\t+/gm, "") : heredoc.content;
  const interpreter = /^#!\s*(\S+(?:[ \t]+\S+)?)/.exec(body)?.[1];
  const words = interpreter?.split(/[ \t]+/) ?? shellWords;
  const runs = interpreter === undefined ? readable : isPosixShell(words);
  const removed = heredoc.content.length - body.length;
  // With tabs removed offsets no longer hold, so places are those of the whole body.
  const start = heredoc.span.start;
  const site = evaluation.siteOf((offset) => start + (removed > 0 ? 0 : offset));
  const shown = interpreter === undefined ? body : `/dev/pipes/${heredoc.name}`;
  return {
    site,
    shown,
    statement,
    interpreter: words,
    run: (shell) => void (runs && runScript(body, shell, true)),
  };
}

/** All build args declared so far stand in front, used or not (2.6). The text is as written: the shell expands it later. */
function recordHistory(evaluation: Evaluation, state: StageState, script: RunScript, sets: string): void {
  const { statement } = script;
  const prefix = argumentsInFront(evaluation, state);
  const shell = statement.command.form === "exec" ? "" : `${state.shell.join(" ")} `;
  const whole = { start: 0, end: script.shown.length };
  const kept = keepTokens(
    { dyes: evaluation.dyes, base: { site: script.site } },
    evaluation.dyes.markLiterals(script.shown),
    { span: whole },
    "passing",
  );
  evaluation.record(state, statement, `RUN ${prefix}${shell}${kept} # buildkit`, [], sets);
}

function argumentsInFront(
  { allowances: { listed } }: Evaluation,
  { buildArguments, variables }: StageState,
): string {
  const { size } = buildArguments;
  if (size === 0) return "";
  const list = listed.take(size)
    ? [...buildArguments].map((name) => `${name}=${variables.get(name) ?? ""}`).join(" ")
    : UNKNOWN;
  return `|${size} ${listed.take(list.length) ? list : UNKNOWN} `;
}
