import type { SourceText, Span } from "../../text/source";

/** A build arg that a definition passes. */
export interface PassedArgument {
  readonly name: string;
  /** What it passes, as far as that is known: undefined where it comes from outside (the shell's environment, a CI secret). */
  readonly value?: string;
  /** Why it is a secret, where the definition itself says so: `${{ secrets.NPM_TOKEN }}`. */
  readonly secret?: string;
  /** The variables whose value it takes: `NPM_TOKEN` of `${NPM_TOKEN}`. */
  readonly references: readonly string[];
  readonly source: SourceText;
  readonly span: Span;
}

/** A build as compose, bake, a CI workflow or another file of the project describes it. Paths are absolute. */
export interface Definition {
  /** For people: `compose service web`, `bake target app`. */
  readonly label: string;
  readonly source: SourceText;
  /** Where the build is described. */
  readonly span: Span;
  readonly context: string;
  /** The context is what git tracks, without an ignore file and without what earlier steps wrote (build-semantics 7.3, 7.4). */
  readonly fromGit: boolean;
  readonly dockerfile: string;
  /** The Dockerfile's text where the definition holds it. */
  readonly dockerfileText?: string;
  readonly target?: string;
  readonly arguments: readonly PassedArgument[];
  /** Ids of the build secrets that are given. */
  readonly secrets: readonly string[];
  /** Named contexts that are folders. */
  readonly contexts: Readonly<Record<string, string>>;
  readonly provenance?: "min" | "max" | "none";
  readonly cacheMode?: "min" | "max";
}
