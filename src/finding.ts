import type { Range } from "./text/source";

export type Severity = "error" | "warning" | "note";
export type Confidence = "high" | "medium" | "low";

/** Where a secret ends; `provenance` and `cache` are published beside the image. */
export type Where = "layer" | "env" | "label" | "command" | "history" | "provenance" | "cache";

export interface Place {
  readonly where: Where;
  /** For a layer: the absolute path in the image. For env and label: the name. */
  readonly path?: string;
  /** The stage's name, or its index as text. */
  readonly stage: string;
  /** 1-based line of the instruction that put it there. */
  readonly line: number;
  /** For a layer: the line of the instruction that deletes or overwrites it, which does not remove it. */
  readonly hiddenByLine?: number;
}

export interface TraceStep {
  readonly file: string;
  readonly range: Range;
  readonly message: string;
}

export interface Edit {
  readonly file: string;
  readonly range: Range;
  readonly text: string;
}

export interface Fix {
  readonly title: string;
  readonly safety: "safe" | "unsafe";
  /** Lines to write, as text to read, where no edit is offered. */
  readonly advice: readonly string[];
  readonly edits: readonly Edit[];
  /** What a person must run or do besides. */
  readonly commands: readonly string[];
}

export interface Related {
  /** A file of the project, relative to the working directory. */
  readonly file?: string;
  /** A path in the image. */
  readonly path?: string;
  readonly message: string;
}

/** One thing to tell. Files are relative to the working directory, with `/`. Never holds a secret's value. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly message: string;
  readonly file: string;
  readonly range: Range;
  readonly secret: { readonly kind: string; readonly name: string };
  readonly place: Place;
  readonly trace: readonly TraceStep[];
  readonly fix?: Fix;
  readonly related?: readonly Related[];
  /** Stable across unrelated line shifts. */
  readonly fingerprint: string;
}

/** A finding that somebody has decided about before, with who did and why. */
export interface SuppressedFinding extends Finding {
  readonly suppression: {
    /** A comment beside it, the configuration, an entry of the baseline, or that it was there before the change that is looked at. */
    readonly by: "comment" | "configuration" | "baseline" | "diff";
    readonly reason: string;
  };
}

/** Something that could not be read or evaluated; the rest was linted all the same. */
export interface Problem {
  readonly file: string;
  /** A warning is something to mend that left nothing out of the report, such as a comment that silences nothing. */
  readonly severity?: "warning";
  /** What mends it, where edits can. */
  readonly fix?: Fix;
  /** 1-based; undefined where the whole file is meant. */
  readonly line?: number;
  readonly message: string;
  /** What a person can do about it, in one sentence. */
  readonly help?: string;
}
