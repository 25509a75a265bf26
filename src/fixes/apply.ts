import type { Edit, Finding } from "../finding";
import type { Report } from "../report";
import { applyChanges, changesOf } from "../text/edits";

export interface FixOptions {
  /** Also fixes that a build or a container may notice. Default false: safe ones only. */
  readonly unsafe?: boolean;
}

/** A file as a fix leaves it. */
export interface FixedFile {
  /** As in the report: relative to the working directory. */
  readonly path: string;
  /** Undefined where the file is new. */
  readonly before: string | undefined;
  readonly after: string;
}

export interface AppliedFixes {
  readonly files: readonly FixedFile[];
  /** Findings that the changes settle. */
  readonly fixed: readonly Finding[];
  /** The other ones, each with the reason in words. */
  readonly left: readonly { readonly finding: Finding; readonly reason: string }[];
}

/**
 * Applies the fixes of a report to the texts that it was made from; no file is written. Of fixes whose edits touch one another the first
 * one is applied and the others are left: lint again and apply once more. Never throws.
 */
export function applyFixes(
  report: Pick<Report, "findings" | "sources">,
  options: FixOptions = {},
): AppliedFixes {
  const fixed: Finding[] = [];
  const left: { finding: Finding; reason: string }[] = [];
  const taken: (readonly Edit[])[] = [];
  for (const finding of report.findings) {
    const { fix } = finding;
    if (!fix || fix.edits.length === 0) left.push({ finding, reason: "its fix is for a person to write" });
    else if (fix.safety === "unsafe" && !options.unsafe)
      left.push({
        finding,
        reason:
          "its fix changes what the build or the container does: look at it with --fix-dry-run --unsafe-fixes",
      });
    else if (taken.some((edits) => JSON.stringify(edits) === JSON.stringify(fix.edits))) fixed.push(finding);
    else if (taken.flat().some((one) => fix.edits.some((other) => touch(one, other))))
      left.push({ finding, reason: "its fix touches the lines of another one: fix once more" });
    else {
      taken.push(fix.edits);
      fixed.push(finding);
    }
  }
  const edits = taken.flat();
  const files = [...new Set(edits.map(({ file }) => file))].sort().map((path): FixedFile => {
    const before = report.sources.get(path)?.text;
    const own = edits.filter(({ file }) => file === path);
    return { path, before, after: applyChanges(before ?? "", changesOf(before ?? "", own)) };
  });
  return { files, fixed, left };
}

/** Whether two edits overlap; what is put in where the other begins or ends has no place of its own either. */
function touch(one: Edit, other: Edit): boolean {
  if (one.file !== other.file) return false;
  const [first, last] = isBefore(one.range.start, other.range.start) ? [one, other] : [other, one];
  if (isBefore(first.range.end, last.range.start)) return false;
  return isBefore(last.range.start, first.range.end) || isInsertion(first) || isInsertion(last);
}

const isInsertion = ({ range: { start, end } }: Edit): boolean => !isBefore(start, end);

type Position = Edit["range"]["start"];

const isBefore = (one: Position, other: Position): boolean =>
  one.line < other.line || (one.line === other.line && one.column < other.column);
