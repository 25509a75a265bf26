import type { SourceText, Span } from "./text/source";

/** What a build gets besides its Dockerfile and its main context, as flags of `docker build` give it. */
export interface BuildInputs {
  /**
   * True where `buildArgs` are all that the build gets, as a compose or a bake file says. Otherwise an ARG with a secret's
   * name and no value is expected to be given one.
   */
  readonly buildArgsComplete?: boolean;
  /** The ids of the secrets it gets; where they are not known, each secret that a RUN mounts is expected to be given. */
  readonly secrets?: readonly string[];
  /** `--build-context`: a name to a folder (absolute), to the name of another build, or to an image or URL as written. */
  readonly contexts?: Readonly<Record<string, string>>;
  /** `--label`: in the image's config, and in no line of its history. */
  readonly labels?: Readonly<Record<string, string>>;
  /** The provenance that is published beside the image; `min`, as plain `docker build` does, where it is not given. */
  readonly provenance?: "none" | "min" | "max";
  /** What `--cache-to` exports: the layers of the image, or (`max`) those of every stage that was built. */
  readonly cacheTo?: "min" | "max";
}

/** A build arg that a file of the project passes, and where it says so. */
export interface PassedArgument {
  readonly name: string;
  /** What it passes, as far as that is known: undefined where it comes from outside (the shell's environment, a CI secret). */
  readonly value?: string;
  /** Why it is a secret, where the file itself says so: `${{ secrets.NPM_TOKEN }}`. */
  readonly secret?: string;
  /** The variables whose value it takes: `NPM_TOKEN` of `${NPM_TOKEN}`. */
  readonly references: readonly string[];
  readonly source: SourceText;
  readonly span: Span;
}

/** The file of the project that describes a build: compose, bake, a CI workflow. */
export interface BuildOrigin {
  readonly kind: "compose" | "bake" | "workflow" | "gitlab" | "skaffold" | "devcontainer";
  /** For people: `compose service web`, `bake target app`. */
  readonly label: string;
  readonly source: SourceText;
  /** Where the build is described. */
  readonly span: Span;
  readonly arguments: readonly PassedArgument[];
}

/** One `docker build` that the project would run. Paths are absolute. */
export interface Build extends BuildInputs {
  readonly dockerfile: string;
  /** The Dockerfile's text where it does not come from a file (standard input, an unsaved editor). */
  readonly dockerfileText?: string;
  /** The context's root. */
  readonly context: string;
  /** Overrides the search for the ignore file in force. */
  readonly ignoreFile?: string;
  /** What other builds call its image: its tags, and its name in the file that describes it (`target:base@/project`). */
  readonly names?: readonly string[];
  /** A stage name or index; the last stage where it is not given. */
  readonly target?: string;
  /** `--build-arg`; a name without a value is not in it. */
  readonly buildArgs: Readonly<Record<string, string>>;
  /** Undefined for a Dockerfile that a person names, or that a search finds and no file describes. */
  readonly origin?: BuildOrigin;
  /** Other files of the project that describe builds of the same Dockerfile. */
  readonly alsoDescribedBy?: readonly BuildOrigin[];
  /** The context is what git tracks, without an ignore file and without what earlier steps wrote (build-semantics 7.3, 7.4). */
  readonly fromGit?: boolean;
}
