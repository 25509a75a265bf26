import type { Finding, Problem, SuppressedFinding, Where } from "./finding";
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
  /** Its place in `journeys`. */
  readonly journey: number;
}

/** Where an instruction stands that a parent image brings, or whose trigger it is; `line` beside it is that of the FROM. */
export interface InspectedInheritance {
  /** As FROM names it. */
  readonly image: string;
  readonly dockerfile: string;
  readonly line: number;
}

export interface InspectedLayer {
  readonly inherited?: InspectedInheritance;
  /** The line of its instruction; 1-based, as all lines. */
  readonly line: number;
  readonly instruction: string;
  /** The instruction as it is written, on one line, without heredoc bodies, and cut where it is long. */
  readonly written: string;
  /** The stage's name or index, as everywhere. */
  readonly stage: string;
  /** Its place in `stages`: two stages may have one name. */
  readonly stageIndex: number;
  /** What the instruction takes from the build context, where it takes from there. */
  readonly fromContext?: { readonly files: number; readonly bytes: number };
  readonly secrets: readonly (InspectedSecret & {
    readonly path: string;
    /** Hidden and still readable in this layer. */
    readonly hiddenByLine: number | null;
    readonly hidden?: "deleted" | "overwritten" | "moved";
    /** False, and otherwise not there, where nobody knows before the build whether it gets there. */
    readonly certain?: false;
  })[];
}

export interface InspectedEntry {
  readonly inherited?: InspectedInheritance;
  readonly name: string;
  readonly line: number;
  readonly stage: string;
  readonly stageIndex: number;
  readonly secret: InspectedSecret;
}

export interface InspectedHistory {
  readonly inherited?: InspectedInheritance;
  readonly line: number;
  readonly stage: string;
  readonly stageIndex: number;
  /** As `docker history --no-trunc` shows it, with `<NAME>` in the place of each secret. */
  readonly text: string;
  /** The instruction as it is written, on one line, without heredoc bodies, and cut where it is long. */
  readonly written: string;
  readonly secrets: readonly InspectedSecret[];
}

export interface InspectedBeside {
  /** The variable; for the cache, the path in the builder stage. */
  readonly name: string;
  readonly line: number;
  /** The stage's name or index; empty where it belongs to none. */
  readonly stage: string;
  readonly secret: InspectedSecret;
}

/** A stage of the Dockerfile. What one that does not ship holds stands here, and nowhere else. */
export interface InspectedStage {
  readonly name: string;
  /** The line of its FROM, and that line. */
  readonly line: number;
  readonly from: string;
  /** `shipped`: its layers are the image's; `builder`: only files that are copied out of it can ship; `unreached`: not built. */
  readonly role: "shipped" | "builder" | "unreached";
  readonly layers?: readonly InspectedLayer[];
  readonly history?: readonly InspectedHistory[];
}

/** Where a secret comes to rest, and how it came there. */
export interface InspectedPlace {
  readonly inherited?: InspectedInheritance;
  readonly where: Where;
  /** In the image; published beside it; or in a builder stage, which nobody gets. */
  readonly rests: "image" | "beside" | "builder";
  /** For a layer and the cache: the path. For env, label and command: the name. */
  readonly path?: string;
  readonly line: number;
  readonly stage: string;
  /** Not there for what is beside the image. */
  readonly stageIndex?: number;
  readonly hiddenByLine?: number;
  /**
   * None for a place in a builder stage that a longer way passes: they are the beginning of that way. Only the last where the report
   * tells thousands of steps already.
   */
  readonly steps: readonly { readonly file: string; readonly line: number; readonly message: string }[];
}

export interface Journey {
  readonly kind: string;
  readonly name: string;
  readonly origin: "literal" | "build-arg" | "context-file" | "secret-mount" | "url" | "generated";
  readonly places: readonly InspectedPlace[];
}

export interface InspectedImage {
  /** Those of the target and of the stages that it is FROM. */
  readonly layers: readonly InspectedLayer[];
  readonly env: readonly InspectedEntry[];
  readonly labels: readonly InspectedEntry[];
  readonly commands: readonly InspectedEntry[];
  readonly history: readonly InspectedHistory[];
  /** What is published beside the image; there where the build asks for it, or where something is in it. */
  readonly provenance?: readonly InspectedBeside[];
  readonly cache?: readonly InspectedBeside[];
  /** What cannot be known before the build. */
  readonly doubts?: readonly { readonly line: number; readonly message: string }[];
  readonly stages: readonly InspectedStage[];
  /** A journey a secret, those that ship first. */
  readonly journeys: readonly Journey[];
}

export type InspectedBuild = ReportedBuild & { readonly image: InspectedImage };

/** The image, layer by layer: what ships. The JSON form is this object as it is. Holds no secret. */
export interface Inspection {
  readonly schemaVersion: 1;
  readonly builds: readonly InspectedBuild[];
  readonly problems: readonly Problem[];
}
