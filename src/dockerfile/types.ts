import type { Span } from "../text/source";

export type EscapeCharacter = "\\" | "`";

/** What Docker would refuse (`error`) or warn about (`warning`), with the place in the Dockerfile. */
export interface DockerfileProblem {
  readonly severity: "error" | "warning";
  /** `parse`: found before anything is built; `build`: found when the stage is built, if it is. */
  readonly step: "parse" | "build";
  /** Never holds text of the Dockerfile that may be a secret. */
  readonly message: string;
  /** 1-based. */
  readonly line: number;
  readonly span: Span;
}

export interface Heredoc {
  readonly name: string;
  readonly fd: number;
  /** False where any part of the delimiter is quoted. */
  readonly expand: boolean;
  /** True for `<<-`: leading tabs of each line do not count. */
  readonly chomp: boolean;
  /** The body as written, tabs not yet removed. */
  readonly content: string;
  /** The body in the source, without the line of the delimiter. */
  readonly span: Span;
}

/** One instruction as BuildKit's parser leaves it, plus where it stands. Quotes, escapes and variables are kept as written. */
export interface Instruction {
  /** Lower case, as Go lower-cases. */
  readonly keyword: string;
  /** 1-based. */
  readonly startLine: number;
  /** 1-based; heredoc bodies are inside. */
  readonly endLine: number;
  /** Each with its dashes: `--from=build`. */
  readonly flags: readonly string[];
  /** The instruction with continuations joined and comment lines dropped. */
  readonly original: string;
  readonly args: readonly string[];
  /** Whether the arguments came in JSON (exec) form. */
  readonly json: boolean;
  readonly heredocs: readonly Heredoc[];
  /** The instruction that ONBUILD holds. */
  readonly onbuild?: Instruction;
  readonly prevComment?: readonly string[];
  /** From the first character of the keyword to the last one of the instruction (heredoc bodies and terminators inside). */
  readonly span: Span;
  readonly keywordSpan: Span;
  /** Where a character of `original` stands in the source; `original.length` gives the end of the joined text. */
  sourceOffset(offsetInOriginal: number): number;
  /** Spans of the arguments, in the order of `args` words (ENV/LABEL/ARG: one span a pair). Worked out when first asked. */
  argumentSpans(): readonly Span[];
  /** Spans of the flags, in the order of `flags`. */
  flagSpans(): readonly Span[];
}

export interface Directives {
  readonly syntax?: string;
  readonly check?: string;
  readonly escape?: string;
}

export interface ParsedDockerfile {
  readonly escape: EscapeCharacter;
  readonly directives: Directives;
  readonly instructions: readonly Instruction[];
  readonly problems: readonly DockerfileProblem[];
}

/** A word of an instruction with its place; nothing in it is expanded yet. */
export interface DockerfileWord {
  readonly text: string;
  readonly span: Span;
}

export interface Pair {
  readonly name: DockerfileWord;
  /** Absent only for `ARG NAME`. For the old form `ENV K rest of line` it is the rest. */
  readonly value?: DockerfileWord;
  readonly span: Span;
}

export type MountType = "bind" | "cache" | "tmpfs" | "secret" | "ssh";

/** One `RUN --mount`. Values are unexpanded words; defaults are filled in by the evaluator, which knows WORKDIR. */
export interface Mount {
  readonly type: MountType;
  readonly id?: string;
  readonly from?: string;
  readonly source?: string;
  readonly target?: string;
  readonly env?: string;
  readonly readWrite: boolean;
  readonly required: boolean;
  readonly span: Span;
}

/** An instruction read by its kind. `instruction` is the raw one. */
export type Statement = { readonly instruction: Instruction } & (
  | {
      readonly kind: "from";
      readonly image: DockerfileWord;
      readonly platform?: string;
      readonly name?: string;
    }
  | { readonly kind: "arg"; readonly pairs: readonly Pair[] }
  | { readonly kind: "env"; readonly pairs: readonly Pair[] }
  | { readonly kind: "label"; readonly pairs: readonly Pair[] }
  | {
      readonly kind: "copy" | "add";
      /** Heredoc sources are not among them: see `instruction.heredocs`. */
      readonly sources: readonly DockerfileWord[];
      readonly destination: DockerfileWord;
      readonly from?: DockerfileWord;
      readonly exclude: readonly string[];
      readonly parents: boolean;
      readonly link: boolean;
      /** ADD only. */
      readonly keepGitDir: boolean;
      /** ADD only; undefined where not said. */
      readonly unpack?: boolean;
      readonly chown?: string;
      readonly chmod?: string;
    }
  | {
      readonly kind: "run";
      /** The joined command text for the shell form (heredoc bodies are in `instruction.heredocs`), else the array. */
      readonly command: CommandText;
      readonly mounts: readonly Mount[];
    }
  | { readonly kind: "cmd" | "entrypoint"; readonly command: CommandText }
  | { readonly kind: "healthcheck"; readonly none: boolean; readonly command?: CommandText }
  | { readonly kind: "shell"; readonly shell: readonly string[] }
  | { readonly kind: "workdir" | "user" | "stopsignal" | "maintainer"; readonly value: DockerfileWord }
  | { readonly kind: "volume" | "expose"; readonly values: readonly DockerfileWord[] }
  | { readonly kind: "onbuild"; readonly statement: Statement }
  /** Anything BuildKit refuses: the parse problems say why. */
  | { readonly kind: "unknown" }
);

export type CommandText =
  | {
      readonly form: "shell";
      readonly text: string;
      /** Where a character of `text` stands in the source. */
      sourceOffset(offset: number): number;
    }
  | { readonly form: "exec"; readonly words: readonly DockerfileWord[] };
