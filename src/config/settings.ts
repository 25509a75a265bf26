import { posix } from "node:path";
import { Dockerignore, DockerignoreError } from "../context";
import { setAside } from "../engine/baseline";
import type { Confidence, Finding } from "../finding";
import type { Report } from "../report";
import type { OwnSecrets } from "../secrets";
import { relativeTo } from "../text/relative";
import {
  CONFIDENCES,
  type Config,
  ConfigError,
  type LoadedConfig,
  type RuleLevel,
  type SuppressionEntry,
} from "./config";

/** A configuration that is asked. Paths are absolute where nothing else is said. */
export interface Settings {
  /** What is a secret here; undefined where the configuration says nothing of it. */
  readonly secrets: OwnSecrets | undefined;
  /** Whether a Dockerfile is not to be linted. */
  excludes(dockerfile: string): boolean;
  /** The folder that the configuration gives a Dockerfile for context. */
  contextOf(dockerfile: string): string | undefined;
  /** What becomes of a finding's rule in its file; undefined where the configuration says nothing. */
  levelOf(finding: Finding): RuleLevel | undefined;
  /** The reason why a finding is silenced; undefined where it is not. */
  reasonFor(finding: Finding): string | undefined;
}

export interface SettingsOptions {
  /** The working directory, from which the files of findings count. */
  readonly directory: string;
  /** The day, `2027-01-31`; where it is not given, nothing expires. */
  readonly today?: string;
}

/** Makes a configuration ready to be asked. Throws ConfigError where a line of it is no pattern. */
export function settingsOf(loaded: LoadedConfig, { directory, today }: SettingsOptions): Settings {
  const { config, folder = directory } = loaded;
  const lines = (given: readonly string[]) => matcher(given, folder);
  const isIgnored = lines(config.ignore ?? []);
  const contexts = Object.entries(config.contexts ?? {}).map(([line, path]) => ({
    fits: lines([line]),
    path: posix.resolve(folder, path),
  }));
  const overrides = (config.overrides ?? []).map(({ files, rules }) => ({ fits: lines(files), rules }));
  const entries = (config.suppress ?? [])
    .filter(({ until }) => until === undefined || today === undefined || today <= until)
    .map((entry) => ({ entry, fits: entry.paths && lines(entry.paths) }));
  const absolute = (path: string) => posix.resolve(directory, path);
  return {
    secrets: config.secrets && ownSecrets(config.secrets),
    excludes: isIgnored,
    contextOf: (dockerfile) => contexts.find(({ fits }) => fits(dockerfile))?.path,
    levelOf: ({ rule, file }) =>
      overrides.findLast(({ fits, rules }) => rules[rule] !== undefined && fits(absolute(file)))?.rules[
        rule
      ] ?? config.rules?.[rule],
    reasonFor: (finding) =>
      entries.find(
        ({ entry, fits }) =>
          isMeant(entry, finding) && (!fits || pathsOf(finding).some((path) => fits(absolute(path)))),
      )?.entry.reason,
  };
}

function ownSecrets({ names, allow, patterns, files }: NonNullable<Config["secrets"]>): OwnSecrets {
  const fits = (wanted: readonly string[]) => (name: string) =>
    wanted.some((pattern) => namesMatch(pattern, name));
  const rules = files?.length ? parse(files) : undefined;
  return {
    ...(names ? { isSecretName: fits(names) } : {}),
    ...(allow ? { isOrdinaryName: fits(allow) } : {}),
    ...(patterns ? { patterns: patterns.map((pattern) => new RegExp(pattern, "u")) } : {}),
    ...(rules ? { isSecretFile: (path: string) => rules.verdict(path) !== "sent" } : {}),
  };
}

/** What a lint is told of a configuration; `rules` are the ids of all of them. */
export function lintSettings({ config }: LoadedConfig, settings: Settings, rules: readonly string[]) {
  const { excludes, contextOf, secrets } = settings;
  const chosen = rules.filter(
    (id) => config.rules?.[id] !== "off" || config.overrides?.some((override) => override.rules[id]),
  );
  return {
    excluded: excludes,
    contextOf,
    ...(secrets ? { secrets } : {}),
    ...(config.content === false ? { content: false } : {}),
    rules: chosen,
  };
}

/** A report as the configuration wants it: rules that are off and less sure findings gone, severities its own, entries silenced. */
export function configured(report: Report, settings: Settings, least: Confidence): Report {
  const wanted = <Found extends Finding>(findings: readonly Found[]): Found[] =>
    findings.flatMap((finding) => {
      const level = settings.levelOf(finding);
      if (level === "off" || CONFIDENCES.indexOf(finding.confidence) > CONFIDENCES.indexOf(least)) return [];
      return [level === undefined ? finding : { ...finding, severity: level }];
    });
  const kept = { ...report, findings: wanted(report.findings), suppressed: wanted(report.suppressed) };
  return setAside(kept, "configuration", settings.reasonFor);
}

/** Whether the lines name a path; outside the configuration's folder they name nothing. */
function matcher(lines: readonly string[], folder: string): (path: string) => boolean {
  if (lines.length === 0) return () => false;
  const rules = parse(lines);
  return (path) => {
    const relative = relativeTo(folder, path);
    return !relative.startsWith("../") && rules.verdict(relative) !== "sent";
  };
}

function parse(lines: readonly string[]): Dockerignore {
  try {
    return Dockerignore.parse(lines.join("\n"));
  } catch (error) {
    if (error instanceof DockerignoreError)
      throw new ConfigError(`A pattern of the configuration is wrong: ${error.message}`);
    throw error;
  }
}

const isMeant = ({ rule, name }: SuppressionEntry, finding: Finding): boolean =>
  (rule === undefined || rule === finding.rule) &&
  (name === undefined || namesMatch(name, finding.secret.name));

/** The finding's own file, and those of the project that its trace begins with. */
const pathsOf = ({ file, trace }: Finding): string[] => [file, ...trace.map((step) => step.file)];

/** Whether a name fits a pattern in which `*` stands for any letters. Case does not matter. */
export function namesMatch(pattern: string, name: string): boolean {
  const pieces = pattern.toLowerCase().split("*");
  const text = name.toLowerCase();
  const [head = "", ...middle] = pieces;
  const tail = middle.pop();
  if (tail === undefined) return text === head;
  if (!text.startsWith(head)) return false;
  let at = head.length;
  for (const piece of middle) {
    const found = text.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return text.length - tail.length >= at && text.endsWith(tail);
}
