import type { Place, Related, Severity, TraceStep } from "../../src/finding";
import type { Dye } from "../../src/image/model";
import { confidenceOf, type FileAtRest, leaks, mainDye } from "../../src/image/queries";
import type { Draft, Fixes } from "../../src/rule";

/** A finding about a secret that stands where a step of its trace stands. */
export function draft(
  at: Pick<TraceStep, "file" | "range">,
  dyes: readonly Dye[],
  place: Place,
  words: {
    readonly message: string;
    readonly severity?: Severity;
    /** Of what is a risk and no leak: a warning where this does not say otherwise. */
    readonly risk?: Severity;
    readonly certain?: boolean;
    readonly fixes?: Fixes;
    readonly related?: readonly Related[];
  },
): Draft {
  const dye = mainDye(dyes);
  return {
    severity: leaks(dyes) ? (words.severity ?? "error") : (words.risk ?? riskOf(dye)),
    confidence: confidenceOf(dyes, words.certain),
    message: words.message,
    file: at.file,
    range: at.range,
    secret: { kind: dye?.secret.kind ?? "secret", name: dye?.secret.name ?? "" },
    place,
    trace: dye?.steps ?? [],
    ...(words.fixes ? { fixes: words.fixes } : {}),
    ...(words.related && words.related.length > 0 ? { related: words.related } : {}),
  };
}

/** A default password or its hash is a risk and no leak; keys that each build makes anew are what half of all images have. */
const riskOf = (dye: Dye | undefined): Severity => (dye?.secret.risk === "shared-key" ? "note" : "warning");

/** One line a file: where it comes from and where it lands. */
export const relatedFiles = (files: readonly FileAtRest[]): Related[] =>
  files.map(({ file }) => ({
    path: file.path,
    message: `${mainDye(file.dyes)?.secret.kind ?? "secret"}${file.source ? ` from ${file.source}` : ""}${file.certain ? "" : ", where a condition holds"}`,
  }));

/** `.env`, `.env and .npmrc`, `.env and 2 more`. */
export function listed(names: readonly string[]): string {
  const distinct = [...new Set(names)];
  if (distinct.length <= 2) return distinct.join(" and ");
  return `${distinct[0]} and ${distinct.length - 1} more`;
}

/** A file of the context is a warning where its name alone speaks, as of `.git`, and where little or only a default password shows. */
export const severityOf = ({ file: { dyes } }: FileAtRest): Severity =>
  !leaks(dyes) || confidenceOf(dyes) === "low" || mainDye(dyes)?.secret.unproven ? "warning" : "error";

export const nameOf = ({ file }: FileAtRest): string => file.source ?? file.path;
