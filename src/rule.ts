import type { Build } from "./build";
import type { BuildContext } from "./context/types";
import type { Finding } from "./finding";
import type { Image } from "./image/model";
import type { SourceText } from "./text/source";

/** What a rule may ask: one build, read and evaluated. */
export interface Subject {
  readonly build: Build;
  readonly dockerfile: SourceText;
  readonly context: BuildContext;
  readonly image: Image;
}

/** A finding before the engine gives it its rule, its fingerprint and paths relative to the working directory. */
export type Draft = Omit<Finding, "rule" | "fingerprint">;

/** A pure question to a build. Rules keep no state and do no IO. */
export interface Rule {
  /** kebab-case; the name of its folder. */
  readonly id: string;
  /** One sentence: what it finds. */
  readonly summary: string;
  check(subject: Subject): readonly Draft[];
}
