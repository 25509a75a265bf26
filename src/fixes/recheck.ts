import { copySources, isGlob } from "../context";
import type { BuildContext } from "../context/types";
import type { Edit, Finding, Fix, Problem } from "../finding";
import type { Image } from "../image/model";
import type { Found, Subject } from "../rule";
import { applyChanges, changesOf } from "../text/edits";
import { lineDiff, linesOf } from "../text/line-diff";
import { relativeTo } from "../text/relative";

/** A build that was read and linted. */
export interface Linted {
  readonly subject: Subject;
  readonly findings: readonly Found[];
  readonly problems: readonly Problem[];
}

/** Reads and lints the same build once more, with other texts for some files (absolute paths). */
export type LintAgain = (texts: ReadonlyMap<string, string>) => Linted | undefined;

/** The other builds for which the same ignore file is in force: what it keeps out, they miss as well. */
export type Takers = () => readonly Subject[];

/**
 * The findings with the first fix of each that holds: applied in memory, the finding is gone, no other is there, and the image is the same
 * but for what the fix is to change. A fix that fails this is not offered as an edit. Paths of edits go out relative to `directory`. `known` is
 * what `again` would say of the build as it is, where that is known.
 */
export function withFixes(
  findings: readonly Found[],
  directory: string,
  again: LintAgain,
  takers: Takers,
  known?: Linted,
): Finding[] {
  const checked = new Map<string, Counts | undefined>();
  const before = known ?? (findings.some(({ fixes }) => fixes) ? again(new Map()) : undefined);
  const counts = countsOf(before?.findings ?? []);
  const size = before ? sizeOf(before.subject) : 1;
  let tried = 0;
  return findings.map(({ fixes, ...finding }) => {
    const isAffordable = (checked.size + 2) * size <= MOST_EVALUATED && ++tried * size <= MOST_READ;
    const fix = firstOf(fixes?.(isAffordable), (candidate) => {
      if (candidate.edits.length === 0) return true;
      if (!before) return false;
      const key = JSON.stringify(candidate.edits);
      if (!checked.has(key)) checked.set(key, outcome(before, counts, candidate.edits, again, takers));
      const after = checked.get(key);
      const place = placeKey(finding, finding.severity);
      return after !== undefined && (after.get(place) ?? 0) < (counts.get(place) ?? 0);
    });
    if (!fix) return finding;
    const said = isAffordable ? fix : { ...fix, advice: [...fix.advice, UNTRIED] };
    return { ...finding, fix: relativeFix(said, directory) };
  });
}

function firstOf(fixes: Iterable<Fix> | undefined, holds: (fix: Fix) => boolean): Fix | undefined {
  for (const fix of fixes ?? []) if (holds(fix)) return fix;
  return undefined;
}

/**
 * Lines of Dockerfiles that are evaluated for one build, at first and to check its fixes, and that are read to work these out: together half a
 * second at most. The findings after that get their fix in words; once the others are applied, the next run tries the next.
 */
const MOST_EVALUATED = 2_500;
const MOST_READ = 5_000;
const UNTRIED =
  "The edits for it were not worked out, for this Dockerfile asks for more than one run does; once others are mended, the next run does more.";

/** In lines; a long one counts as the several that it could be, and so do RUNs that do much or leave many files. */
const sizeOf = ({ dockerfile: { lineCount, text }, image }: Subject): number =>
  Math.max(lineCount, text.length / 40, image.work / 2, dyedPaths(image).length);

const relativeFix = (fix: Fix, directory: string): Fix => ({
  ...fix,
  edits: fix.edits.map((edit) => ({ ...edit, file: relativeTo(directory, edit.file) })),
});

const RANK: readonly Found["severity"][] = ["error", "warning", "note"];

/** How much is found after some edits; undefined where they break something. */
function outcome(
  before: Linted,
  then: Counts,
  edits: readonly Edit[],
  again: LintAgain,
  takers: Takers,
): Counts | undefined {
  const texts = new Map<string, string>();
  for (const file of new Set(edits.map((edit) => edit.file))) {
    const text = textOf(before.subject, file);
    texts.set(
      file,
      applyChanges(
        text,
        changesOf(
          text,
          edits.filter((edit) => edit.file === file),
        ),
      ),
    );
  }
  const after = again(texts);
  if (!after) return undefined;
  const known = new Set(before.problems.map(({ message }) => message));
  const now = countsOf(after.findings);
  const holds =
    after.problems.every(({ message }) => known.has(message)) &&
    after.findings.every(
      (finding) =>
        (now.get(placeKey(finding, "note")) ?? 0) <= (then.get(placeKey(finding, "note")) ?? 0) ||
        isListed(before.findings, finding),
    ) &&
    keptMounts(after) <= keptMounts(before) &&
    sameImage(before.subject, after.subject) &&
    copiesStand(after.subject.image, before.subject.context, after.subject.context) &&
    (after.subject.context === before.subject.context ||
      takers().every((taker) => copiesStand(taker.image, taker.context, after.subject.context)));
  return holds ? now : undefined;
}

