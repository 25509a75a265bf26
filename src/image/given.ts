import type { Build, PassedArgument } from "../build";
import type { TraceStep } from "../finding";
import { secretKindOf } from "../secrets";
import { credentialUses } from "./credential-uses";
import type { Dyes } from "./dyes";
import type { Dye } from "./model";

/** The values that a build is given from outside of its Dockerfile and its context, each secret with its mark. */
export class GivenValues {
  readonly #marks = new Map<string, string>();

  #used: ReadonlySet<string> | undefined;

  /** `text` is that of the Dockerfile. */
  constructor(
    private readonly build: Build,
    private readonly dyes: Dyes,
    private readonly text: string,
  ) {}

  /** A value of the command line: a secret by its name and itself, or plain text. `declared` is asked where it is secret. */
  value(name: string, value: string, declared: () => TraceStep): string {
    const { judge } = this.dyes;
    const verdict = judge.judgeValue(name, value);
    if (verdict.verdict !== "secret") return value;
    const [token] = judge.findTokens(value);
    const kind = token && token.kind !== "secret" ? token.kind : secretKindOf(name);
    const mark = this.expected(name, declared(), kind);
    this.dyes.hide(value.slice(verdict.span.start, verdict.span.end), name, mark);
    const around = [value.slice(0, verdict.span.start), value.slice(verdict.span.end)] as const;
    // One mark stands for all of it where more than one part is secret.
    return around.some((part) => judge.findTokens(part).length > 0) ? mark : around.join(mark);
  }

  /** The secret that a build arg is expected to bring; its kind by its shape where that is known, else by its name. */
  expected(name: string, declared: TraceStep, kind = secretKindOf(name)): string {
    const passed = this.passed(name);
    const known = this.dyes.judge.judgeName(name).strength === "known" || passed?.secret !== undefined;
    const steps: readonly [TraceStep, ...TraceStep[]] = passed
      ? [this.passing(passed), declared]
      : [declared];
    const confidence = known ? "high" : "medium";
    const mark = this.dyes.mark({ kind, name, origin: "build-arg", confidence, declared: steps[0] }, steps);
    this.#marks.set(name, mark);
    return mark;
  }

  /** What an ARG of the name says of its value. */
  declaration(name: string): string {
    return `build arg ${name} is declared here${this.passed(name) ? "" : "; its value comes with --build-arg"}`;
  }

  /** Whether a name with nothing behind it is a secret's, for a `--build-arg` to fill. */
  promises(name: string): boolean {
    const { strength, identifier, path } = this.dyes.judge.judgeName(name);
    return (strength === "known" || strength === "strong") && !identifier && !path;
  }

  /** Whether an ARG with nothing behind it is a secret's: by its name, or by what the Dockerfile does with it. */
  awaits(name: string): boolean {
    if (this.promises(name)) return true;
    this.#used ??= credentialUses(this.text);
    return this.#used.has(name);
  }

  /**
   * Whether a file of the project passes a secret as this build arg: it says so itself, or a variable's name does. Whoever passes a value in
   * place of `false` passes a switch.
   */
  passesSecret(name: string, standard: string | undefined): boolean {
    const passed = this.passed(name);
    if (!passed) return false;
    const { secret, value, references } = passed;
    return (
      secret !== undefined ||
      (value === undefined &&
        !(standard !== undefined && this.isSwitch(name, standard)) &&
        [name, ...references].some((each) => this.promises(each)))
    );
  }

  private isSwitch(name: string, value: string): boolean {
    const verdict = this.dyes.judge.judgeValue(name, value);
    return verdict.verdict === "harmless" && verdict.why === "boolean";
  }

  has(name: string): boolean {
    return this.#marks.has(name);
  }

  /** Every secret that was given or is expected. */
  secrets(): readonly Dye[] {
    return [...this.#marks.values()].flatMap((mark) => this.dyes.in(mark));
  }

  private passed(name: string): PassedArgument | undefined {
    return this.build.origin?.arguments.find((argument) => argument.name === name);
  }

  private passing({ name, secret, source, span }: PassedArgument): TraceStep {
    const message = `${this.build.origin?.label} passes ${secret ?? "a secret"} as build arg ${name}`;
    return { file: source.path, range: source.range(span), message };
  }
}
