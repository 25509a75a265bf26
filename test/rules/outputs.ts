import { crashLine } from "../../src/cli/crash";
import { writtenBaseline } from "../../src/engine/baseline";
import { applyFixes } from "../../src/fixes/apply";
import { diagnosticsOf } from "../../src/lsp/diagnostics";
import { hoverAt } from "../../src/lsp/hover";
import type { Inspection, Report } from "../../src/report";
import {
  CI_FORMATS,
  ciReport,
  fixSummary,
  htmlInspection,
  jsonInspection,
  jsonReport,
  problemLines,
  reportDiff,
  type Tool,
  textInspection,
  textReport,
} from "../../src/reporters";
import { rules } from "../../src/rules";

export const tool: Tool = { version: "0.0.0", rules };

/**
 * All that any command prints about a project, in every format, with and without colour, at every verbosity, what an editor shows, and the
 * findings before a reporter hides anything. `again` lints the project with some files changed.
 */
export function everyOutput(
  report: Report,
  inspection: Inspection,
  again: (texts: Readonly<Record<string, string>>) => Report,
): string[] {
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
    ...[true, false].flatMap((unsafe) => fixOutputs(report, unsafe, again)),
    ...editorOutputs(report),
  ];
}

/** The diff of `--fix-dry-run` and the summary of `--fix`, one where every file could be written and one where none could. */
function fixOutputs(
  report: Report,
  unsafe: boolean,
  again: (texts: Readonly<Record<string, string>>) => Report,
): string[] {
  const { files, fixed, left } = applyFixes(report, { unsafe });
  const last = again(Object.fromEntries(files.map(({ path, after }) => [path, after])));
  const none = new Map(files.map(({ path }) => [path, "it cannot be written"]));
  return [
    ...files.map((file) => reportDiff(file, report, last)),
    ...[new Map<string, string>(), none].flatMap((problems) =>
      [true, false].map((dryRun) => fixSummary({ first: report, files, fixed, left }, problems, dryRun)),
    ),
  ];
}

function editorOutputs(report: Report): string[] {
  const uriOf = (file: string) => `file:///${file}`;
  const hovers = report.findings.map(({ file, range: { start } }) =>
    hoverAt([report], file, { line: start.line - 1, character: start.column - 1 }, uriOf),
  );
  return [
    JSON.stringify(diagnosticsOf(report, { uriOf, rulePage: () => undefined })),
    JSON.stringify(hovers),
  ];
}
