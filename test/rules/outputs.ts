import type { Inspection, Report } from "../../src/report";
import { jsonInspection, jsonReport, textInspection, textReport } from "../../src/reporters";

/** All that any command prints about a project, with and without colour, and the findings before a reporter hides anything. */
export function everyOutput(report: Report, inspection: Inspection): string[] {
  const { findings, problems } = report;
  const forms = [true, false].flatMap((colour) => [
    ...[40, 80, 200].map((columns) => textReport(report, { colour, columns, verbose: true, quiet: false })),
    textInspection(inspection, { colour, columns: 200 }),
  ]);
  return [
    ...forms,
    jsonReport(report, "0.0.0"),
    jsonInspection(inspection),
    JSON.stringify({ findings, problems, inspection }),
  ];
}
