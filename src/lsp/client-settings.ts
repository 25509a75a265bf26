import { CONFIDENCES } from "../config";
import type { Confidence } from "../index";

/** What an editor sets under `watertight`; what a project needs for itself stands in its configuration file. */
export interface ClientSettings {
  /** The configuration file, relative to the workspace folder. */
  readonly config?: string;
  readonly minConfidence?: Confidence;
  /** Whether notes are shown: what stays beside the image. */
  readonly notes: boolean;
}

/** Settings as they come from an editor, which may be anything; what is not understood counts as not set. */
export function clientSettings(value: unknown): ClientSettings {
  const given = typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  const minConfidence = CONFIDENCES.find((each) => each === given.minConfidence);
  return {
    notes: given.notes !== false,
    ...(typeof given.config === "string" && given.config !== "" ? { config: given.config } : {}),
    ...(minConfidence === undefined ? {} : { minConfidence }),
  };
}
