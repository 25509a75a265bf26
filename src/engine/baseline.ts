import type { Finding, SuppressedFinding } from "../finding";
import type { Report } from "../report";

/** A finding that was there when the baseline was written. */
export interface BaselineEntry {
  readonly fingerprint: string;
  /** For people, and to tell what is no longer found. */
  readonly rule?: string;
  readonly file?: string;
  /** Why it may stay; kept when the baseline is written anew. */
  readonly reason?: string;
}

/** Reads a baseline; a report of `--format json` is one too. Undefined where the text is neither. */
export function readBaseline(text: string): readonly BaselineEntry[] | undefined {
  const parsed = attempt(() => JSON.parse(text) as unknown);
  const listed = isObject(parsed) ? parsed.findings : undefined;
  if (!Array.isArray(listed)) return undefined;
  const entries = listed.map((entry: unknown) => (isObject(entry) ? entryOf(entry) : undefined));
  return entries.every((entry) => entry !== undefined) ? entries : undefined;
}

/** The findings and those of the baseline before as a baseline, sorted, so that it changes only where the findings do. */
export function writtenBaseline(findings: readonly Finding[], before: readonly BaselineEntry[]): string {
  const reasons = new Map(before.map(({ fingerprint, reason }) => [fingerprint, reason]));
  const entries = new Map(
    findings.map(({ fingerprint, rule, file, secret }) => {
      const reason = reasons.get(fingerprint);
      return [
        fingerprint,
        { rule, file, name: secret.name, fingerprint, ...(reason !== undefined && { reason }) },
      ];
    }),
  );
  const key = ({ file, rule, fingerprint }: { file: string; rule: string; fingerprint: string }) =>
    JSON.stringify([file, rule, fingerprint]);
  const sorted = [...entries.values()].sort((a, b) => (key(a) < key(b) ? -1 : 1));
  return `${JSON.stringify({ schemaVersion: 1, findings: sorted }, null, 2)}\n`;
}

/** The report with the findings that some question knows a reason for put aside. */
export function setAside(
  report: Report,
  by: SuppressedFinding["suppression"]["by"],
  reasonFor: (finding: Finding) => string | undefined,
): Report {
  const findings: Finding[] = [];
  const suppressed = [...report.suppressed];
  for (const finding of report.findings) {
    const reason = reasonFor(finding);
    if (reason === undefined) findings.push(finding);
    else suppressed.push({ ...finding, suppression: { by, reason } });
  }
  return { ...report, findings, suppressed };
}

/** Without the findings of a baseline. */
export function withoutKnown(report: Report, baseline: readonly BaselineEntry[]): Report {
  const known = new Map(baseline.map(({ fingerprint, reason }) => [fingerprint, reason]));
  return setAside(report, "baseline", ({ fingerprint }) =>
    known.has(fingerprint) ? (known.get(fingerprint) ?? "It is in the baseline.") : undefined,
  );
}

/** The entries that are found no more, among those of files that the run has read or that are gone. */
export function staleEntries(
  report: Report,
  baseline: readonly BaselineEntry[],
  exists: (file: string) => boolean,
): readonly BaselineEntry[] {
  const found = new Set([...report.findings, ...report.suppressed].map(({ fingerprint }) => fingerprint));
  return baseline.filter(
    ({ fingerprint, file }) =>
      !found.has(fingerprint) && file !== undefined && (report.sources.has(file) || !exists(file)),
  );
}

function entryOf(entry: Readonly<Record<string, unknown>>): BaselineEntry | undefined {
  const { fingerprint, rule, file, reason } = entry;
  if (typeof fingerprint !== "string") return undefined;
  return {
    fingerprint,
    ...(typeof rule === "string" && { rule }),
    ...(typeof file === "string" && { file }),
    ...(typeof reason === "string" && { reason }),
  };
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function attempt<Value>(question: () => Value): Value | undefined {
  try {
    return question();
  } catch {
    return undefined;
  }
}
