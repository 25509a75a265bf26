import type { Problem, SuppressedFinding } from "../finding";
import type { Draft, Found, Rule, Subject } from "../rule";
import { relativesTo } from "../text/relative";
import { withFingerprints } from "./fingerprint";
import { readSuppressions, type SuppressionComment } from "./suppressions";

export interface RunOptions {
  readonly rules: readonly Rule[];
  readonly subject: Subject;
  /** The working directory: absolute. Drafts come with absolute paths and go out relative to it. */
  readonly directory: string;
  /** The ids that a comment may name, also those of rules that do not run now. */
  readonly knownRules: readonly string[];
  /** The day, `2027-01-31`, by which comments expire; without it none does. */
  readonly today?: string;
}

export interface Checked {
  /** Sorted by file, line, column and rule. */
  readonly findings: readonly Found[];
  /** Those that a comment silenced, in the same order. */
  readonly suppressed: readonly SuppressedFinding[];
  /** The comments that silence findings, and of which rules they met some. */
  readonly comments: readonly SuppressionComment[];
  readonly problems: readonly Problem[];
}

/** Asks every rule about one build. Never throws: a rule that does is a problem, and the other rules still run. */
export function runRules({ rules, subject, directory, ...options }: RunOptions): Checked {
  const problems: Problem[] = [];
  const shown = relativesTo(directory);
  const drafts = rules.flatMap((rule) => check(rule, subject, shown, problems));
  const { reasonFor, comments } = readSuppressions(subject, { directory, ...options });
  const findings: Found[] = [];
  const suppressed: SuppressedFinding[] = [];
  // Fingerprints come first, so that to silence one of two equal findings does not change that of the other.
  for (const finding of withFingerprints(sortedOnce(drafts))) {
    const reason = reasonFor(finding);
    if (reason === undefined) findings.push(finding);
    else {
      const { fixes: _, ...silenced } = finding;
      suppressed.push({ ...silenced, suppression: { by: "comment", reason } });
    }
  }
  return { findings, suppressed, comments, problems };
}

type Unmarked = Omit<Found, "fingerprint">;

/** A path as the report shows it. */
type Shown = (path: string) => string;

function check(rule: Rule, subject: Subject, shown: Shown, problems: Problem[]): Unmarked[] {
  try {
    return rule.check(subject).map((draft) => ({ rule: rule.id, ...relative(draft, shown) }));
  } catch {
    // What the error says may quote the Dockerfile, and with it a secret.
    problems.push({
      file: shown(subject.build.dockerfile),
      message: `The rule ${rule.id} failed on this file; the other rules ran.`,
      help: "This is a bug of Watertight: please report it with a Dockerfile that shows it.",
    });
    return [];
  }
}

function relative(draft: Draft, shown: Shown): Draft {
  const at = <T extends { readonly file: string }>(place: T): T => ({
    ...place,
    file: shown(place.file),
  });
  return {
    ...at(draft),
    trace: draft.trace.map(at),
    ...(draft.related && {
      related: draft.related.map((item) =>
        item.file === undefined ? item : { ...item, file: shown(item.file) },
      ),
    }),
  };
}

/** In reading order, each once. */
function sortedOnce(findings: readonly Unmarked[]): Unmarked[] {
  const byText = new Map(findings.map((finding) => [JSON.stringify(finding), finding]));
  return [...byText]
    .sort(([aText, a], [bText, b]) => {
      const line = a.range.start.line - b.range.start.line;
      const column = a.range.start.column - b.range.start.column;
      return order(a.file, b.file) || line || column || order(a.rule, b.rule) || order(aText, bText);
    })
    .map(([, finding]) => finding);
}

/** By code units: the order must not depend on the machine's language. */
const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
