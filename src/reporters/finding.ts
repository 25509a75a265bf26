import type { Finding, Fix, Related, Severity, TraceStep } from "../finding";
import type { Report } from "../report";
import type { Colours } from "./colours";
import { LABEL_COLUMNS, labelled, wrap, wrapHanging } from "./layout";
import { placeText } from "./place";
import type { Redactor } from "./redact";
import { snippet } from "./snippet";
import { visible } from "./visible";

/** What the parts of a text report share. */
export interface Page {
  readonly columns: number;
  readonly colours: Colours;
  readonly redactor: Redactor;
  readonly sources: Report["sources"];
}

/** `Dockerfile:4:1: error: message [rule]`, the form that editors and other programs read. */
export function findingLine(finding: Finding, page: Page): string {
  const { colours } = page;
  return `${locationOf(finding, page)}: ${paintOf(finding.severity, colours)(finding.severity)}: ${safe(finding.message, page)} ${colours.dim(`[${finding.rule}]`)}`;
}

/** All that is known of a finding: its line, where the secret rests, how it got there, what to do. */
export function findingBlock(finding: Finding, page: Page): string {
  const { columns, colours, redactor } = page;
  const { severity, confidence, rule, file, range, fix } = finding;
  const paint = paintOf(severity, colours);
  const sure = confidence === "high" ? "" : colours.dim(` (${confidence} confidence)`);
  const room = columns - LABEL_COLUMNS;
  const source = page.sources.get(file);
  const prose = (text: string) => wrapHanging(safe(text, page), room);
  const label = (name: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : labelled(name, lines, colours.bold);
  return [
    `${colours.bold(locationOf(finding, page))} ${paint(severity)} ${colours.bold(rule)}${sure}`,
    ...wrap(safe(finding.message, page), columns - 2).map((line) => `  ${line}`),
    ...(source
      ? snippet(source, range, redactor.spans(file), { columns, dim: colours.dim, mark: paint })
      : []),
    ...label("where", prose(placeText(finding))),
    ...label(
      "trace",
      finding.trace.flatMap((step) => prose(`${step.file}:${step.range.start.line}: ${step.message}`)),
    ),
    ...label(
      "also",
      (finding.related ?? []).flatMap((related) => prose(relatedText(related))),
    ),
    ...(fix ? label("fix", fixLines(fix, prose, page)) : []),
  ].join("\n");
}

function fixLines(fix: Fix, prose: (text: string) => string[], page: Page): string[] {
  // A line to copy is never broken; a sentence is: it begins with a capital, and instructions are written in capitals.
  const copied = (line: string) =>
    /^[A-Z][a-z]/.test(line) ? prose(line) : [page.colours.cyan(safe(line, page))];
  const indent = (line: string) => `  ${line}`;
  return [
    ...prose(fix.title),
    ...fix.advice.flatMap((line) => copied(line).map(indent)),
    ...fix.commands.flatMap(copied),
  ];
}

const relatedText = ({ file, path, message }: Related): string => {
  const subject = path ?? file;
  return subject === undefined ? message : `${subject}: ${message}`;
};

const locationOf = ({ file, range }: Pick<TraceStep, "file" | "range">, page: Page): string =>
  `${safe(file, page)}:${range.start.line}:${range.start.column}`;

const safe = (text: string, page: Page): string => visible(page.redactor.hide(text));

export const paintOf = (severity: Severity, colours: Colours): ((text: string) => string) =>
  ({ error: colours.red, warning: colours.yellow, note: colours.blue })[severity];
