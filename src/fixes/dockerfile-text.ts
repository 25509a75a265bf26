import { parseDockerfile, readStatement } from "../dockerfile";
import type { ParsedDockerfile, Statement } from "../dockerfile/types";
import { readStages, type StageSource } from "../image/graph";
import { resolvePath } from "../image/paths";
import { applyChanges, type Change } from "../text/edits";
import { SourceText, type Span } from "../text/source";

export type StatementOf<Kind extends Statement["kind"]> = Extract<Statement, { readonly kind: Kind }>;

/** As whom and where an instruction runs. */
interface Place {
  readonly directory: string;
  readonly user: string;
}

/** A Dockerfile while a fix rewrites it: read anew after each step, so that no step works on stale places. */
export class DockerfileText {
  readonly parsed: ParsedDockerfile;
  readonly statements: readonly Statement[];
  readonly stages: readonly StageSource[];
  readonly lineEnd: "\r\n" | "\n";
  #stageOf?: ReadonlyMap<Statement, StageSource>;
  readonly #lineages = new Map<StageSource, readonly Statement[]>();
  readonly #places = new Map<Statement, Place>();

  constructor(
    readonly source: SourceText,
    readonly target?: string,
  ) {
    this.parsed = parseDockerfile(source.text);
    this.statements = this.parsed.instructions.map(readStatement);
    const globals = new Map(
      this.statements.flatMap((statement) =>
        statement.kind === "arg"
          ? statement.pairs.map(({ name, value }): [string, string] => [name.text, value?.text ?? ""])
          : [],
      ),
    );
    const expanded = (name: string) =>
      name.replace(/\$\{?(\w+)\}?/g, (written, variable: string) => globals.get(variable) ?? written);
    this.stages = readStages(this.statements, target, expanded).stages;
    this.lineEnd = /\r\n/.test(source.text) ? "\r\n" : "\n";
  }

  get text(): string {
    return this.source.text;
  }

  /** The Dockerfile after changes of its text. */
  with(changes: readonly Change[]): DockerfileText {
    if (changes.length === 0) return this;
    const text = applyChanges(this.text, changes);
    return text === this.text
      ? this
      : new DockerfileText(new SourceText(this.source.path, text), this.target);
  }

  stageOf(statement: Statement): StageSource | undefined {
    this.#stageOf ??= new Map(
      this.stages.flatMap((stage) => stage.statements.map((each): [Statement, StageSource] => [each, stage])),
    );
    return this.#stageOf.get(statement);
  }

  /** The stages that start where this one ends, and it itself first. */
  withHeirs(stage: StageSource): StageSource[] {
    const found = new Map([[stage.stage.index, stage]]);
    for (const each of this.stages)
      if (each.stage.parent !== undefined && found.has(each.stage.parent)) found.set(each.stage.index, each);
    return [...found.values()];
  }

  /** Every instruction of a stage in order, those of the stages it is built on first. */
  lineage(stage: StageSource): readonly Statement[] {
    const known = this.#lineages.get(stage);
    if (known) return known;
    const parent = stage.stage.parent === undefined ? undefined : this.stages[stage.stage.parent];
    const lineage = [...(parent ? this.lineage(parent) : []), ...stage.statements];
    this.#lineages.set(stage, lineage);
    return lineage;
  }

  /** Which statements have one of some kind before them, in their stage or in the stages it is built on. */
  behind(isWanted: (statement: Statement) => boolean): (statement: Statement) => boolean {
    const first = new Map<StageSource, number>();
    for (const stage of this.stages) {
      const parent = stage.stage.parent === undefined ? undefined : this.stages[stage.stage.parent];
      const isBelow = parent !== undefined && first.get(parent) !== Number.POSITIVE_INFINITY;
      const own = stage.statements.findIndex(isWanted);
      first.set(stage, isBelow ? -1 : own < 0 ? Number.POSITIVE_INFINITY : own);
    }
    return (statement) => {
      const stage = this.stageOf(statement);
      return stage !== undefined && stage.statements.indexOf(statement) > first.get(stage)!;
    };
  }

  /** What came before an instruction in its stage and the stages it is built on. */
  before(statement: Statement): Statement[] {
    const stage = this.stageOf(statement);
    if (!stage) return [];
    return this.lineage(stage).slice(0, stage.statements.indexOf(statement) - stage.statements.length);
  }

  /** What comes after an instruction in its stage and in the stages built on it. */
  after(statement: Statement): Statement[] {
    const stage = this.stageOf(statement);
    if (!stage) return [];
    const own = stage.statements.slice(stage.statements.indexOf(statement) + 1);
    return [
      ...own,
      ...this.withHeirs(stage)
        .slice(1)
        .flatMap((heir) => heir.statements),
    ];
  }

  /** The user of an instruction as written; empty for root. */
  userAt(statement: Statement): string {
    return this.#placeOf(statement).user;
  }

  /** The working directory of an instruction, variables as written. */
  directoryAt(statement: Statement): string {
    return this.#placeOf(statement).directory;
  }

  /** The home of an instruction's user, as far as the Dockerfile tells. */
  homeAt(statement: Statement): string {
    const user = this.userAt(statement).split(":")[0] ?? "";
    return user === "" ? "/root" : `/home/${user}`;
  }

  #placeOf(statement: Statement): Place {
    const known = this.#places.get(statement);
    if (known) return known;
    let [directory, user] = ["/", ""];
    for (const each of this.before(statement)) {
      if (each.kind === "workdir") directory = resolvePath(directory, each.value.text);
      if (each.kind === "user") user = each.value.text;
    }
    const place = { directory, user: /^(?:root|0)(?::|$)/.test(user) ? "" : user };
    this.#places.set(statement, place);
    return place;
  }

  /** The whole lines of an instruction, with the line end of the last. */
  linesOf(statement: Statement): Span {
    const { startLine, endLine } = statement.instruction;
    const start = this.source.lineSpan(startLine).start;
    const next =
      endLine + 1 <= this.source.lineCount ? this.source.lineSpan(endLine + 1).start : this.text.length;
    return { start, end: next };
  }

  /** An instruction as written, heredocs inside. */
  written(statement: Statement): string {
    const { span } = statement.instruction;
    return this.text.slice(span.start, span.end);
  }
}
