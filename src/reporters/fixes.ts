import type { Edit, Finding } from "../finding";
import type { Report } from "../report";
import { applyChanges, changesOf } from "../text/edits";
import { lineDiff, linesOf } from "../text/line-diff";
import { SourceText } from "../text/source";
import { unifiedDiff } from "../text/unified-diff";
import { count } from "./layout";
import { overlapping, type Redaction, redactor } from "./redact";
import { visible } from "./visible";

interface FixedText {
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string;
}

/** What a run with `--fix` did. */
export interface Fixed {
  readonly first: Report;
  readonly files: readonly FixedText[];
  readonly fixed: readonly Finding[];
  readonly left: readonly { readonly finding: Finding; readonly reason: string }[];
}

/** The change of a file as a unified diff, each secret in it as `<NAME>`. `first` and `last` are the reports before and after. */
export function reportDiff({ path, before, after }: FixedText, first: Report, last: Report): string {
  const [old, now] = [redactor(first), redactor(last)];
  const sources = { before: new SourceText(path, before ?? ""), after: new SourceText(path, after) };
  return unifiedDiff(visible(path), before, after, (line, side, index) => {
    const shown = hidden(sources[side], index + 1, (side === "before" ? old : now).spans(path));
    const end = line.endsWith("\n") ? "\n" : "";
    return visible(old.hide(shown)) + (line.endsWith("\r\n") ? "\r\n" : end);
  });
}

/** The lines that edits take out of a text, each behind a `-`, and those that they put in, behind a `+`. */
export function changedLines(
  source: SourceText | undefined,
  edits: readonly Edit[],
  redactions: readonly Redaction[],
): string[] {
  const before = source ?? new SourceText("", "");
  const after = new SourceText("", applyChanges(before.text, changesOf(before.text, edits)));
  const numbers = (from: { readonly start: number; readonly end: number }) =>
    Array.from({ length: from.end - from.start }, (_, index) => from.start + index + 1);
  return lineDiff(linesOf(before.text), linesOf(after.text)).flatMap((hunk) => [
    ...numbers(hunk.before).map((line) => `- ${hidden(before, line, redactions)}`),
    ...numbers(hunk.after).map((line) => `+ ${after.line(line)}`),
  ]);
}

/** A line with the secrets that stand in it hidden. */
function hidden(source: SourceText, line: number, redactions: readonly Redaction[]): string {
  const { start, end } = source.lineSpan(line);
  let text = "";
  let at = start;
  for (const span of overlapping(redactions, start, end)) {
    text += `${source.text.slice(at, Math.max(at, span.start))}<${span.name}>`;
    at = Math.min(span.end, end);
  }
  return text + source.text.slice(at, end);
}

/** What was changed, what was not and why, and what a person still has to do. `problems` are files that could not be written, by path. */
export function fixSummary(
  { first, files, fixed, left }: Fixed,
  problems: ReadonlyMap<string, string>,
  dryRun: boolean,
): string {
  const { hide } = redactor(first);
  const failed = [...problems.keys()];
  const isMade = (finding: Finding) => !finding.fix?.edits.some(({ file }) => failed.includes(file));
  const made = fixed.filter(isMade);
  const changed = files.filter(({ path }) => !problems.has(path));
  const lines = [
    files.length === 0
      ? "nothing fixed"
      : `${dryRun ? "would fix" : "fixed"} ${count(made.length, "finding")} in ${count(changed.length, "file")}`,
    ...changed.map(({ path, before }) => `  ${path}${before === undefined ? " (new)" : ""}`),
    ...[...problems].map(([path, reason]) => `  ${path} was left alone: ${reason}`),
    ...left.map(
      ({ finding, reason }) =>
        `  left: ${finding.file}:${finding.range.start.line} ${finding.rule} ${finding.secret.name}: ${reason}`,
    ),
  ];
  const commands = joinedBuilds(made.flatMap(({ fix }) => fix?.commands ?? []));
  const todo = commands.length > 0 ? ["still to do:", ...commands.map((command) => `  ${command}`)] : [];
  const advice = [...new Set(made.flatMap(({ fix }) => fix?.advice ?? []))].map((line) => `  ${line}`);
  return `${[...lines, ...todo, ...advice].map((line) => visible(hide(line))).join("\n")}\n`;
}

/** One `docker build` for all that it needs, then the rest, each once. */
function joinedBuilds(commands: readonly string[]): string[] {
  const build = /^docker build (.*) \.$/;
  const flags = [...new Set(commands.flatMap((command) => build.exec(command)?.[1] ?? []))];
  const others = [...new Set(commands.filter((command) => !build.test(command)))];
  return [...(flags.length > 0 ? [`docker build ${flags.join(" ")} .`] : []), ...others];
}
