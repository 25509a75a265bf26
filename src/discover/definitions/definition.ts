import type { BuildInputs, BuildOrigin, PassedArgument } from "../../build";

export type { PassedArgument };

/** A build as compose, bake, a CI workflow or another file of the project describes it. Paths are absolute. */
export interface Definition extends BuildOrigin {
  readonly context: string;
  /** The context is what git tracks, without an ignore file and without what earlier steps wrote (build-semantics 7.3, 7.4). */
  readonly fromGit: boolean;
  readonly dockerfile: string;
  /** The Dockerfile's text where the definition holds it. */
  readonly dockerfileText?: string;
  readonly target?: string;
  /** Ids of the build secrets that are given. */
  readonly secrets: readonly string[];
  /** What other builds call its image: its tags, and its name in this file. */
  readonly names: readonly string[];
  /** Named contexts: folders (absolute), names of other builds, or as written. */
  readonly contexts: Readonly<Record<string, string>>;
  readonly provenance?: BuildInputs["provenance"];
  readonly cacheTo?: BuildInputs["cacheTo"];
}
