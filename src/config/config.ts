import type { Confidence, Severity } from "../finding";

/** Where a run fails: at findings of this severity or a worse one. */
export type FailOn = Severity | "never";

/** What becomes of a rule's findings: none, or this severity. */
export type RuleLevel = "off" | Severity;

export const SEVERITIES = ["error", "warning", "note"] as const satisfies readonly Severity[];
export const FAIL_ON = [...SEVERITIES, "never"] as const satisfies readonly FailOn[];
export const CONFIDENCES = ["high", "medium", "low"] as const satisfies readonly Confidence[];
export const RULE_LEVELS = ["off", ...SEVERITIES] as const satisfies readonly RuleLevel[];

type Rules = Readonly<Record<string, RuleLevel | undefined>>;

/** Findings that are silenced with a reason: those that all the given parts fit. */
export interface SuppressionEntry {
  readonly reason: string;
  readonly rule?: string | undefined;
  /** Lines as in an ignore file: of the finding's file, or of a file of the build context that it tells of. */
  readonly paths?: readonly string[] | undefined;
  /** The secret's name; `*` stands for any letters. */
  readonly name?: string | undefined;
  /** The last day on which it counts, `2027-01-31`. */
  readonly until?: string | undefined;
}

/** What a configuration file says. Paths and lines count from its folder. */
export interface Config {
  readonly rules?: Rules | undefined;
  /** Lines as in an ignore file: Dockerfiles that are not linted. */
  readonly ignore?: readonly string[] | undefined;
  readonly failOn?: FailOn | undefined;
  readonly minConfidence?: Confidence | undefined;
  /** Whether files that a COPY takes are searched for tokens. */
  readonly content?: boolean | undefined;
  /** What is a secret here besides what is known as such, and what is none. */
  readonly secrets?:
    | {
        /** Names of variables that hold secrets; `*` stands for any letters. */
        readonly names?: readonly string[] | undefined;
        /** Names that hold none, whatever they look like. */
        readonly allow?: readonly string[] | undefined;
        /** Regular expressions: what they match is a secret, in a value and in a file. */
        readonly patterns?: readonly string[] | undefined;
        /** Lines as in an ignore file: files of a build context that are secret as a whole. */
        readonly files?: readonly string[] | undefined;
      }
    | undefined;
  /** A line of an ignore file for Dockerfiles, to the folder that they are built with. */
  readonly contexts?: Readonly<Record<string, string>> | undefined;
  readonly suppress?: readonly SuppressionEntry[] | undefined;
  /** Other rules for findings in some files; the last that fits counts. */
  readonly overrides?: readonly { readonly files: readonly string[]; readonly rules: Rules }[] | undefined;
}

export interface LoadedConfig {
  readonly config: Config;
  /** The file: absolute. Undefined where there is no configuration. */
  readonly file?: string;
  /** The folder that paths count from: absolute. */
  readonly folder?: string;
}

/** A mistake in the configuration, in one line that names its file. */
export class ConfigError extends Error {}
