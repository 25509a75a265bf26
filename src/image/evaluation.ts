import type { Build } from "../build";
import type { BuildContext, SecretFile } from "../context/types";
import { type EscapeCharacter, ExpansionError, expand } from "../dockerfile";
import type { DockerfileWord, Statement } from "../dockerfile/types";
import type { TraceStep } from "../finding";
import type { Judge } from "../secrets";
import type { SourceText, Span } from "../text/source";
import { allowances } from "./allowance";
import { Dyes, MEMBER } from "./dyes";
import { GivenValues } from "./given";
import { contextNamed } from "./graph";
import type { Evaluating } from "./literals";
import type { Dye, HistoryLine, Secret, Stage } from "./model";
import type { ParentImage } from "./parent-image";
import { baseName } from "./paths";
import { Site, sourceSite } from "./site";
import type { StageState } from "./stage-state";
import { Variables } from "./variables";

/** What an evaluation is of. */
export interface EvaluationInput {
  readonly build: Build;
  readonly dockerfile: SourceText;
  readonly context: BuildContext;
  /** The named contexts that are folders. */
  readonly contexts: ReadonlyMap<string, BuildContext>;
  readonly escape: EscapeCharacter;
  readonly judge: Judge;
  /** The build that makes an image, or a named context that is no folder; undefined where nothing in the project does. */
  readonly parent?: (reference: string) => ParentImage | undefined;
  /** Tells the secrets of this evaluation from those of other builds; 0 where no other takes them in. */
  readonly number?: number;
}

/** The Dockerfile in its own context. */
const OWN_KIND = "dockerfile";

/** What every part of one evaluation shares. */
export class Evaluation {
  readonly build: Build;
  readonly dockerfile: SourceText;
  readonly context: BuildContext;
  readonly contexts: ReadonlyMap<string, BuildContext>;
  readonly given: GivenValues;
  escape: EscapeCharacter;
  site: Site;
  /** Judges words of the Dockerfile as they stand. */
  sourceWords: Evaluating;
  /** Values of the ARGs above the first FROM. */
  readonly globals = new Variables();
  /** What the RUNs took of their budgets. */
  work = 0;
  /** Variables that something asked for. */
  readonly used = new Set<string>();
  readonly problems: { line: number; message: string }[] = [];
  readonly doubts: { line: number; message: string }[] = [];
  /** Where the next thing that cannot be followed stands; 1-based. */
  line = 1;
  readonly allowances = allowances((message) => this.problems.push({ line: this.line, message }));
  /** The stage that is being evaluated. */
  stage: Stage = { index: -1, label: "", line: 1, base: "", role: "unreached" };
  /** URLs that an ADD fetched. */
  readonly fetched: { readonly statement: Statement; readonly stage: Stage; readonly text: string }[] = [];
  /** Finds the literals of what is not built, once they are asked for. */
  findLiterals: (() => void) | undefined;
  readonly #files = new Map<string, string>();
  /** The Dockerfile in its own context. */
  #own: Secret | undefined;
  #literals: readonly Dye[] | undefined;
  /** By the reference to it. */
  readonly #parents = new Map<string, ParentImage | undefined>();
  #trigger = false;

  constructor(
    private readonly input: EvaluationInput,
    readonly dyes = new Dyes(input.judge, input.number),
  ) {
    this.build = input.build;
    this.dockerfile = input.dockerfile;
    this.context = input.context;
    this.contexts = input.contexts;
    this.escape = input.escape;
    this.site = sourceSite(input.dockerfile);
    this.given = new GivenValues(input.build, dyes, input.dockerfile.text);
    this.sourceWords = { dyes, base: { site: this.site } };
  }

