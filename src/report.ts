import type { Finding, Problem, SuppressedFinding } from "./finding";
import type { SourceText } from "./text/source";

export interface ReportedBuild {
  readonly dockerfile: string;
  readonly context: string;
  readonly ignoreFile: string | null;
  /** A stage's name, or its index as text. */
  readonly target: string;
  /** The file's words for it where a file describes the build: `compose service web`. */
  readonly origin?: string;
}

/** What becomes of a stage in a build. */
export interface ReportedStage {
  readonly dockerfile: string;
  /** 1-based line of its FROM. */
  readonly line: number;
  /** Its name, or its index as text. */
  readonly name: string;
  /** `shipped`: its layers are the image's; `builder`: only files that are copied out of it can ship; `unreached`: not built. */
  readonly role: "shipped" | "builder" | "unreached";
  /** The names of the secrets that its own instructions put into the image, sorted. */
  readonly ships: readonly string[];
}

/** What a lint run found. Paths are relative to the working directory, with `/`. The order does not depend on the disk. */
export interface Report {
  readonly builds: readonly ReportedBuild[];
  readonly findings: readonly Finding[];
  readonly problems: readonly Problem[];
  /** Findings that a comment, a baseline or the change that is looked at leaves out. */
  readonly suppressed: readonly SuppressedFinding[];
  /** The stages of each build, in reading order. */
  readonly stages: readonly ReportedStage[];
  /** The texts that findings point into, by path, for showing source lines. */
  readonly sources: ReadonlyMap<string, SourceText>;
  /** Secrets in those texts, which a reporter must not print: spans by path, sorted. */
  readonly redactions: ReadonlyMap<
    string,
    readonly { readonly start: number; readonly end: number; readonly name: string }[]
  >;
}

export interface InspectedSecret {
  readonly kind: string;
  readonly name: string;
}

export interface InspectedBeside {
  /** The variable; for the cache, the path in the builder stage. */
  readonly name: string;
  readonly line: number;
  /** The stage's name or index; empty where it belongs to none. */
  readonly stage: string;
  readonly secret: InspectedSecret;
}

/** The image, layer by layer: what ships. The JSON form is this object as it is. */
export interface Inspection {
  readonly schemaVersion: 1;
  readonly builds: readonly (ReportedBuild & {
    readonly image: {
      readonly layers: readonly {
        readonly line: number;
        readonly instruction: string;
        readonly stage: string;
        readonly secrets: readonly (InspectedSecret & {
          readonly path: string;
          readonly hiddenByLine: number | null;
        })[];
      }[];
      readonly env: readonly {
        readonly name: string;
        readonly line: number;
        readonly secret: InspectedSecret;
      }[];
      readonly labels: readonly {
        readonly name: string;
        readonly line: number;
        readonly secret: InspectedSecret;
      }[];
      readonly commands: readonly {
        readonly name: string;
        readonly line: number;
        readonly secret: InspectedSecret;
      }[];
      readonly history: readonly {
        readonly line: number;
        readonly text: string;
        readonly secrets: readonly InspectedSecret[];
      }[];
      /** What is published beside the image; there where the build asks for it, or where something is in it. */
      readonly provenance?: readonly InspectedBeside[];
      readonly cache?: readonly InspectedBeside[];
      /** What cannot be known before the build. */
      readonly doubts?: readonly { readonly line: number; readonly message: string }[];
    };
  })[];
  readonly problems: readonly Problem[];
}
