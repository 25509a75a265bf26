import { resolve } from "node:path";
import { disk } from "../files/disk";
import { overlay } from "../files/overlay";
import {
  type AppliedFixes,
  applyFixes,
  type Finding,
  type FixedFile,
  type LintOptions,
  lint,
  type Report,
} from "../index";
import { fixSummary, reportDiff } from "../reporters";
import type { LintArguments } from "./arguments";
import { UsageError } from "./given";
import { writeReports } from "./output";
import type { Streams } from "./streams";
import { writeFile } from "./write-file";

/** Enough for every fix that has to wait for another one. */
const MOST_PASSES = 50;

export interface FixedProject {
  /** As it was found. */
  readonly first: Report;
  /** As it is once every fix is made. */
  readonly last: Report;
  readonly files: readonly FixedFile[];
  readonly fixed: readonly Finding[];
  readonly left: AppliedFixes["left"];
}

/**
 * Lints and fixes in memory until nothing more can be fixed. Each pass looks at the texts that the one before left, so fixes that touch
 * one another are made one after the other, each re-checked. `select` leaves out what is not to be reported.
 */
export function fixInMemory(
  options: LintOptions,
  unsafe: boolean,
  select: (found: Report) => Report,
): FixedProject {
  const texts = new Map<string, FixedFile>();
  const fixed: Finding[] = [];
  let first: Report | undefined;
  for (let pass = 0; ; pass++) {
    const report = select(lint(withTexts(options, texts)));
    first ??= report;
    const applied = applyFixes(report, { unsafe });
    if (applied.files.length === 0 || pass === MOST_PASSES)
      return { first, last: report, files: [...texts.values()], fixed, left: applied.left };
    fixed.push(...applied.fixed);
    for (const file of applied.files)
      texts.set(file.path, {
        ...file,
        before: texts.has(file.path) ? texts.get(file.path)!.before : file.before,
      });
  }
}

function withTexts(options: LintOptions, texts: ReadonlyMap<string, FixedFile>): LintOptions {
  const { standardInput, directory } = options;
  const piped = standardInput && texts.get(standardInput.name);
  const written = [...texts.values()].filter((file) => file !== piped);
  return {
    ...options,
    files: overlay(disk, new Map(written.map(({ path, after }) => [resolve(directory, path), after]))),
    ...(piped ? { standardInput: { name: piped.path, text: piped.after } } : {}),
  };
}

/** `watertight lint --fix` and `--fix-dry-run`. Gives the report on what is left, and whether a file could not be written. Throws UsageError. */
export function fixProject(
  asked: LintOptions,
  options: LintArguments,
  select: (found: Report) => Report,
  streams: Streams,
  done: () => void,
): { readonly report: Report; readonly failed: boolean } {
  const dryRun = options.fix === "show";
  if (options.writeBaseline) throw new UsageError("--write-baseline takes no fixes along: run it by itself");
  if (dryRun && options.outputs.some(({ format, file }) => format !== "text" && file === undefined))
    throw new UsageError(
      "--fix-dry-run prints a diff; --format json by itself prints the edits of every fix",
    );
  const project = fixInMemory(asked, options.unsafeFixes, select);
  done();
  const { files, first, last } = project;
  const { standardInput, directory } = asked;
  const problems = new Map<string, string>();
  if (dryRun) for (const file of files) streams.stdout(reportDiff(file, first, last));
  else
    for (const { path, before, after } of files) {
      const problem =
        path === standardInput?.name ? undefined : writeFile(resolve(directory, path), before, after);
      if (problem !== undefined) problems.set(path, problem);
    }
  const failed = problems.size > 0;
  const report = failed ? select(lint(asked)) : last;
  // A pipe gets its text back, changed or not.
  if (standardInput && !dryRun)
    streams.stdout(files.find(({ path }) => path === standardInput.name)?.after ?? standardInput.text);
  const isTaken = dryRun || standardInput !== undefined;
  // Standard output holds one thing: the diff, the text that came in, or the report.
  const outputs = options.outputs.filter(({ file }) => !isTaken || file !== undefined);
  writeReports(report, outputs, options, streams);
  const isText = outputs.some(({ format, file }) => format === "text" && file === undefined);
  (isText ? streams.stdout : streams.stderr)(fixSummary(project, problems, dryRun));
  return { report, failed };
}
