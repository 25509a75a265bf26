import type { Finding, Problem } from "../finding";
import type { Draft, Rule, Subject } from "../rule";
import { relativeTo } from "../text/relative";
import { withFingerprints } from "./fingerprint";
import { readSuppressions } from "./suppressions";

export interface Checked {
  /** Sorted by file, line, column and rule. */
  readonly findings: readonly Finding[];
  /** How many findings a comment silenced. */
  readonly suppressed: number;
  readonly problems: readonly Problem[];
}

/**
 * Asks every rule about one build. Drafts come with absolute paths and go out relative to `directory`, which is absolute.
 * `knownRules` are the ids that a suppression may name, also those of rules that do not run now.
 * Never throws: a rule that does is a problem, and the other rules still run.
 */
export function runRules(
  rules: readonly Rule[],
  subject: Subject,
  directory: string,
  knownRules: readonly string[] = rules.map(({ id }) => id),
): Checked {
  const problems: Problem[] = [];
  const found = rules.flatMap((rule) => check(rule, subject, directory, problems));
  const suppressions = readSuppressions(subject, directory, knownRules);
  const kept = found.filter((finding) => !suppressions.silence(finding));
  return {
    findings: withFingerprints(sortedOnce(kept)),
    suppressed: found.length - kept.length,
    problems: [...problems, ...suppressions.problems],
  };
}

type Unmarked = Omit<Finding, "fingerprint">;

function check(rule: Rule, subject: Subject, directory: string, problems: Problem[]): Unmarked[] {
  try {
    return rule.check(subject).map((draft) => ({ rule: rule.id, ...relative(draft, directory) }));
  } catch {
    // What the error says may quote the Dockerfile, and with it a secret.
    problems.push({
      file: relativeTo(directory, subject.build.dockerfile),
      message: `The rule ${rule.id} failed on this file; the other rules ran.`,
      help: "This is a bug of Watertight: please report it with a Dockerfile that shows it.",
    });
    return [];
  }
}

function relative(draft: Draft, directory: string): Draft {
  const at = <T extends { readonly file: string }>(place: T): T => ({
    ...place,
    file: relativeTo(directory, place.file),
  });
  return {
    ...at(draft),
    trace: draft.trace.map(at),
    ...(draft.fix && { fix: { ...draft.fix, edits: draft.fix.edits.map(at) } }),
    ...(draft.related && {
      related: draft.related.map((item) =>
        item.file === undefined ? item : { ...item, file: relativeTo(directory, item.file) },
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
