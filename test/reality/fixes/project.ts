import type { LintOptions } from "../../../src/lint";

/** A project that is built before and after its fixes. */
export interface Project {
  readonly name: string;
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  readonly links: Readonly<Record<string, string>>;
  readonly options: LintOptions;
  readonly buildArgs: Readonly<Record<string, string>>;
  readonly dockerfile: string;
  /** Values that must ship in no image. */
  readonly canaries: readonly string[];
  readonly secrets: Readonly<Record<string, string>>;
  readonly base: string;
  /** The network of its RUNs; none where it is not given. */
  readonly network?: "host";
  /** The path of the key that its SSH mounts offer. */
  readonly ssh?: string;
  /** What the image must hold, which the RUN that needs the secret has fetched. */
  readonly mark?: string;
}
