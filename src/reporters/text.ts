import type { Severity } from "../finding";
import type { Report } from "../report";
import { coloursOf } from "./colours";
import { findingBlock, findingLine, type Page, paintOf } from "./finding";
import { count, joined } from "./layout";
import { redactor } from "./redact";

export interface TextOptions {
  readonly colour: boolean;
  /** The width of the terminal; prose is broken there. */
  readonly columns: number;
  /** Whether notes are listed too. */
  readonly verbose: boolean;
  /** One line a finding, and nothing else. */
  readonly quiet: boolean;
}

/** A lint report for people. Ends with a line end unless it is empty. Holds no secret and nothing that acts on a terminal. */
export function textReport(report: Report, { colour, columns, verbose, quiet }: TextOptions): string {
  const page: Page = {
    columns,
    colours: coloursOf(colour),
    redactor: redactor(report),
    sources: report.sources,
  };
  const listed = report.findings.filter(({ severity }) => verbose || severity !== "note");
  if (quiet) return listed.map((finding) => `${findingLine(finding, page)}\n`).join("");
  const blocks = listed.map((finding) => `${findingBlock(finding, page)}\n\n`).join("");
  return `${blocks}${summary(report, verbose, page)}\n`;
}

function summary(
  { findings, builds, problems, suppressed }: Report,
  verbose: boolean,
  { colours }: Page,
): string {
  const of = (severity: Severity) => findings.filter((finding) => finding.severity === severity).length;
  const counted = (severity: Severity) =>
    of(severity) === 0 ? [] : [paintOf(severity, colours)(count(of(severity), severity))];
  const shown = [...counted("error"), ...counted("warning"), ...(verbose ? counted("note") : [])];
  const beside = [
    ...(!verbose && of("note") > 0 ? [`${count(of("note"), "note")}, shown with --verbose`] : []),
    ...(suppressed.length > 0 ? [`${suppressed.length} silenced by a comment`] : []),
    ...(problems.length > 0 ? [colours.red(`${count(problems.length, "problem")} on the way`)] : []),
  ];
  const result =
    shown.length > 0
      ? joined(shown)
      : builds.length > 0
        ? colours.green("no secret found")
        : "nothing checked";
  return [`${count(builds.length, "build")} checked: ${result}`, ...beside].join("; ");
}
