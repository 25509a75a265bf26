import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import {
  type BaselineEntry,
  readBaseline,
  setAside,
  staleEntries,
  withoutKnown,
  writtenBaseline,
} from "../engine/baseline";
import { beforeChange } from "../files/changed";
import { disk } from "../files/disk";
import { type FileSystem, type LintOptions, lint, type Problem, type Report } from "../index";
import { UsageError } from "./given";
import { writeFile } from "./output";
import type { Streams } from "./streams";

/** The report without what the baseline holds; entries that nothing matches any more are told. Throws UsageError. */
export function withoutBaseline(report: Report, file: string, streams: Streams): Report {
  const entries = baselineOf(file, streams);
  if (!entries) throw new UsageError(`there is no baseline ${file}; --write-baseline writes it`);
  const stale = staleEntries(report, entries, (path) => existsSync(resolve(streams.directory, path)));
  const { problems, ...known } = withoutKnown(report, entries);
  return { ...known, problems: [...problems, ...staleProblem(stale, file)] };
}

function staleProblem(stale: readonly BaselineEntry[], file: string): Problem[] {
  if (stale.length === 0) return [];
  const named = stale.slice(0, 3).map(({ rule, file: where }) => `${rule ?? "a finding"} of ${where}`);
  const more = stale.length > named.length ? ` and ${stale.length - named.length} more` : "";
  const is =
    stale.length === 1 ? "1 entry of the baseline is" : `${stale.length} entries of the baseline are`;
  return [
    {
      file,
      severity: "warning",
      message: `${is} no longer found: ${named.join(", ")}${more}.`,
      help: "Write it anew with --write-baseline.",
    },
  ];
}

/** Writes the findings as the baseline. Gives the line that says so. Throws UsageError. */
export function writeBaseline(report: Report, file: string, streams: Streams): string {
  writeFile(writtenBaseline(report.findings, baselineOf(file, streams) ?? []), file, streams.directory);
  const { length } = report.findings;
  return `${file}: ${length} finding${length === 1 ? "" : "s"} written; they are known from now on\n`;
}

function baselineOf(file: string, { directory }: Streams): readonly BaselineEntry[] | undefined {
  const path = resolve(directory, file);
  if (!existsSync(path)) return undefined;
  const entries = readBaseline(readFileSync(path, "utf8"));
  if (!entries) throw new UsageError(`${file} is no baseline: it has no list of findings with fingerprints`);
  return entries;
}

/** The report without what was found before the change since a commit, by linting the files as they were. Throws UsageError. */
export function withoutOlder(report: Report, options: LintOptions, ref: string): Report {
  const { filesBefore } = require("./git") as typeof import("./git");
  const { progress: _, standardInput, ...same } = options;
  const files = beforeChange(disk, filesBefore(ref, options.directory));
  const before = lint({ ...same, fixes: false, files, paths: pathsBefore(report, files, options) });
  const old = new Set(before.findings.map(({ fingerprint }) => fingerprint));
  return setAside(report, "diff", ({ fingerprint }) =>
    old.has(fingerprint) ? `It was there before the change since ${ref}.` : undefined,
  );
}

/**
 * Patterns are not matched against files that were: what they stand for now is looked at. So is what a file that was not there
 * then touches now, and the file of standard input.
 */
function pathsBefore(
  report: Report,
  files: FileSystem,
  { paths = ["."], directory, standardInput }: LintOptions,
): string[] {
  const named = paths.map((path) => (path === "-" ? (standardInput?.name ?? "Dockerfile") : path));
  const there = named.filter((path) => files.kind(resolve(directory, path)) !== undefined);
  return there.length === named.length
    ? there
    : [...there, ...report.builds.map(({ dockerfile }) => dockerfile)];
}
