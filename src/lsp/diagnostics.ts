import { type Diagnostic, DiagnosticSeverity, type Range } from "vscode-languageserver/node";
import type { Finding, Problem, Report, Severity } from "../index";
import { rangesIn } from "./places";

/** What a report says of one file, as an editor shows it. */
export interface FileDiagnostic {
  /** Relative to the project's root, as in the report. */
  readonly file: string;
  readonly diagnostic: Diagnostic;
}

export interface DiagnosticOptions {
  /** The address of a file of the report. */
  uriOf(file: string): string;
  /** The address of a rule's page, if it has one. */
  rulePage(id: string): string | undefined;
}

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  // Notes never fail a run, and an editor shows hints quietly.
  note: DiagnosticSeverity.Hint,
};

/** The findings and problems of a report, with the journey of each secret as related information. */
export function diagnosticsOf(report: Report, options: DiagnosticOptions): FileDiagnostic[] {
  const rangeOf = rangesIn(report.sources);
  return [
    ...report.findings.map((finding) => ({
      file: finding.file,
      diagnostic: ofFinding(finding, rangeOf, options),
    })),
    ...report.problems.map((problem) => ({ file: problem.file, diagnostic: ofProblem(problem, report) })),
  ];
}

function ofFinding(
  finding: Finding,
  rangeOf: (file: string, range: Finding["range"]) => Range,
  { uriOf, rulePage }: DiagnosticOptions,
): Diagnostic {
  const { rule, severity, confidence, message, file, range, trace, related = [] } = finding;
  const href = rulePage(rule);
  const journey = trace.map((step) => ({
    location: { uri: uriOf(step.file), range: rangeOf(step.file, step.range) },
    message: step.message,
  }));
  const others = related.map((item) => ({
    location:
      item.file === undefined
        ? { uri: uriOf(file), range: rangeOf(file, range) }
        : { uri: uriOf(item.file), range: START },
    message: item.path === undefined ? item.message : `${item.path}: ${item.message}`,
  }));
  return {
    range: rangeOf(file, range),
    severity: SEVERITIES[severity],
    code: rule,
    source: "watertight",
    message: confidence === "high" ? message : `${message} (${confidence} confidence)`,
    ...(href === undefined ? {} : { codeDescription: { href } }),
    ...(journey.length + others.length > 0 ? { relatedInformation: [...journey, ...others] } : {}),
  };
}

const START: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

function ofProblem(problem: Problem, { sources }: Report): Diagnostic {
  const { file, line = 1, severity, message, help } = problem;
  return {
    range: lineRange(line, sources.get(file)?.line(line) ?? ""),
    severity: severity === "warning" ? DiagnosticSeverity.Warning : DiagnosticSeverity.Error,
    source: "watertight",
    message: help === undefined ? message : `${message} ${help}`,
  };
}

/** All of a line but the white space around it. */
export function lineRange(line: number, text: string): Range {
  const start = text.length - text.trimStart().length;
  return {
    start: { line: line - 1, character: start },
    end: { line: line - 1, character: Math.max(start, text.trimEnd().length) },
  };
}
