import type { Finding, Problem } from "../../finding";
import type { Report } from "../../report";
import { visible } from "../visible";
import { explanation, isFailure } from "./explanation";

/**
 * Workflow commands of GitHub Actions, which become annotations on the lines of a change. Notes are left out: of each kind
 * GitHub shows the first ten of a step only.
 */
export function github({ findings, problems }: Report): string {
  return [...findings.filter(isFailure).map(annotation), ...problems.map(problemAnnotation)].join("");
}

function annotation(finding: Finding): string {
  const { severity, rule, message, file, range } = finding;
  const { start, end } = range;
  const place = {
    file,
    line: start.line,
    endLine: end.line,
    // GitHub refuses columns where a range spans lines, and counts the last column in.
    ...(start.line === end.line
      ? { col: start.column, endColumn: Math.max(start.column, end.column - 1) }
      : {}),
    title: `watertight ${rule}`,
  };
  return command(severity === "error" ? "error" : "warning", place, [message, ...explanation(finding)]);
}

function problemAnnotation({ file, line, severity, message, help }: Problem): string {
  const place = { file, ...(line === undefined ? {} : { line }), title: "watertight" };
  return command(severity ?? "error", place, help === undefined ? [message] : [message, help]);
}

function command(
  name: string,
  properties: Readonly<Record<string, string | number>>,
  lines: readonly string[],
): string {
  const written = Object.entries(properties).map(
    ([key, value]) => `${key}=${escapeProperty(visible(String(value)))}`,
  );
  return `::${name} ${written.join(",")}::${lines.map((line) => escapeData(visible(line))).join("%0A")}\n`;
}

/** As the runner reads it: these stand for themselves only in this form. */
const escapeData = (text: string): string =>
  text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");

const escapeProperty = (text: string): string =>
  escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
