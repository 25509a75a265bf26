import type { Report } from "../report";
import { redactor } from "./redact";

/** The same report with every known secret hidden in each of its texts, so that what prints it need not think of it. */
export function cleanReport(report: Report): Report {
  const { hide } = redactor(report);
  const { builds, findings, problems, suppressed } = report;
  return { ...report, ...hidden({ builds, findings, problems, suppressed }, hide) };
}

/** A value made of plain objects and lists, with each text in it replaced. What holds nothing to hide is not copied. */
export function hidden<Value>(value: Value, hide: (text: string) => string): Value {
  // Paths, names and messages stand in a report many times.
  const known = new Map<string, string>();
  const hideOnce = (text: string) => {
    const shown = known.get(text) ?? hide(text);
    known.set(text, shown);
    return shown;
  };
  return replaced(value, hideOnce) as Value;
}

function replaced(value: unknown, hide: (text: string) => string): unknown {
  if (typeof value === "string") return hide(value);
  if (value === null || typeof value !== "object") return value;
  const items = value as Record<string, unknown>;
  let copy: Record<string, unknown> | undefined;
  for (const key of Object.keys(items)) {
    const item = replaced(items[key], hide);
    if (item === items[key]) continue;
    copy ??= (Array.isArray(value) ? [...value] : { ...value }) as Record<string, unknown>;
    copy[key] = item;
  }
  return copy ?? value;
}
