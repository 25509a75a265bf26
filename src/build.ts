/** One `docker build` that the project would run. Paths are absolute. */
export interface Build {
  readonly dockerfile: string;
  /** The Dockerfile's text where it does not come from a file (standard input, an unsaved editor). */
  readonly dockerfileText?: string;
  /** The context's root. */
  readonly context: string;
  /** Overrides the search for the ignore file in force. */
  readonly ignoreFile?: string;
  /** A stage name or index; the last stage where it is not given. */
  readonly target?: string;
  /** `--build-arg`; a name without a value is not in it. */
  readonly buildArgs: Readonly<Record<string, string>>;
}
