import type { DockerfileWord, Statement } from "../dockerfile/types";
import type { Confidence, TraceStep } from "../finding";
import type { Span } from "../text/source";
import type { Inherited } from "./parent-image";

/** Where a secret comes from. */
export type Origin = "literal" | "build-arg" | "context-file" | "secret-mount" | "url" | "generated";

/** A thing that must not ship. Its value is not in here, nor anywhere that a report can reach: see `Dyes`. */
export interface Secret {
  /** kebab-case: `env-file`, `token`, `github-token`, `private-key` … */
  readonly kind: string;
  /** The variable's name, the file's base name, or the mount's id. */
  readonly name: string;
  readonly origin: Origin;
  readonly confidence: Confidence;
  /** A default password, a hash, or a key that the build made for every container alike: a risk, with its own wording, and no leak. */
  readonly risk?: "default-password" | "password-hash" | "shared-key";
  /** It stands in a variable of one RUN and is gone with it: as a default it is a risk only where it is kept. */
  readonly passing?: true;
  /** Only the name of a file says that it is one, and such names are often given to others; its content could not tell. */
  readonly unproven?: true;
  /** It is a part of a file of the context that the project needs, so to keep the file out is no way out. */
  readonly needed?: true;
  /** For a build arg without a default: nothing says that it is used, so it may never be passed. */
  readonly declared: TraceStep;
}

/** A secret on its way: what happened to it until here. */
export interface Dye {
  readonly secret: Secret;
  readonly steps: readonly TraceStep[];
  /** It may be there or not: what passed it on picks from what it reads, and nobody knows what. */
  readonly doubtful?: true;
}

export interface Stage {
  readonly index: number;
  /** The name, or the index as text. */
  readonly label: string;
  readonly line: number;
  /** The base as written after FROM. */
  readonly base: string;
  /** The index of the earlier stage that FROM names. */
  readonly parent?: number;
  /**
   * shipped: the target or a stage in its FROM chain, so that layers, config and history are published;
   * builder: built on the way, only copied files can ship; unreached: not built at all.
   */
  readonly role: "shipped" | "builder" | "unreached";
}

/** How a dyed file came to be where it is. */
export type Arrival =
  /** COPY or ADD took it from the build context. */
  | "context"
  /** COPY --from, or a bind mount of another stage that a RUN copied out of. */
  | "carried"
  /** A RUN wrote it. */
  | "run"
  /** The body of a COPY or ADD heredoc. */
  | "heredoc"
  /** ADD fetched it, or unpacked it from an archive. */
  | "fetched";

/** A file of a layer that carries secrets. */
export interface DyedFile {
  readonly path: string;
  readonly dyes: readonly Dye[];
  readonly arrival: Arrival;
  /** What wrote it, for messages: `npm config set`, `echo`, `COPY`. */
  readonly by: string;
  /** For files of the context: the path there. */
  readonly source?: string;
  /** How it came into the image, or into the stage: where a finding stands. Later `mv` and `chmod` do not change it. */
  readonly entered: TraceStep;
  /** False where a condition that cannot be known decides whether it is there, or what picks from a text whether a secret is in it. */
  readonly certain: boolean;
  /** A log or cache that a tool keeps besides. */
  readonly incidental: boolean;
}

export type Hiding = "deleted" | "overwritten" | "moved";

/** A file at rest in a layer of the target's chain. */
export interface LayerFile extends DyedFile {
  /** A condition that cannot be known decides whether another layer hides it before that. */
  readonly mayBeHidden?: true;
  readonly hiddenBy?: {
    readonly statement: Statement;
    readonly stage: Stage;
    readonly how: Hiding;
    readonly step: TraceStep;
  };
}

/** One source of a COPY or ADD from the build context. */
export interface ContextCopy {
  /** As Docker sees it: variables expanded, no slash in front. */
  readonly source: string;
  /** The source in the Dockerfile. */
  readonly step: TraceStep;
  readonly exclude: readonly string[];
  readonly parents: boolean;
  /** Where a file of the context would land, or undefined where this source does not take it. */
  target(path: string): string | undefined;
}

export interface Layer {
  readonly inherited?: Inherited;
  readonly statement: Statement;
  readonly stage: Stage;
  readonly files: readonly LayerFile[];
  /** What it takes from the build context. */
  readonly copies: readonly ContextCopy[];
}

export interface ConfigEntry {
  /** `CMD`, `ENTRYPOINT`, `HEALTHCHECK`, `ONBUILD`, `SHELL`, `USER` …, or the name of the variable or label. */
  readonly name: string;
  readonly statement: Statement;
  readonly stage: Stage;
  readonly dyes: readonly Dye[];
  /** The name in the Dockerfile, or the instruction's keyword. */
  readonly span: Span;
  /** A later instruction gave another value: the config no longer holds this one, the history does (build-semantics 3.1). */
  readonly replaced: boolean;
  readonly inherited?: Inherited;
}

export interface HistoryLine {
  readonly statement: Statement;
  readonly stage: Stage;
  /** As `docker history --no-trunc` shows it, each secret as `<name>`. */
  readonly text: string;
  readonly dyes: readonly Dye[];
  readonly inherited?: Inherited;
  /** For ARG: the names in the Dockerfile, each with the secrets of its value. */
  readonly declared: readonly { readonly name: DockerfileWord; readonly dyes: readonly Dye[] }[];
}

/** What a builder stage adds by its own instructions: it stays behind, but for what is copied out of it. */
export interface BuilderStage {
  readonly stage: Stage;
  readonly layers: readonly Layer[];
  readonly history: readonly HistoryLine[];
}

/** What is published beside the image, and not in it. */
export interface BesideImage {
  readonly where: "provenance" | "cache";
  /** The variable or literal; for the cache, the path in the builder stage. */
  readonly name: string;
  readonly dyes: readonly Dye[];
  /** 1-based: where it is declared, or the instruction whose layer is cached. */
  readonly line: number;
  /** The stage's label; empty for what belongs to none. */
  readonly stage: string;
  /** Where a finding stands. */
  readonly at: TraceStep;
}

/** What is pushed: layers, config and history. */
export interface Pushed {
  readonly layers: readonly Layer[];
  /** Every ENV, LABEL, CMD, SHELL … of the chain that holds a secret, those that a later one replaced too. */
  readonly env: readonly ConfigEntry[];
  readonly labels: readonly ConfigEntry[];
  readonly commands: readonly ConfigEntry[];
  readonly history: readonly HistoryLine[];
}

/**
 * What `docker build` would push for the target, without what the Dockerfile of a parent image tells: that one is linted itself. A secret that
 * a trigger of it takes in here stands at the FROM. Immutable: rules and reporters only ask.
 */
export interface Image extends Pushed {
  readonly target: Stage;
  readonly stages: readonly Stage[];
  /** With all that a parent image brings, which stands at the FROM too. */
  whole(): Pushed;
  readonly beside: readonly BesideImage[];
  /** The stages that are built and do not ship, in reading order. Worked out when it is asked for. */
  builders(): readonly BuilderStage[];
  /** Names of the variables that some instruction or RUN asked for. */
  readonly used: ReadonlySet<string>;
  /** How much its RUNs did, in commands as simple as `echo`: a measure of the time that it takes to evaluate it again. */
  readonly work: number;
  /** What could not be evaluated, in reading order. */
  readonly problems: readonly { readonly line: number; readonly message: string }[];
  /** What cannot be known before the build, in reading order: no reason to fail, and no guess in either direction. */
  readonly doubts: readonly { readonly line: number; readonly message: string }[];
}
