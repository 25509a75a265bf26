import type { Problem } from "../finding";
import type { Report } from "../report";
import { redactor } from "./redact";
import { visible } from "./visible";

/** What went wrong, a line each, with what to do about it. */
export function problemLines(
  problems: readonly Problem[],
  report: Pick<Report, "sources" | "redactions"> = { sources: new Map(), redactions: new Map() },
): string {
  const { hide } = redactor(report);
  return problems
    .map(({ file, line, message, help }) => {
      const place = line === undefined ? file : `${file}:${line}`;
      return `${visible(hide([`${place}:`, message, ...(help === undefined ? [] : [help])].join(" ")))}\n`;
    })
    .join("");
}
