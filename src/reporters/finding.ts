import type { Finding, Fix, Related, Severity, SuppressedFinding, TraceStep } from "../finding";
import type { Report } from "../report";
import type { Colours } from "./colours";
import { changedLines } from "./fixes";
import { isSentence, LABEL_COLUMNS, labelled, wrap, wrapHanging } from "./layout";
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
  /** The fixes shown so far, as JSON, each with the place of its finding. */
  readonly fixes: Map<string, string>;
}

/** `Dockerfile:4:1: error: message [rule]`, the form that editors and other programs read. */
export function findingLine(finding: Finding, page: Page): string {
  const { colours } = page;
  return `${locationOf(finding, page)}: ${paintOf(finding.severity, colours)(finding.severity)}: ${safe(finding.message, page)} ${colours.dim(`[${finding.rule}]`)}`;
}

/** `Dockerfile:4:1 silenced secret-in-env: the reason` */
export function silencedLine(finding: SuppressedFinding, page: Page): string {
  const { colours } = page;
  const { rule, suppression } = finding;
  return `${locationOf(finding, page)} ${colours.dim("silenced")} ${rule}: ${safe(suppression.reason, page)}`;
}

/** All that is known of a finding: its line, where the secret rests, how it got there, what to do. */
export function findingBlock(finding: Finding, page: Page): string {
  const { columns, colours, redactor } = page;
  const { severity, confidence, rule, file, range, fix } = finding;
  const paint = paintOf(severity, colours);
  const sure = confidence === "high" ? "" : colours.dim(` (${confidence} confidence)`);
  const room = columns - LABEL_COLUMNS;
  const fits = `${locationOf(finding, page)} ${severity} ${rule}`.length <= columns;
  const source = page.sources.get(file);
  const prose = (text: string) => wrapHanging(safe(text, page), room);
  const label = (name: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : labelled(name, lines, colours.bold);
  return [
    ...headOf(
      colours.bold(locationOf(finding, page)),
      `${paint(severity)} ${colours.bold(rule)}${sure}`,
      fits,
    ),
    ...wrap(safe(finding.message, page), columns - 2).map((line) => `  ${line}`),
    ...(source
      ? snippet(source, range, redactor.spans(file), { columns, dim: colours.dim, mark: paint })
      : []),
    ...label("where", prose(placeText(finding))),
    ...label(
      "trace",
      finding.trace.flatMap((step) => prose(`${stepPlace(step, file)}: ${step.message}`)),
    ),
    ...label(
      "also",
      (finding.related ?? []).flatMap((related) => prose(relatedText(related))),
    ),
    ...(fix ? label("fix", fixLines(fix, locationOf(finding, page), prose, page)) : []),
  ].join("\n");
}

/** Where a finding is and what it is, on one line if they fit. */
const headOf = (location: string, what: string, fits: boolean): string[] =>
  fits ? [`${location} ${what}`] : [location, `  ${what}`];

/** The same fix often mends several findings; it is written out once. */
function fixLines(fix: Fix, location: string, prose: (text: string) => string[], page: Page): string[] {
  const key = JSON.stringify(fix);
  const first = page.fixes.get(key);
  if (first === undefined) page.fixes.set(key, location);
  else if (fix.edits.length + fix.advice.length + fix.commands.length > 0)
    return prose(`the same as for ${first}`);
  // A line to copy is never broken; a sentence is.
  const copied = (line: string) => (isSentence(line) ? prose(line) : [page.colours.cyan(safe(line, page))]);
  return [
    ...prose(fix.title),
    ...editLines(fix, page).map((line) => `  ${line}`),
    ...fix.advice.flatMap((line) => copied(line).map((part) => `  ${part}`)),
    ...fix.commands.filter((line) => !isSentence(line)).flatMap(copied),
  ];
}

/** More changed lines than this are better read as a diff. */
const MOST_LINES = 12;

/** The lines that the edits take out and put in, without those around them, and the option that does it. */
function editLines({ edits, safety }: Fix, page: Page): string[] {
  if (edits.length === 0) return [];
  const { colours, sources } = page;
  const lines = [...new Set(edits.map(({ file }) => file))].flatMap((file) => {
    const source = sources.get(file);
    const changed = changedLines(
      source,
      edits.filter((edit) => edit.file === file),
      page.redactor.spans(file),
    );
    return [
      `${safe(file, page)}${source ? "" : " (new)"}`,
      ...changed.map((line) => (line.startsWith("-") ? colours.red : colours.green)(safe(line, page))),
    ];
  });
  const option = safety === "safe" ? "--fix" : "--unsafe-fixes";
  const more = lines.length > MOST_LINES ? [`… and ${lines.length - MOST_LINES} lines more`] : [];
  return [...lines.slice(0, MOST_LINES), ...more, colours.dim(`(${option} writes it)`)];
}

/** Steps in the file of the finding itself, the most, do without its name. */
const stepPlace = ({ file, range }: TraceStep, own: string): string =>
  file === own ? `line ${range.start.line}` : `${file}:${range.start.line}`;

const relatedText = ({ file, path, message }: Related): string => {
  const subject = path ?? file;
  return subject === undefined ? message : `${subject}: ${message}`;
};

const locationOf = ({ file, range }: Pick<TraceStep, "file" | "range">, page: Page): string =>
  `${safe(file, page)}:${range.start.line}:${range.start.column}`;

const safe = (text: string, page: Page): string => visible(page.redactor.hide(text));

export const paintOf = (severity: Severity, colours: Colours): ((text: string) => string) =>
  ({ error: colours.red, warning: colours.yellow, note: colours.blue })[severity];
