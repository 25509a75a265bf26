import type { Inspection, Report } from "../report";
import { cleanReport } from "./clean";
import { visibleJson } from "./visible";

/** A lint report for programs, by the contract of `--format json`; `version` is the tool's. Ends with a line end. */
export function jsonReport(report: Report, version: string): string {
  const { builds, findings, problems } = cleanReport(report);
  return printJson({
    schemaVersion: 1,
    tool: { name: "watertight", version },
    builds,
    findings,
    problems,
  });
}

/** An inspection for programs. */
export const jsonInspection = (inspection: Inspection): string => printJson(inspection);

export const printJson = (content: object): string => `${visibleJson(JSON.stringify(content, null, 2))}\n`;
