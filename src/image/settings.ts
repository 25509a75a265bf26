import type { CommandText, DockerfileWord, Pair, Statement } from "../dockerfile/types";
import type { Span } from "../text/source";
import type { Evaluation } from "./evaluation";
import { healthcheck } from "./healthcheck";
import { keepNamedLiteral, keepTokens } from "./literals";
import { literalPath, resolvePath } from "./paths";
import { CommandWords, keepWords } from "./setting-words";
import type { Setting, StageState } from "./stage-state";
import type { Variables } from "./variables";

/** Instructions that change the config and the history and no file: ENV, ARG, LABEL, CMD, USER, WORKDIR and their kind. */
export class Settings {
  constructor(private readonly evaluation: Evaluation) {}

  environment(state: StageState, statement: Extract<Statement, { kind: "env" }>): void {
    const { evaluation } = this;
    // All pairs see the values from before the instruction (4.4).
    const set = statement.pairs.map((pair): Setting => {
      const name = evaluation.expand(pair.name.text, state.variables, statement);
      const value = this.value(name, pair, state.variables, statement);
      const kept = evaluation.dyes.marked(value) ? value : keepWords(evaluation, value, pair.value ?? pair);
      const text = this.further(kept, pair.name, `${name} is set in the image's environment`);
      return { name, text, statement, stage: evaluation.stage, at: pair.name };
    });
    const places = statement.pairs.map((pair) => state.variables.places(pair));
    for (const [index, { name, text }] of set.entries()) {
      state.variables.set(name, text);
      state.variables.written.set(name, places[index]!);
    }
    state.environment.push(...set);
    evaluation.record(state, statement, `ENV ${shown(set)}`);
  }

  /** Sequential: a later default sees an earlier name (4.4). A value from the command line is taken as it is (2.1). */
  arguments(state: StageState, statement: Extract<Statement, { kind: "arg" }>): void {
    const { evaluation } = this;
    const declared = statement.pairs.map((pair) => {
      const name = pair.name.text;
      const value = this.argument(pair, state.variables, statement, evaluation.globals);
      state.buildArguments.add(name);
      const text = value === undefined ? name : `${name}=${value}`;
      return { name: pair.name, text, dyes: evaluation.dyes.in(text) };
    });
    evaluation.record(state, statement, `ARG ${declared.map(({ text }) => text).join(" ")}`, declared);
  }

  /** Declares an ARG, which may take its value from above the first FROM. */
  argument(pair: Pair, variables: Variables, statement: Statement, globals?: Variables): string | undefined {
    const name = pair.name.text;
    const value = this.argumentValue(pair, variables, statement, globals?.get(name));
    if (value === undefined) return undefined;
    const places = pair.value ? variables.places(pair) : globals?.written.get(name);
    variables.set(name, value);
    variables.written.set(name, places ?? []);
    return value;
  }

  /** The value of an ARG: from the command line, its default, or `inherited` from above the first FROM; else what its name promises. */
  private argumentValue(
    pair: Pair,
    variables: Variables,
    statement: Statement,
    inherited?: string,
  ): string | undefined {
    const { evaluation } = this;
    const name = pair.name.text;
    const given = evaluation.build.buildArgs[name];
    const declared = () => evaluation.site.stepAt(pair.name.span, evaluation.given.declaration(name));
    // Read where another value takes its place, too: it is a literal of the Dockerfile all the same.
    const read = pair.value === undefined ? undefined : this.value(name, pair, variables, statement);
    const written =
      read !== undefined && pair.value?.text.includes("$")
        ? this.further(read, pair.name, `build arg ${name} takes it in`)
        : read;
    if (given !== undefined) return evaluation.given.value(name, given, declared);
    const value = written ?? inherited;
    if (evaluation.given.passesSecret(name, value)) return evaluation.given.expected(name, declared());
    if (value !== undefined && value !== "") return value;
    // With nothing behind it, it is there for a `--build-arg` to fill.
    return evaluation.given.awaits(name) && !evaluation.build.buildArgsComplete
      ? evaluation.given.expected(name, declared())
      : value;
  }

