import type { Report } from "../../report";
import { printJson } from "../json";

const SEVERITY = { error: "critical", warning: "major", note: "info" } as const;

/** GitLab's code quality report, by the part of Code Climate's format that GitLab reads. It takes each fingerprint once. */
export function gitlab({ findings }: Report): string {
  const once = new Map(findings.map((finding) => [finding.fingerprint, finding]));
  return printJson(
    [...once.values()].map(({ rule, severity, message, file, range, fingerprint }) => ({
      description: message,
      check_name: rule,
      fingerprint,
      severity: SEVERITY[severity],
      location: { path: file, lines: { begin: range.start.line, end: range.end.line } },
    })),
  );
}
