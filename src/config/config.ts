import type { Confidence, Severity } from "../finding";

/** Where a run fails: at findings of this severity or a worse one. */
export type FailOn = Severity | "never";

export const SEVERITIES = ["error", "warning", "note"] as const satisfies readonly Severity[];
export const FAIL_ON = [...SEVERITIES, "never"] as const satisfies readonly FailOn[];
export const CONFIDENCES = ["high", "medium", "low"] as const satisfies readonly Confidence[];
export const RULE_LEVELS = ["off", ...SEVERITIES] as const;

/** What `watertight.config.json` says. */
export interface Config {
  readonly rules?: Readonly<Record<string, "off" | Severity>> | undefined;
  /** Lines as in an ignore file, from the folder of the configuration: Dockerfiles that are not linted. */
  readonly ignore?: readonly string[] | undefined;
  readonly failOn?: FailOn | undefined;
  readonly minConfidence?: Confidence | undefined;
}

export interface LoadedConfig {
  readonly config: Config;
  /** The folder that `ignore` counts from: absolute. Undefined where there is no configuration. */
  readonly folder?: string;
}

/** A mistake in the configuration, in one line that names its file. */
export class ConfigError extends Error {}