const textOf = ({ build, dockerfile, context }: Subject, file: string): string =>
  [
    dockerfile,
    context.ignoreFile?.source,
    build.origin?.source,
    ...(build.alsoDescribedBy ?? []).map(({ source }) => source),
  ].find((source) => source?.path === file)?.text ?? "";

/** Whether a finding about several files named this place; one by itself is what is left of it. */
const isListed = (findings: readonly Found[], { rule, place }: Found): boolean =>
  findings.some((other) => other.rule === rule && other.related?.some(({ path }) => path === place.path));

/** A secret that is mounted and then kept, though a later layer hides it, is no better than one that was passed and kept. */
const keptMounts = ({ subject: { image } }: Linted): number =>
  image.layers
    .flatMap(({ files }) => files)
    .filter(
      ({ incidental, dyes }) => !incidental && dyes.some(({ secret }) => secret.origin === "secret-mount"),
    ).length;

/** How many findings speak of each place, by `placeKey`. */
type Counts = ReadonlyMap<string, number>;

/**
 * The place that a finding speaks of, and how bad what is counted there is at least. Lines do not count, as they move, and neither do
 * rules: what one no longer finds there, another may.
 */
const placeKey = (
  { file, place: { where, path, stage } }: Pick<Found, "file" | "place">,
  least: Found["severity"],
): string => JSON.stringify([least, file, where, path, stage]);

function countsOf(findings: readonly Found[]): Counts {
  const counts = new Map<string, number>();
  for (const finding of findings)
    for (const least of RANK.slice(RANK.indexOf(finding.severity))) {
      const key = placeKey(finding, least);
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  return counts;
}

/** Whether all that no edit touches makes the same image as before, and no secret lies where none lay. */
function sameImage(before: Subject, after: Subject): boolean {
  // A stage that is split leaves its steps to the builder; what sets the config is still there.
  const isSplit = after.image.stages.length > before.image.stages.length;
  const hunks = lineDiff(linesOf(before.dockerfile.text), linesOf(after.dockerfile.text));
  const steps = (image: Image, side: "before" | "after") =>
    image.history.flatMap(({ statement, text }) => {
      if (isSplit) return CONFIG.has(statement.kind) ? [text] : [];
      const { startLine, endLine } = statement.instruction;
      if (hunks.some((hunk) => hunk[side].start < endLine && startLine - 1 < hunk[side].end)) return [];
      // What a RUN that stays does, it does again; build args in front of it come and go.
      return [statement.kind === "run" ? "RUN" : text];
    });
  const places = new Set(dyedPaths(before.image));
  return (
    JSON.stringify(steps(before.image, "before")) === JSON.stringify(steps(after.image, "after")) &&
    dyedPaths(after.image).every((path) => places.has(path)) &&
    samePairs(before.image, after.image, isSplit ? ["PATH"] : [])
  );
}

/** Instructions that only set the config; the pairs of ENV and LABEL are compared by themselves. */
const CONFIG = new Set("user workdir expose volume shell cmd entrypoint healthcheck stopsignal".split(" "));

const dyedPaths = ({ layers }: Image): string[] =>
  layers.flatMap(({ files }) => files.map(({ path }) => path));

/** ENV and LABEL keep every name that holds no secret, with its value; a virtual environment comes in front of the others by the PATH. */
function samePairs(before: Image, after: Image, changed: readonly string[]): boolean {
  const secret = new Set([...[...before.env, ...before.labels].map(({ name }) => name), ...changed]);
  const pairs = (image: Image) =>
    image.history.flatMap(({ statement }) =>
      statement.kind === "env" || statement.kind === "label"
        ? statement.pairs
            .filter(({ name }) => !secret.has(name.text))
            .map(({ name, value }) => `${statement.kind} ${name.text}=${value?.text}`)
        : [],
    );
  return JSON.stringify(pairs(before)) === JSON.stringify(pairs(after));
}

/** Whether every source that a COPY of a build names is found still, or would be once it is there: Docker stops where one is missing. */
const copiesStand = (image: Image, before: BuildContext, after: BuildContext): boolean =>
  [image, ...image.builders()].every(({ layers }) =>
    layers.every(
      ({ inherited, copies }) =>
        inherited !== undefined ||
        copies.every(({ source }) =>
          isGlob(source)
            ? copySources(after, source).entries.length > 0 ||
              copySources(before, source).entries.length === 0
            : (after.kind(source) !== undefined || before.kind(source) === undefined) &&
              (after.sends(source) || !before.sends(source)),
        ),
    ),
  );
