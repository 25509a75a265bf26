/** The outside of a run, so that a test can be it. */
export interface Streams {
  /** All of standard input. */
  stdin(): string;
  /** A line of standard input, for an answer; empty at its end. */
  line(): string;
  stdout(text: string): void;
  stderr(text: string): void;
  isTerminal(stream: "stdin" | "stdout" | "stderr"): boolean;
  /** The terminal's width; undefined where there is none. */
  columns(): number | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The working directory: absolute, with `/`. */
  readonly directory: string;
  /** The day in UTC, `2027-01-31`. */
  readonly today: string;
  /** Milliseconds, from any beginning. */
  now(): number;
}
