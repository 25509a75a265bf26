import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { version } from "../../package.json";
import { type Report, rules } from "../index";
import { ciReport, type Format, jsonReport, type Tool, textReport } from "../reporters";
import { UsageError } from "./given";
import { rulePage } from "./rule-page";
import type { Streams } from "./streams";
import { colourOf, columnsOf } from "./terminal";

/** A format, and the file that gets it; standard output where there is none. */
export interface Output {
  readonly format: Format;
  readonly file?: string;
}

export interface Look {
  readonly colour: "auto" | "always" | "never";
  readonly verbose: boolean;
  readonly quiet: boolean;
}

/** Writes the report in each format that was asked for. Throws UsageError. */
export function writeReports(report: Report, outputs: readonly Output[], look: Look, streams: Streams): void {
  for (const { format, file } of outputs) write(printed(report, format, file, look, streams), file, streams);
  if (outputs.some(({ format }) => format === "github")) writeJobSummary(report, streams);
}

function printed(
  report: Report,
  format: Format,
  file: string | undefined,
  look: Look,
  streams: Streams,
): string {
  if (format === "json") return jsonReport(report, version);
  if (format !== "text") return ciReport(format, report, toolFor(format));
  return textReport(report, {
    colour: colourOf(look.colour, streams, file),
    columns: columnsOf(streams),
    verbose: look.verbose,
    quiet: look.quiet,
  });
}

/** Only SARIF carries the pages of the rules. */
const toolFor = (format: Format): Tool => ({
  version,
  rules: rules.map(({ id, summary }) => {
    const page = format === "sarif" ? rulePage(id) : undefined;
    return { id, summary, ...(page === undefined ? {} : { page }) };
  }),
});

/** GitHub shows on the page of a job what its steps put into this file. */
function writeJobSummary(report: Report, { environment, stderr }: Streams): void {
  const file = environment.GITHUB_STEP_SUMMARY;
  if (!file) return;
  try {
    appendFileSync(file, ciReport("markdown", report, toolFor("markdown")));
  } catch {
    stderr("watertight: the job summary cannot be written\n");
  }
}

/** Writes a text to a file, or to standard output where none is named. Throws UsageError. */
export function write(text: string, file: string | undefined, { stdout, directory }: Streams): void {
  if (file === undefined) stdout(text);
  else writeFile(text, file, directory);
}

/** Writes a file, and the folders above it that are not there yet. Throws UsageError. */
export function writeFile(text: string, file: string, directory: string): void {
  const path = resolve(directory, file);
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  } catch {
    throw new UsageError(`the report cannot be written to ${file}`);
  }
}