  /** The image that a reference names where it is no stage: that of a named context that is no folder (1.7), or one of its name. */
  parentImage(reference: string): ParentImage | undefined {
    if (this.#parents.has(reference)) return this.#parents.get(reference);
    const contexts = this.build.contexts ?? {};
    const name = contextNamed(contexts, reference);
    const parent = this.input.parent?.(name === undefined ? reference : (contexts[name] ?? ""));
    this.#parents.set(reference, parent);
    if (parent) this.dyes.include(parent.evaluation.dyes);
    return parent;
  }

  /** Every parent image that was asked for. */
  parents(): readonly ParentImage[] {
    return [...this.#parents.values()].filter((parent) => parent !== undefined);
  }

  /** Evaluates a trigger of a parent image, whose statement has `place` for all its places. */
  trigger(parent: ParentImage, place: Span, via: TraceStep, run: () => void): void {
    const { escape: escapeCharacter, site, sourceWords } = this;
    this.escape = parent.evaluation.escape;
    this.site = site.pinned(place);
    this.sourceWords = { dyes: this.dyes, base: { site: this.site } };
    this.#trigger = true;
    this.dyes.borrow(parent.evaluation.dyes, { via, at: site.stepAt(place, "") }, run);
    Object.assign(this, { escape: escapeCharacter, site, sourceWords });
    this.#trigger = false;
  }

  /** The site of a text whose characters stand at these places of the Dockerfile. */
  siteOf(sourceOffset: (offset: number) => number): Site {
    return this.#trigger ? this.site : new Site(this.dockerfile, sourceOffset);
  }

  /** Expands a word by BuildKit's rules. A word that it refuses is a problem and stays as written. */
  expand(
    word: string,
    variables: ReadonlyMap<string, string>,
    statement: Statement,
    mode: "word" | "raw" = "word",
  ): string {
    // Most words hold nothing to expand, and a clean run is mostly words.
    if (!/[$\\`'"]/.test(word)) return word;
    try {
      const lookup = (name: string) => {
        this.used.add(name);
        return variables.get(name);
      };
      return expand(word, lookup, { escape: this.escape, mode }).result;
    } catch (error) {
      if (!(error instanceof ExpansionError)) throw error;
      this.problem(statement, `Docker refuses this instruction: ${error.message}`);
      return word;
    }
  }

  expandWord(word: DockerfileWord, state: StageState, statement: Statement): string {
    return this.expand(word.text, state.variables, statement);
  }

  /** Writes a line of the image's history. `besides` has marks of what its instruction sets, though the text does not show it. */
  record(
    state: StageState,
    statement: Statement,
    text: string,
    declared: HistoryLine["declared"] = [],
    besides = "",
  ): void {
    state.history.push({
      statement,
      stage: this.stage,
      text: this.dyes.redact(text),
      dyes: this.dyes.in(text + besides),
      declared: declared.map(({ name, dyes }) => ({ name, dyes })),
    });
  }

  problem(statement: Statement, message: string): void {
    this.problems.push({ line: statement.instruction.startLine, message });
  }

  /** Says what cannot be known before the build. */
  doubt(statement: Statement, message: string): void {
    this.doubts.push({ line: statement.instruction.startLine, message });
  }

  /** The secrets that the Dockerfile's own text holds, in stages that are not built and in comments too. */
  literals(): readonly Dye[] {
    if (this.#literals) return this.#literals;
    this.findLiterals?.();
    // A value of the command line is declared by an ARG here, and stands nowhere in the text.
    this.#literals = this.dyes
      .literals()
      .filter(({ secret }) => secret.declared.file === this.dockerfile.path && secret.origin !== "build-arg");
    return this.#literals;
  }

  /** The secrets of a text when all is evaluated: the Dockerfile in its own context stands for the literals in it (6.14). */
  dyesOf(text: string): readonly Dye[] {
    const dyes = this.dyes.in(text);
    const own = dyes.find(({ secret }) => secret.kind === OWN_KIND);
    const literalsOf = own && this.literalsOf(own.secret);
    if (!literalsOf) return dyes;
    const others = dyes.filter((dye) => dye !== own);
    const known = new Set(others.map(({ secret }) => secret));
    const isNew = ({ secret }: Dye) => !known.has(secret);
    const literals = this.allowances.copied.take(literalsOf.length)
      ? literalsOf.filter(isNew)
      : literalsOf.filter(isNew).slice(0, 1);
    return [
      ...others,
      ...literals.map(({ secret, steps }) => ({ secret, steps: [...steps, ...own.steps.slice(1)] })),
    ];
  }

  /** The literals of the Dockerfile that a secret stands for: this one, or that of a parent image. */
  private literalsOf(dockerfile: Secret): readonly Dye[] | undefined {
    if (dockerfile === this.#own) return this.literals();
    for (const { evaluation } of this.parents()) {
      const found = evaluation.literalsOf(dockerfile);
      if (found) return found;
    }
    return undefined;
  }

  /** The mark of a file of a context: one secret a file, however often it is copied. */
  contextFile(file: SecretFile, { root }: Pick<BuildContext, "root"> = this.context): string {
    const { path, within } = file;
    const key = `${root}/${within === undefined ? "" : `${within}//`}${path}`;
    const known = this.#files.get(key);
    if (known) return known;
    const name = baseName(`/${file.path}`);
    const start = { line: file.verdict.line ?? 1, column: 1 };
    const names = file.verdict.names.slice(0, 3).join(", ") + (file.verdict.names.length > 3 ? ", …" : "");
    const secret: Secret = {
      kind: file.verdict.kind,
      name,
      origin: "context-file",
      confidence: file.verdict.confidence,
      ...(file.verdict.risk ? { risk: file.verdict.risk } : {}),
      ...(file.verdict.by === "name" && file.verdict.confidence !== "high" ? { unproven: true } : {}),
      ...(file.verdict.needed ? { needed: true } : {}),
      declared: {
        file: `${root}/${within ?? path}`,
        range: { start, end: start },
        message: `${within === undefined ? path : `${path} of ${within}`} is in the build context and holds ${names || file.verdict.holds}`,
      },
    };
    if (file.verdict.kind === OWN_KIND) this.#own = secret;
    const mark = this.dyes.mark(secret);
    // What a RUN takes out of an archive is told apart by its name only: all of it is the archive's secret.
    const members = file.verdict.names.map((member) => `${MEMBER}${member}${MEMBER}${mark}`).join("");
    const text = file.verdict.kind === "archive" ? members : mark;
    this.#files.set(key, text);
    return text;
  }

  /** The secret behind a secret mount, by its id. */
  mountedSecret(id: string, step: Secret["declared"]): string {
    return this.dyes.mark({
      kind: "build-secret",
      name: id,
      origin: "secret-mount",
      confidence: "high",
      declared: step,
    });
  }
}
