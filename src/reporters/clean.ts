import type { Report } from "../report";
import { redactor } from "./redact";

/** The same report with every known secret hidden in each of its texts, so that what prints it need not think of it. */
export function cleanReport(report: Report): Report {
  const { hide } = redactor(report);
  const { builds, findings, problems, suppressed } = report;
  return { ...report, ...hidden({ builds, findings, problems, suppressed }, hide) };
}

/** A value made of plain objects and lists, with each text in it replaced. */
export function hidden<Value>(value: Value, hide: (text: string) => string): Value {
  return replaced(value, hide) as Value;
}

function replaced(value: unknown, hide: (text: string) => string): unknown {
  if (typeof value === "string") return hide(value);
  if (Array.isArray(value)) return value.map((item) => replaced(item, hide));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, replaced(item, hide)]));
}
