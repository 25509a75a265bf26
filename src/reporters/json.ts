import type { Inspection, Report } from "../report";
import { redactor } from "./redact";
import { visibleJson } from "./visible";

/** A lint report for programs, by the contract of `--format json`; `version` is the tool's. Ends with a line end. */
export function jsonReport(report: Report, version: string): string {
  const { hide } = redactor(report);
  const content = {
    schemaVersion: 1,
    tool: { name: "watertight", version },
    builds: report.builds,
    findings: report.findings,
    problems: report.problems,
  };
  return print(content, hide);
}

/** An inspection for programs. */
export const jsonInspection = (inspection: Inspection): string => print(inspection, (text) => text);

const print = (content: object, hide: (text: string) => string): string =>
  `${visibleJson(JSON.stringify(content, (_, value: unknown) => (typeof value === "string" ? hide(value) : value), 2))}\n`;
