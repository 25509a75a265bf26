import type { Build, BuildInputs } from "./build";
import type { OpenContext } from "./context";
import { type Discovery, discover } from "./discover";
import { commentProblems, runRules, type SuppressionComment } from "./engine";
import { disk } from "./files/disk";
import type { FileSystem } from "./files/file-system";
import type { Finding, Problem, SuppressedFinding } from "./finding";
import { type LintAgain, withFixes } from "./fixes/recheck";
import { shippedNames } from "./image/queries";
import { inspectImage } from "./inspect";
import { lintAgain } from "./lint-again";
import { isSame, type ParentImages, parentImages } from "./parent-images";
import type { Inspection, Report, ReportedBuild, ReportedStage } from "./report";
import { hidden } from "./reporters/clean";
import type { Subject } from "./rule";
import { rules as allRules } from "./rules";
import { judgeWith, type OwnSecrets } from "./secrets";
import { redactorOf, ShownTexts } from "./shown-texts";
import { relativeTo } from "./text/relative";

/** What to lint, as a person says it. Paths may be relative to `directory`. */
export interface LintOptions {
  /** Dockerfiles or folders; default `["."]`. */
  readonly paths?: readonly string[];
  /** The working directory: absolute. Reported paths are relative to it. */
  readonly directory: string;
  readonly files?: FileSystem;
  readonly context?: string;
  readonly target?: string;
  readonly buildArgs?: Readonly<Record<string, string>>;
  readonly ignoreFile?: string;
  /** What each build gets besides, over what the project itself says. */
  readonly inputs?: BuildInputs;
  /** Builds whose images others may be FROM, by their `names`; those that files of the project describe are known without this. */
  readonly images?: readonly Build[];
  /** What the project calls secret besides what is known as such, and what not. */
  readonly secrets?: OwnSecrets;
  /** Whether any file that a COPY takes is searched for credentials by their shape; default true. */
  readonly content?: boolean;
  /** The text of the Dockerfile named by `-`, and the name it goes by. */
  readonly standardInput?: { readonly name: string; readonly text: string };
  /** Whether a Dockerfile, by its absolute path, is not to be linted. */
  readonly excluded?: (dockerfile: string) => boolean;
  /** The folder that a Dockerfile, by its absolute path, is built with, where nothing else says it. */
  readonly contextOf?: (dockerfile: string) => string | undefined;
  /** Whether fixes are worked out and checked, which takes longer than all else, or for which findings; default true. */
  readonly fixes?: boolean | ((finding: Finding) => boolean);
  /** Rules to run; all where it is not given. An unknown id is a problem. */
  readonly rules?: readonly string[];
  /** The day, `2027-01-31`, by which comments that silence a finding expire; without it none does. */
  readonly today?: string;
  /** Called with each build before it is evaluated, for progress: how many are done, and of how many. */
  readonly progress?: (done: number, total: number, dockerfile: string) => void;
}

/** Finds the builds, reads and evaluates each, and asks the rules. Never throws on any project; what went wrong is in `problems`. */
export function lint(options: LintOptions): Report {
  const files = options.files ?? disk;
  return lintBuilds(discover({ ...options, files, paths: options.paths ?? ["."] }), options);
}

/** The same for builds that were found before, with contexts that may be open already. `onParent` gets each build whose image another is FROM. */
export function lintBuilds(
  { builds, known: others, problems: missing }: Discovery,
  options: LintOptions,
  openContext?: OpenContext,
  onParent?: (build: Build) => void,
): Report {
  const files = options.files ?? disk;
  const judge = judgeWith(options.secrets ?? {});
  const parents = parentImages(others, { ...options, judge, openContext }, files);
  const parentsIn = (changed: FileSystem) => parentImages(others, { ...options, judge }, changed);
  const { chosen, unknown } = chooseRules(options.rules);
  const { fixes = true } = options;
  const wantsFix = typeof fixes === "function" ? fixes : () => fixes;
  const asked = {
    directory: options.directory,
    knownRules: allRules.map(({ id }) => id),
    ...(options.today === undefined ? {} : { today: options.today }),
  };
  const takers = takersOf([...new Set([...builds, ...others])], parents);
  const comments: SuppressionComment[] = [];
  const once = seenOnce();
  const texts = new ShownTexts(options.directory);
  const report = {
    builds: [] as ReportedBuild[],
    findings: [] as Finding[],
    problems: [...missing, ...unknown] as Problem[],
    suppressed: [] as SuppressedFinding[],
    stages: [] as ReportedStage[],
    sources: texts.sources,
    redactions: texts.redactions,
  };
  for (const [index, build] of builds.entries()) {
    options.progress?.(index, builds.length, relativeTo(options.directory, build.dockerfile));
    const opened = parents.open(build);
    report.problems.push(...relativeProblems(opened.problems, options.directory));
    if (!("subject" in opened)) continue;
    report.builds.push(reportedBuild(build, opened.subject, options.directory));
    report.stages.push(...reportedStages(opened.subject, options.directory));
    for (const { subject } of opened.parents) onParent?.(subject.build);
    const checked = runRules({ ...asked, rules: chosen, subject: opened.subject });
    const again: LintAgain = (texts) =>
      lintAgain({ ...build, ...options.inputs }, opened, texts, {
        files,
        judge,
        asked,
        content: options.content,
        parents,
        parentsIn,
      });
    // With all rules and no list of secrets, what a fix is compared with is known.
    const isWhole = chosen.length === allRules.length && opened.subject.build.secrets === undefined;
    const known = {
      ...checked,
      subject: opened.subject,
      problems: [...opened.problems, ...checked.problems],
    };
    const findings = once(checked.findings).map(({ fixes, ...finding }) =>
      fixes && wantsFix(finding) ? { ...finding, fixes } : finding,
    );
    report.findings.push(
      ...withFixes(
        findings,
        options.directory,
        again,
        () => takers(opened.subject),
        isWhole ? known : undefined,
      ),
    );
    report.problems.push(...checked.problems);
    report.suppressed.push(...once(checked.suppressed));
    comments.push(...checked.comments);
    texts.add(opened);
  }
  report.problems.push(
    ...commentProblems(
      comments,
      chosen.map(({ id }) => id),
    ),
  );
  return report;
}

