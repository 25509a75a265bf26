import type { CommandText, DockerfileWord, Pair, Statement } from "../dockerfile/types";
import { judgeName } from "../secrets";
import type { Evaluation } from "./evaluation";
import { keepNamedLiteral, keepTokens, type Spanned } from "./literals";
import { resolvePath } from "./paths";
import type { StageState } from "./stage-state";

/** Instructions that change the config and the history and no file: ENV, ARG, LABEL, CMD, USER, WORKDIR and their kind. */
export class Settings {
  constructor(private readonly evaluation: Evaluation) {}

  environment(state: StageState, statement: Extract<Statement, { kind: "env" }>): void {
    const { evaluation } = this;
    // All pairs see the values from before the instruction (4.4).
    const before = new Map(state.variables);
    const shown: string[] = [];
    for (const pair of statement.pairs) {
      const name = evaluation.expand(pair.name.text, before, statement);
      const text = this.value(name, pair, before, statement);
      const kept = this.further(text, pair.name, `${name} is set in the image's environment`);
      state.variables.set(name, kept);
      state.environment.push({ name, text: kept, statement, stage: evaluation.stage, at: pair.name });
      shown.push(`${name}=${kept}`);
    }
    evaluation.record(state, statement, `ENV ${shown.join(" ")}`);
  }

  /** Sequential: a later default sees an earlier name (4.4). A value from the command line is taken as it is (2.1). */
  arguments(state: StageState, statement: Extract<Statement, { kind: "arg" }>): void {
    for (const pair of statement.pairs) {
      const name = pair.name.text;
      const value = this.argumentValue(pair, state.variables, statement, this.evaluation.globals.get(name));
      state.buildArguments.set(name, value);
      if (value !== undefined) state.variables.set(name, value);
      this.evaluation.record(
        state,
        statement,
        value === undefined ? `ARG ${name}` : `ARG ${name}=${value}`,
        pair.name,
      );
    }
  }

  /** The value of an ARG: from the command line, its default, or `inherited` from above the first FROM; else what its name promises. */
  argumentValue(
    pair: Pair,
    variables: ReadonlyMap<string, string>,
    statement: Statement,
    inherited?: string,
  ): string | undefined {
    const { evaluation } = this;
    const name = pair.name.text;
    const given = evaluation.build.buildArgs[name];
    if (given !== undefined) return evaluation.givenArgument(name, given, pair);
    const written = pair.value === undefined ? undefined : this.value(name, pair, variables, statement);
    const value = written ?? inherited;
    if (value !== undefined && value !== "") return value;
    // A secret's name with nothing behind it is there for a `--build-arg` to fill.
    return this.promises(name) ? evaluation.expectedArgument(name, pair) : value;
  }

  labels(state: StageState, statement: Extract<Statement, { kind: "label" }>): void {
    const { evaluation } = this;
    const before = new Map(state.variables);
    const shown: string[] = [];
    for (const pair of statement.pairs) {
      const name = evaluation.expand(pair.name.text, before, statement);
      const text = this.value(name, pair, before, statement);
      const kept = this.further(text, pair.name, `label ${name} is set`);
      state.labels.push({ name, text: kept, statement, stage: evaluation.stage, at: pair.name });
      shown.push(`${name}=${kept}`);
    }
    evaluation.record(state, statement, `LABEL ${shown.join(" ")}`);
  }

  /** CMD, ENTRYPOINT, HEALTHCHECK: nothing is expanded at build time (4.2); a secret in them is a literal. */
  command(
    state: StageState,
    statement: Extract<Statement, { kind: "cmd" | "entrypoint" | "healthcheck" }>,
  ): void {
    const { evaluation } = this;
    const keyword = statement.kind.toUpperCase();
    const text = statement.command ? this.literalsOf(statement.command) : "NONE";
    // ENTRYPOINT clears a CMD that the stage inherited (3.2).
    const inherited = state.commands.filter(
      ({ name, stage }) => name === "CMD" && stage !== evaluation.stage,
    );
    const at = { span: statement.instruction.keywordSpan };
    if (statement.kind === "entrypoint" && inherited.length > 0)
      state.commands.push({ name: "CMD", text: "", statement, stage: evaluation.stage, at });
    state.commands.push({ name: keyword, text, statement, stage: evaluation.stage, at });
    evaluation.record(state, statement, `${keyword} ${text}`);
  }

