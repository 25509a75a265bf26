import type { BuildInputs } from "../../../src/build";

/** What a build of a rule's example is given, besides its Dockerfile. */
export interface Given extends BuildInputs {
  /** Files of the context, by their paths in it; others by absolute paths. */
  readonly files?: Readonly<Record<string, string>>;
  /** Links of the context to where they lead. */
  readonly links?: Readonly<Record<string, string>>;
  readonly buildArgs?: Readonly<Record<string, string>>;
  readonly target?: string;
}

/** An example of a rule of the build semantics. The word `canary`, with or without a digit, is its secret. */
export interface SemanticsCase extends Given {
  /** The number of the rule. */
  readonly rule: string;
  readonly title: string;
  readonly dockerfile: string;
  /** Where the canary rests: `layer <line> <path>[ hidden by <line>]`, `env <name>`, `history <line>` … */
  readonly expected: readonly string[];
}

/** The Dockerfile without the first line end, so that line 1 is the one after the quote. */
export const rule = (
  number: string,
  title: string,
  dockerfile: string,
  expected: readonly string[],
  given: Given = {},
): SemanticsCase => ({
  rule: number,
  title,
  dockerfile: `${dockerfile.replace(/^\n/, "").trimEnd()}\n`,
  expected,
  ...given,
});