/** Which other builds have the context and the ignore file of one; each is evaluated for this once, when a fix would change such a file. */
function takersOf(builds: readonly Build[], parents: ParentImages): (subject: Subject) => readonly Subject[] {
  const known = new Map<string, readonly Subject[]>();
  const of = (context: string) =>
    builds
      .filter((build) => build.context === context)
      .flatMap((build) => {
        const opened = parents.open(build);
        return "subject" in opened ? [opened.subject] : [];
      });
  return ({ build, context }) => {
    const all = known.get(build.context) ?? of(build.context);
    known.set(build.context, all);
    const same = ({ context: other }: Subject) =>
      other.ignoreFile?.source.path === context.ignoreFile?.source.path;
    return all.filter((taker) => !isSame(taker.build, build) && same(taker));
  };
}

/** The images, layer by layer: what each build would push. */
export function inspect(options: LintOptions): Inspection {
  const files = options.files ?? disk;
  const judge = judgeWith(options.secrets ?? {});
  const { builds, known, problems: missing } = discover({ ...options, files, paths: options.paths ?? ["."] });
  const parents = parentImages(known, { ...options, judge }, files);
  const inspected: Inspection["builds"][number][] = [];
  const problems: Problem[] = [...missing];
  for (const [index, build] of builds.entries()) {
    options.progress?.(index, builds.length, relativeTo(options.directory, build.dockerfile));
    const opened = parents.open(build);
    const found = relativeProblems(opened.problems, options.directory);
    if (!("subject" in opened)) {
      problems.push(...found);
      continue;
    }
    const { subject } = opened;
    const { hide, shown } = redactorOf(opened);
    problems.push(...hidden(found, hide));
    inspected.push({
      ...hidden(reportedBuild(build, subject, options.directory), hide),
      image: hidden(inspectImage(subject, options.directory, shown), hide),
    });
  }
  return { schemaVersion: 1, builds: inspected, problems };
}

function chooseRules(wanted: readonly string[] | undefined) {
  const chosen = wanted ? allRules.filter((rule) => wanted.includes(rule.id)) : allRules;
  const unknown = (wanted ?? []).filter((id) => !allRules.some((rule) => rule.id === id));
  return {
    chosen,
    unknown: unknown.map((id): Problem => ({ file: id, message: `There is no rule ${id}.` })),
  };
}

/** Lets each finding through once: two builds of one Dockerfile, for two targets say, find the same. */
function seenOnce(): <T extends Finding>(findings: readonly T[]) => T[] {
  const seen = new Set<string>();
  return (findings) =>
    findings.filter(({ rule, file, range, secret, place }) => {
      const key = JSON.stringify([rule, file, range, secret, place]);
      return !seen.has(key) && seen.add(key);
    });
}

const reportedBuild = (build: Build, { context, image }: Subject, directory: string): ReportedBuild => ({
  dockerfile: relativeTo(directory, build.dockerfile),
  context: relativeTo(directory, build.context),
  ignoreFile: context.ignoreFile ? relativeTo(directory, context.ignoreFile.source.path) : null,
  target: image.target.label,
  ...(build.origin ? { origin: build.origin.label } : {}),
});

function reportedStages({ dockerfile, image }: Subject, directory: string): ReportedStage[] {
  const shipped = shippedNames(image);
  return image.stages.map((stage) => ({
    dockerfile: relativeTo(directory, dockerfile.path),
    line: stage.line,
    name: stage.label,
    role: stage.role,
    ships: shipped.get(stage) ?? [],
  }));
}

const relativeProblems = (problems: readonly Problem[], directory: string): Problem[] =>
  problems.map((problem) => ({ ...problem, file: relativeTo(directory, problem.file) }));