  trigger(state: StageState, statement: Extract<Statement, { kind: "onbuild" }>): void {
    const { evaluation } = this;
    const inner = statement.statement;
    let text = inner.instruction.original;
    if (inner.kind === "env" || inner.kind === "arg" || inner.kind === "label") {
      const values = inner.pairs.map((pair) =>
        keepNamedLiteral(evaluation.sourceWords, pair.name.text, pair.value?.text ?? "", pair),
      );
      text = `${inner.kind.toUpperCase()} ${inner.pairs.map((pair, index) => `${pair.name.text}=${values[index]}`).join(" ")}`;
    } else if (inner.kind === "run") text = `RUN ${this.literalsOf(inner.command)}`;
    state.triggers.push({
      name: "ONBUILD",
      text,
      statement,
      stage: evaluation.stage,
      at: { span: statement.instruction.keywordSpan },
    });
  }

  place(
    state: StageState,
    statement: Extract<Statement, { kind: "workdir" | "user" | "stopsignal" | "maintainer" }>,
  ): void {
    const { evaluation } = this;
    const text =
      statement.kind === "maintainer"
        ? statement.value.text
        : evaluation.expand(statement.value.text, state.variables, statement);
    if (statement.kind === "workdir") {
      state.workdir = resolvePath(state.workdir, text);
      state.view.addDirectory(state.workdir);
      evaluation.record(state, statement, `WORKDIR ${state.workdir}`);
      return;
    }
    if (statement.kind === "user") state.user = text;
    evaluation.record(
      state,
      statement,
      `${statement.kind.toUpperCase()} ${keepTokens(evaluation.sourceWords, text, statement.value)}`,
    );
  }

  private literalsOf(command: CommandText): string {
    const { evaluation } = this;
    if (command.form === "exec") {
      const words = command.words.map((word, index) => {
        const previous = command.words[index - 1]?.text;
        const name = previous?.startsWith("--") && !previous.includes("=") ? previous.slice(2) : undefined;
        return keepArgument(evaluation, word.text, name, word);
      });
      return `["${words.join('" "')}"]`;
    }
    const start = command.sourceOffset(0);
    const span = { start, end: command.sourceOffset(command.text.length) };
    return command.text
      .split(/(\s+)/)
      .map((word, index, all) => {
        const previous = all[index - 2];
        const name = previous?.startsWith("--") && !previous.includes("=") ? previous.slice(2) : undefined;
        return /^\s*$/.test(word) ? word : keepArgument(evaluation, word, name, { span });
      })
      .join("");
  }

  private value(
    name: string,
    pair: Pair,
    variables: ReadonlyMap<string, string>,
    statement: Statement,
  ): string {
    const { evaluation } = this;
    if (!pair.value) return "";
    const text = evaluation.expand(pair.value.text, variables, statement);
    return keepNamedLiteral(evaluation.sourceWords, name, text, pair.value);
  }

  private further(text: string, word: DockerfileWord, message: string): string {
    const { dyes, site } = this.evaluation;
    return dyes.marked(text) ? dyes.further(text, site.stepAt(word.span, message)) : text;
  }

  private promises(name: string): boolean {
    const { strength, identifier, path } = judgeName(name);
    return (strength === "known" || strength === "strong") && !identifier && !path;
  }
}

/** `--token=x`, `TOKEN=x`, or the word after `--token`, judged by that name; any other word by its shape. */
function keepArgument(evaluation: Evaluation, word: string, option: string | undefined, at: Spanned): string {
  const equals = word.indexOf("=");
  const name = option ?? (equals > 0 ? word.slice(0, equals).replace(/^-+/, "") : undefined);
  if (name === undefined || !["known", "strong"].includes(judgeName(name).strength))
    return keepTokens(evaluation.sourceWords, word, at);
  const start = option === undefined ? equals + 1 : 0;
  return word.slice(0, start) + keepNamedLiteral(evaluation.sourceWords, name, word.slice(start), at);
}
