import { configured, type FailOn, lintSettings, loadConfig, SEVERITIES, settingsOf } from "../config";
import { disk } from "../files/disk";
import { type Finding, inspect, type LintOptions, lint, type Problem, type Report, rules } from "../index";
import { htmlInspection, jsonInspection, problemLines, textInspection } from "../reporters";
import type { BuildArguments, InspectArguments, LintArguments } from "./arguments";
import { UsageError } from "./given";
import { withoutBaseline, withoutOlder, writeBaseline } from "./known";
import { write, writeReports } from "./output";
import { showProgress } from "./progress";
import type { Streams } from "./streams";
import { colourOf, columnsOf } from "./terminal";

export const EXIT = { clean: 0, findings: 1, usage: 2, incomplete: 3 } as const;

/** `watertight lint`. Gives the exit code. Throws UsageError and ConfigError. */
export function runLint(options: LintArguments, streams: Streams): number {
  const { loaded, settings } = configuration(options.config, streams);
  const { config } = loaded;
  if (options.printConfig) {
    streams.stdout(`${JSON.stringify({ file: loaded.file ?? null, config }, undefined, 2)}\n`);
    return EXIT.clean;
  }
  const chosen = options.rules.length > 0 ? options.rules : ruleIds;
  const progress = showProgress(streams);
  const asked: LintOptions = {
    ...lintOptions(options, streams),
    ...lintSettings(loaded, settings, chosen),
    today: streams.today,
    progress: progress.step,
  };
  const least = options.minConfidence ?? config.minConfidence ?? "low";
  const { baseline, diff } = options;
  const select = (found: Report): Report => {
    let report: Report = configured(found, settings, least);
    if (options.writeBaseline) return report;
    if (baseline !== undefined) report = withoutBaseline(report, baseline, streams);
    if (diff !== undefined) report = withoutOlder(report, asked, diff);
    return report;
  };
  const failOn = options.failOn ?? config.failOn ?? "warning";
  if (options.fix !== "no") {
    const { fixProject } = require("./fix") as typeof import("./fix");
    const { report, failed } = fixProject(asked, options, select, streams, progress.end);
    streams.stderr(problemLines(report.problems, report));
    return failed ? EXIT.incomplete : exitCode(report, failOn);
  }
  const isWhole = options.verbose || options.outputs.some(({ format }) => format !== "text");
  // What is not shown needs no fix, and to check one costs as much as the whole lint.
  const isShown = (finding: Finding) =>
    isWhole || !["note", "off"].includes(settings.levelOf(finding) ?? finding.severity);
  const report = select(lint({ ...asked, fixes: options.writeBaseline ? false : isShown }));
  progress.end();
  if (options.writeBaseline && baseline !== undefined) {
    streams.stderr(writeBaseline(report, baseline, streams));
    streams.stderr(problemLines(report.problems, report));
    return exitCode({ ...report, findings: [] }, "never");
  }
  writeReports(report, options.outputs, options, streams);
  streams.stderr(problemLines(report.problems, report));
  return exitCode(report, failOn);
}

/** The configuration in force, and how it is asked. Throws ConfigError. */
function configuration(path: string | undefined, { directory, today }: Streams) {
  const loaded = loadConfig({
    directory,
    files: disk,
    rules: ruleIds,
    ...(path === undefined ? {} : { path }),
  });
  return { loaded, settings: settingsOf(loaded, { directory, today }) };
}

const ruleIds = rules.map(({ id }) => id);

/** `watertight inspect`. Gives the exit code. Throws UsageError and ConfigError. */
export function runInspect(options: InspectArguments, streams: Streams): number {
  const { loaded, settings } = configuration(undefined, streams);
  const progress = showProgress(streams);
  const inspection = inspect({
    ...lintOptions(options, streams),
    ...lintSettings(loaded, settings, ruleIds),
    progress: progress.step,
  });
  progress.end();
  const text =
    options.format === "json"
      ? jsonInspection(inspection)
      : options.format === "html"
        ? htmlInspection(inspection)
        : textInspection(inspection, {
            colour: colourOf(options.colour, streams, options.output),
            columns: columnsOf(streams),
          });
  write(text, options.output, streams);
  streams.stderr(problemLines(inspection.problems));
  return inspection.problems.length > 0 ? EXIT.incomplete : EXIT.clean;
}

function lintOptions(options: BuildArguments, { directory, environment, stdin }: Streams): LintOptions {
  const paths = options.paths.length > 0 ? options.paths : ["."];
  const { context, target, ignoreFile, content, standardInputName: name } = options;
  if (name !== undefined && !paths.includes("-"))
    throw new UsageError("--stdin-filename goes with the path -");
  return {
    paths,
    directory,
    content,
    buildArgs: buildArgs(options.buildArgs, environment),
    ...(context === undefined ? {} : { context }),
    ...(target === undefined ? {} : { target }),
    ...(ignoreFile === undefined ? {} : { ignoreFile }),
    ...(paths.includes("-") ? { standardInput: { name: name ?? "Dockerfile", text: stdin() } } : {}),
  };
}

/** As docker build takes them: a name alone has the value of the environment, and is not given where that has none. */
function buildArgs(given: readonly string[], environment: Streams["environment"]): Record<string, string> {
  const read: [string, string][] = [];
  for (const argument of given) {
    const cut = argument.indexOf("=");
    const name = cut < 0 ? argument : argument.slice(0, cut);
    const value = cut < 0 ? environment[name] : argument.slice(cut + 1);
    // What was typed is not repeated: it may be a secret.
    if (name === "") throw new UsageError("--build-arg takes NAME=value or NAME");
    if (value !== undefined) read.push([name, value]);
  }
  return Object.fromEntries(read);
}

function exitCode(
  { findings, problems }: { findings: readonly Finding[]; problems: readonly Problem[] },
  failOn: FailOn,
): number {
  if (problems.some(({ severity }) => severity === undefined)) return EXIT.incomplete;
  const worst = failOn === "never" ? -1 : SEVERITIES.indexOf(failOn);
  return findings.some(({ severity }) => SEVERITIES.indexOf(severity) <= worst) ? EXIT.findings : EXIT.clean;
}