  labels(state: StageState, statement: Extract<Statement, { kind: "label" }>): void {
    const { evaluation } = this;
    const set = statement.pairs.map((pair): Setting => {
      const name = evaluation.expand(pair.name.text, state.variables, statement);
      const value = this.value(name, pair, state.variables, statement);
      const text = this.further(value, pair.name, `label ${name} is set`);
      return { name, text, statement, stage: evaluation.stage, at: pair.name };
    });
    state.labels.push(...set);
    evaluation.record(state, statement, `LABEL ${shown(set)}`);
  }

  /** CMD, ENTRYPOINT, HEALTHCHECK: nothing is expanded at build time (4.2); a secret in them is a literal. */
  command(
    state: StageState,
    statement: Extract<Statement, { kind: "cmd" | "entrypoint" | "healthcheck" }>,
  ): void {
    const { evaluation } = this;
    const keyword = statement.kind.toUpperCase();
    const words = statement.command ? this.wordsOf(statement.command, statement.kind, state) : ["NONE"];
    const list = `[${words.map((word) => JSON.stringify(word)).join(" ")}]`;
    // ENTRYPOINT clears a CMD that the stage inherited and did not set itself (3.2).
    const command = state.commands.findLast(({ name }) => name === "CMD");
    if (statement.kind === "entrypoint" && command && command.stage !== evaluation.stage)
      this.configure(state, "CMD", "", statement);
    this.configure(state, keyword, list, statement);
    const shown = statement.kind === "healthcheck" ? healthcheck(list, statement.instruction.flags) : list;
    evaluation.record(state, statement, `${keyword} ${shown}`);
  }

  shell(state: StageState, statement: Extract<Statement, { kind: "shell" }>): void {
    const at = { span: statement.instruction.span };
    state.shell = statement.shell.map((word) => keepTokens(this.evaluation.sourceWords, word, at));
    const text = `[${state.shell.join(" ")}]`;
    this.configure(state, "SHELL", text, statement);
    this.evaluation.record(state, statement, `SHELL ${text}`);
  }

  /** VOLUME and EXPOSE add to what is there (5.8 for VOLUME: only the config changes). */
  list(state: StageState, statement: Extract<Statement, { kind: "volume" | "expose" }>): void {
    const { evaluation } = this;
    const values = statement.values.flatMap((word) => {
      const text = keepTokens(evaluation.sourceWords, evaluation.expandWord(word, state, statement), word);
      if (statement.kind === "volume") return [text];
      // Only EXPOSE splits what a variable brings (4.6).
      return text.split(/\s+/).map((port) => (port.includes("/") ? port : `${port}/tcp`));
    });
    const keyword = statement.kind.toUpperCase();
    evaluation.record(state, statement, `${keyword} [${values.join(" ")}]`);
  }

