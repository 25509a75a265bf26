import type { Finding } from "../finding";
import type { Report } from "../report";
import { coloursOf } from "./colours";
import { findingBlock, findingLine, type Page, paintOf, silencedLine } from "./finding";
import { count, isSentence, joined, wrap } from "./layout";
import { redactor } from "./redact";
import { counted, leftOut } from "./summary";
import { visible } from "./visible";

export interface TextOptions {
  readonly colour: boolean;
  /** The width of the terminal; prose is broken there. */
  readonly columns: number;
  /** Whether notes and silenced findings are listed too. */
  readonly verbose: boolean;
  /** One line a finding, and nothing else. */
  readonly quiet: boolean;
}

/** A lint report for people. Ends with a line end unless it is empty. Holds no secret and nothing that acts on a terminal. */
export function textReport(report: Report, { colour, columns, verbose, quiet }: TextOptions): string {
  const page: Page = {
    columns,
    colours: coloursOf(colour),
    redactor: redactor(report),
    sources: report.sources,
    fixes: new Map(),
  };
  const listed = report.findings.filter(({ severity }) => verbose || severity !== "note");
  if (quiet) return listed.map((finding) => `${findingLine(finding, page)}\n`).join("");
  const silenced = verbose ? report.suppressed.map((finding) => silencedLine(finding, page)) : [];
  return [
    ...listed.map((finding) => findingBlock(finding, page)),
    ...(silenced.length > 0 ? [silenced.join("\n")] : []),
    ...advice(listed, page),
    summary(report, listed, verbose, page),
  ]
    .map((part) => `${part}\n`)
    .join("\n");
}

/** What fixes say in whole sentences holds for many findings alike, and is said once. */
function advice(listed: readonly Finding[], { columns, redactor }: Page): string[] {
  const sentences = new Set(listed.flatMap(({ fix }) => fix?.commands.filter(isSentence) ?? []));
  return [...sentences].map((sentence) => wrap(visible(redactor.hide(sentence)), columns).join("\n"));
}

function summary(report: Report, listed: readonly Finding[], verbose: boolean, page: Page): string {
  const { builds, findings, problems } = report;
  const { colours } = page;
  const shown = counted(findings, verbose, (text, severity) => paintOf(severity, colours)(text));
  const unread = problems.filter(({ severity }) => severity === undefined).length;
  const result =
    shown.length > 0
      ? joined(shown)
      : builds.length > 0
        ? colours.green("no secret found")
        : "nothing checked";
  const beside = [
    ...leftOut(report, verbose),
    ...(unread > 0 ? [colours.red(`${count(unread, "problem")} on the way`)] : []),
  ];
  const line = [`${count(builds.length, "build")} checked: ${result}`, ...beside].join("; ");
  return [line, ...byFile(listed, page)].join("\n");
}

/** The summary counts by file for as many; more would push its first line out of sight. */
const MOST_FILES = 10;

/** Where findings lie in several files, how many lie in each. */
function byFile(listed: readonly Finding[], { colours, redactor }: Page): string[] {
  const files = [...new Set(listed.map(({ file }) => file))];
  if (files.length < 2) return [];
  const rows = files.map((file) => ({
    counts: joined(
      counted(
        listed.filter((finding) => finding.file === file),
        true,
      ),
    ),
    name: visible(redactor.hide(file)),
  }));
  const width = Math.max(...rows.map(({ counts }) => counts.length));
  const lines = rows.map(({ counts, name }) => `  ${counts.padEnd(width)}  ${colours.bold(name)}`);
  const more = lines.length - MOST_FILES;
  return more > 1 ? [...lines.slice(0, MOST_FILES), `  and ${more} more files`] : lines;
}
