import type { Inspection, Report } from "../report";
import type { CiFormat, Tool } from "./formats";

export { cleanReport } from "./clean";
export { coloursOf } from "./colours";
export { fixSummary, reportDiff } from "./fixes";
export { CI_FORMATS, type CiFormat, FORMATS, type Format, type Tool } from "./formats";
export { textInspection } from "./inspection";
export { jsonInspection, jsonReport } from "./json";
export { wrap } from "./layout";
export { placeText } from "./place";
export { problemLines } from "./problems";
export { type TextOptions, textReport } from "./text";
export { visible } from "./visible";

/** A lint report in one of the formats of CI, which a run at a terminal does not load. */
export function ciReport(format: CiFormat, report: Report, tool: Tool): string {
  const ci = require("./ci") as typeof import("./ci");
  return ci.ciReport(format, report, tool);
}

/** The images as a page, which few runs ask for. */
export function htmlInspection(inspection: Inspection): string {
  const page = require("./html") as typeof import("./html");
  return page.htmlInspection(inspection);
}
