import type { Report } from "../../report";
import { cleanReport } from "../clean";
import type { CiFormat, Tool } from "../formats";
import { checkstyle } from "./checkstyle";
import { github } from "./github";
import { gitlab } from "./gitlab";
import { junit } from "./junit";
import { markdown } from "./markdown";
import { rdjson } from "./rdjson";
import { sarif } from "./sarif";

/** Each takes a report without secrets. */
const printers: Readonly<Record<CiFormat, (report: Report, tool: Tool) => string>> = {
  sarif,
  github,
  gitlab,
  junit,
  checkstyle,
  rdjson,
  markdown,
};

/** A lint report in one of the formats of CI. Ends with a line end unless it is empty. Holds no secret. */
export const ciReport = (format: CiFormat, report: Report, tool: Tool): string =>
  printers[format](cleanReport(report), tool);