  trigger(state: StageState, statement: Extract<Statement, { kind: "onbuild" }>): void {
    const { evaluation } = this;
    const inner = statement.statement;
    let text = inner.instruction.original;
    if (inner.kind === "env" || inner.kind === "arg" || inner.kind === "label") {
      const values = inner.pairs.map((pair) => {
        const written = pair.value?.text ?? "";
        // A value with a variable in it is another one when the trigger runs.
        return /\$\{?\w/.test(written)
          ? keepTokens(evaluation.sourceWords, written, pair)
          : keepNamedLiteral(evaluation.sourceWords, pair.name.text, written, pair);
      });
      text = `${inner.kind.toUpperCase()} ${inner.pairs.map((pair, index) => `${pair.name.text}=${values[index]}`).join(" ")}`;
    } else if ("command" in inner && inner.command)
      text = `${inner.kind.toUpperCase()} ${this.literalsOf(inner.command).join(" ")}`;
    // A trigger is kept with the bodies of its heredocs.
    for (const { content, name, span } of statement.instruction.heredocs)
      text += `\n${this.literalsOfText(content, (start, end) => ({ start: span.start + start, end: span.start + end }))}${name}`;
    const at = { span: statement.instruction.keywordSpan };
    state.triggers.push({ name: "ONBUILD", text, statement, stage: evaluation.stage, at });
  }

  place(
    state: StageState,
    statement: Extract<Statement, { kind: "workdir" | "user" | "stopsignal" | "maintainer" }>,
  ): void {
    const { evaluation } = this;
    const { kind, value } = statement;
    const expanded = kind === "maintainer" ? value.text : evaluation.expandWord(value, state, statement);
    let text = keepTokens(evaluation.sourceWords, expanded, value);
    if (kind === "workdir") {
      text = state.workdir = resolvePath(state.workdir, literalPath(text));
      state.view.addDirectory(text);
    } else if (kind === "user") state.user = text;
    const keyword = kind.toUpperCase();
    this.configure(state, keyword, text, statement);
    evaluation.record(state, statement, `${keyword} ${text}`);
  }

  /** Sets a field of the config: the last one of a name is in force. */
  private configure(state: StageState, name: string, text: string, statement: Statement): void {
    const at = { span: statement.instruction.keywordSpan };
    state.commands.push({ name, text, statement, stage: this.evaluation.stage, at });
  }

  /** What the config holds of a command: the shell form has the shell in front. */
  private wordsOf(
    command: CommandText,
    kind: "cmd" | "entrypoint" | "healthcheck",
    state: StageState,
  ): readonly string[] {
    const text = this.literalsOf(command);
    if (kind !== "healthcheck") return command.form === "exec" ? text : [...state.shell, ...text];
    return [command.form === "exec" ? "CMD" : "CMD-SHELL", ...text];
  }

  private literalsOf(command: CommandText): readonly string[] {
    if (command.form === "exec") {
      const words = new CommandWords(this.evaluation);
      return command.words.map((word, index) => {
        const previous = command.words[index - 1]?.text;
        const name = previous?.startsWith("--") && !previous.includes("=") ? previous.slice(2) : undefined;
        const kept = words.keep(word.text, name, word);
        // A script, as of `sh -c`.
        return kept === word.text && /\s/.test(kept) ? this.literalsOfText(kept, () => word.span) : kept;
      });
    }
    const spanOf = (start: number, end: number) => ({
      start: command.sourceOffset(start),
      end: command.sourceOffset(end),
    });
    return [this.literalsOfText(command.text, spanOf)];
  }

  private literalsOfText(text: string, spanOf: (start: number, end: number) => Span): string {
    let at = 0;
    let previous = "";
    let gap = "";
    const kept = new CommandWords(this.evaluation);
    const words = text.split(/(\s+|["']|\\n)/).map((word, index) => {
      const span = spanOf(at, at + word.length);
      at += word.length;
      if (index % 2 === 1) gap += word;
      if (word === "" || index % 2 === 1) return word;
      // `--token x`, and a value in quotes: `TOKEN="x"`. What follows `--token=` and a blank is another option.
      const [, name] = (/\s/.test(gap) ? /^--([^=]+)$/ : /^-*([\w.-]+)=$/).exec(previous) ?? [];
      previous = word;
      gap = "";
      return kept.keep(word, name, { span });
    });
    return words.join("");
  }

  private value(name: string, pair: Pair, variables: Variables, statement: Statement): string {
    const { evaluation } = this;
    if (!pair.value) return "";
    const text = evaluation.expand(pair.value.text, variables, statement);
    const at = { span: pair.value.span, besides: variables.places(pair) };
    return keepNamedLiteral(evaluation.sourceWords, name, text, at, "apart");
  }

  private further(text: string, word: DockerfileWord, message: string): string {
    const { dyes, site } = this.evaluation;
    return dyes.marked(text) ? dyes.further(text, site.stepAt(word.span, message)) : text;
  }
}

const shown = (set: readonly Setting[]): string => set.map(({ name, text }) => `${name}=${text}`).join(" ");
