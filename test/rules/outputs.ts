import { crashLine } from "../../src/cli/crash";
import { writtenBaseline } from "../../src/engine/baseline";
import type { Inspection, Report } from "../../src/report";
import {
  CI_FORMATS,
  ciReport,
  htmlInspection,
  jsonInspection,
  jsonReport,
  problemLines,
  type Tool,
  textInspection,
  textReport,
} from "../../src/reporters";
import { rules } from "../../src/rules";

export const tool: Tool = { version: "0.0.0", rules };

/**
 * All that any command prints about a project, in every format, with and without colour, at every verbosity, and the findings
 * before a reporter hides anything.
 */
export function everyOutput(report: Report, inspection: Inspection): string[] {
  const { findings, problems, suppressed } = report;
  const forms = [true, false].flatMap((colour) => [
    ...[40, 200].flatMap((columns) =>
      [true, false].flatMap((verbose) =>
        [true, false].map((quiet) => textReport(report, { colour, columns, verbose, quiet })),
      ),
    ),
    textInspection(inspection, { colour, columns: 200 }),
  ]);
  return [
    ...forms,
    ...CI_FORMATS.map((format) => ciReport(format, report, tool)),
    jsonReport(report, "0.0.0"),
    writtenBaseline(findings, []),
    jsonInspection(inspection),
    htmlInspection(inspection),
    problemLines(problems, report),
    crashLine(new Error(JSON.stringify([...report.sources.values()].map(({ text }) => text)))),
    JSON.stringify({ findings, problems, suppressed, inspection }),
  ];
}
