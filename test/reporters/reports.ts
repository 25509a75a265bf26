import type { Finding, Severity, SuppressedFinding } from "../../src/finding";
import type { Report } from "../../src/report";
import { SourceText } from "../../src/text/source";

/** The value planted in reports: plainly fake, and found nowhere else. */
export const CANARY = ["canary", "Value", "4711", "XYZ"].join("-");

export function finding(changes: Partial<Finding> = {}): Finding {
  return {
    rule: "secret-in-env",
    severity: "error",
    confidence: "high",
    message: "ENV API_KEY puts a secret into the image",
    file: "Dockerfile",
    range: { start: { line: 2, column: 5 }, end: { line: 2, column: 12 } },
    secret: { kind: "literal", name: "API_KEY" },
    place: { where: "env", path: "API_KEY", stage: "0", line: 2 },
    trace: [],
    fingerprint: "0123456789abcdef",
    ...changes,
  };
}

/** A report on one Dockerfile. Each occurrence of CANARY in its text is redacted. */
export function report(text: string, findings: readonly Finding[], changes: Partial<Report> = {}): Report {
  const spans = [];
  for (let at = text.indexOf(CANARY); at >= 0; at = text.indexOf(CANARY, at + 1)) {
    spans.push({ start: at, end: at + CANARY.length, name: "API_KEY" });
  }
  return {
    builds: [{ dockerfile: "Dockerfile", context: ".", ignoreFile: null, target: "0" }],
    findings,
    problems: [],
    suppressed: [],
    stages: [],
    sources: new Map([["Dockerfile", new SourceText("/project/Dockerfile", text)]]),
    redactions: new Map([["Dockerfile", spans]]),
    ...changes,
  };
}

export const ofSeverity = (severity: Severity): Finding => finding({ severity });

export const silenced = (
  by: SuppressedFinding["suppression"]["by"],
  reason = "a sandbox",
): SuppressedFinding => ({
  ...finding(),
  suppression: { by, reason },
});
