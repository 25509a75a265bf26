import type { Finding, Fix, Severity } from "../../finding";
import { placeText } from "../place";

/** What there is to know of a finding besides its message, a line each: where the secret rests, how it got there, what to do. */
export const explanation = (finding: Finding): string[] => [
  placeText(finding),
  ...finding.trace.map(({ file, range, message }) => `${file}:${range.start.line}: ${message}`),
  ...(finding.fix ? fixLines(finding.fix) : []),
];

/** What to do: the title, then lines to write and to run. */
export const fixLines = ({ title, advice, commands }: Fix): string[] => [
  `Fix: ${title}`,
  ...advice.map((line) => `  ${line}`),
  ...commands,
];

/** Findings that may fail a run. */
export const isFailure = ({ severity }: { readonly severity: Severity }): boolean => severity !== "note";
