import type { Report } from "../../report";
import { DECLARATION, element } from "./xml";

const SEVERITY = { error: "error", warning: "warning", note: "info" } as const;

/** Checkstyle's XML, which many CI servers read. */
export function checkstyle({ findings, problems }: Report): string {
  const rows = [
    ...findings.map(({ file, range, severity, message, rule }) => ({
      file,
      line: range.start.line,
      column: range.start.column,
      severity: SEVERITY[severity],
      message,
      source: `watertight.${rule}`,
    })),
    ...problems.map(({ file, line = 1, severity = "error", message }) => ({
      file,
      line,
      column: undefined,
      severity,
      message,
      source: "watertight",
    })),
  ];
  const files = [...new Set(rows.map(({ file }) => file))];
  const ofFile = (name: string) =>
    rows.filter(({ file }) => file === name).map(({ file: _, ...row }) => element("error", row));
  const content = files.map((name) => element("file", { name }, ofFile(name)));
  return DECLARATION + element("checkstyle", { version: "4.3" }, content);
}
