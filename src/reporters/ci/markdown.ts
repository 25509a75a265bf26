import type { Finding, Problem } from "../../finding";
import type { Report } from "../../report";
import { count, isSentence, joined } from "../layout";
import { placeText } from "../place";
import { counted, leftOut } from "../summary";
import { visible } from "../visible";
import { isFailure } from "./explanation";

/** A page for people: the summary of a CI job, or a comment on a change. Notes are counted. */
export function markdown(report: Report): string {
  const { findings, problems } = report;
  const listed = findings.filter(isFailure);
  return [
    `## Watertight: ${heading(report)}`,
    "",
    `${[`${count(report.builds.length, "build")} checked`, ...leftOut(report, false)].join("; ")}.`,
    "",
    ...(listed.length === 0
      ? []
      : ["| | where | rule | what |", "| --- | --- | --- | --- |", ...listed.map(row), ""]),
    ...listed.flatMap(details),
    ...(problems.length === 0 ? [] : ["### Problems", "", ...problems.map(problemItem), ""]),
  ].join("\n");
}

function heading({ findings, builds, problems }: Report): string {
  const parts = counted(findings, false);
  if (parts.length > 0) return joined(parts);
  if (problems.some(({ severity }) => severity === undefined)) return "something could not be checked";
  return builds.length > 0 ? "no secret found" : "nothing checked";
}

const row = (finding: Finding): string =>
  `| ${finding.severity} | ${cell(code(location(finding)))} | ${code(finding.rule)} | ${prose(finding.message)} |`;

function details(finding: Finding): string[] {
  const { trace, fix, related = [], confidence } = finding;
  const steps = trace.map((step) => `${code(location(step))} ${prose(step.message)}`);
  const files = related.map(({ file, path, message }) => `${code(path ?? file ?? "")} ${prose(message)}`);
  const sure = confidence === "high" ? "" : ` (${confidence} confidence)`;
  return [
    "<details>",
    `<summary>${html(location(finding))} ${html(finding.rule)}: ${html(finding.secret.name)}</summary>`,
    "",
    `**Where:** ${prose(placeText(finding))}${sure}`,
    "",
    ...numbered(steps),
    ...bulleted(files),
    ...(fix ? [`**Fix:** ${prose(fix.title)}`, "", ...fenced([...fix.advice, ...fix.commands])] : []),
    "</details>",
    "",
  ];
}

const problemItem = ({ file, line, message, help }: Problem): string => {
  const place = line === undefined ? file : `${file}:${line}`;
  return `- ${code(place)} ${prose(help === undefined ? message : `${message} ${help}`)}`;
};

const numbered = (items: readonly string[]): string[] =>
  items.length === 0 ? [] : [...items.map((item, index) => `${index + 1}. ${item}`), ""];

const bulleted = (items: readonly string[]): string[] =>
  items.length === 0 ? [] : [...items.map((item) => `- ${item}`), ""];

const location = ({ file, range }: Pick<Finding, "file" | "range">): string => `${file}:${range.start.line}`;

/** Lines to copy first, sentences after them. */
function fenced(lines: readonly string[]): string[] {
  const copied = lines.filter((line) => !isSentence(line)).map(visible);
  const fence = "`".repeat(Math.max(3, longestRun(copied.join("\n")) + 1));
  const block = copied.length === 0 ? [] : [fence, ...copied, fence, ""];
  return [...block, ...lines.filter(isSentence).flatMap((line) => [prose(line), ""])];
}

/** Text in which nothing is markup. */
const prose = (text: string): string =>
  html(text).replace(/[\\`*_[\]#!|~]/g, (character) => `\\${character}`);

const html = (text: string): string =>
  visible(text).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** A bar would end the cell of a table, also in code. */
const cell = (written: string): string => written.replaceAll("|", "\\|");

/** Code as it stands. */
function code(text: string): string {
  const shown = visible(text);
  const tick = "`".repeat(longestRun(shown) + 1);
  const padding = shown.startsWith("`") || shown.endsWith("`") ? " " : "";
  return `${tick}${padding}${shown}${padding}${tick}`;
}

const longestRun = (text: string): number =>
  Math.max(0, ...(text.match(/`+/g) ?? []).map((ticks) => ticks.length));
