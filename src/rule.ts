import type { Build } from "./build";
import type { BuildContext } from "./context/types";
import type { Finding, Fix } from "./finding";
import type { Image } from "./image/model";
import type { SourceText } from "./text/source";

/** What a rule may ask: one build, read and evaluated. */
export interface Subject {
  readonly build: Build;
  readonly dockerfile: SourceText;
  readonly context: BuildContext;
  readonly image: Image;
}

/** What could be done, the best first, the last in words; only that where no edits are wanted. Worked out when somebody asks; edits have absolute paths. */
export type Fixes = (withEdits: boolean) => Iterable<Fix>;

/** A finding before the pipeline has chosen its fix. */
export type Found = Omit<Finding, "fix"> & { readonly fixes?: Fixes };

/** A finding before the engine gives it its rule, its fingerprint and paths relative to the working directory. */
export type Draft = Omit<Found, "rule" | "fingerprint">;

/** A pure question to a build. Rules keep no state and do no IO. */
export interface Rule {
  /** kebab-case; the name of its folder. */
  readonly id: string;
  /** One sentence: what it finds. */
  readonly summary: string;
  check(subject: Subject): readonly Draft[];
}
