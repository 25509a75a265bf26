import type { Finding, Severity } from "../finding";
import type { Report } from "../report";
import { count } from "./layout";

/** How many findings there are of each severity, the worst first; of notes only where they are listed. */
export function counted(
  findings: readonly Finding[],
  notes: boolean,
  paint: (text: string, severity: Severity) => string = (text) => text,
): string[] {
  const severities = ["error", "warning", ...(notes ? ["note" as const] : [])] as const;
  return severities.flatMap((severity) => {
    const number = findings.filter((finding) => finding.severity === severity).length;
    return number === 0 ? [] : [paint(count(number, severity), severity)];
  });
}

/** What is there and not listed: notes, and findings that were decided about before. */
export function leftOut({ findings, suppressed }: Report, verbose: boolean): string[] {
  const notes = verbose ? 0 : findings.filter(({ severity }) => severity === "note").length;
  const by = (wanted: string) => suppressed.filter(({ suppression }) => suppression.by === wanted).length;
  const said = (number: number, text: string) => (number === 0 ? [] : [text]);
  return [
    ...said(notes, `${count(notes, "note")}, shown with --verbose`),
    ...said(by("comment"), `${by("comment")} silenced by a comment`),
    ...said(by("configuration"), `${by("configuration")} silenced by the configuration`),
    ...said(by("baseline"), `${by("baseline")} known from the baseline`),
    ...said(by("diff"), `${by("diff")} older than this change`),
  ];
}
