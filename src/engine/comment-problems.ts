import type { Fix, Problem } from "../finding";
import type { Span } from "../text/source";
import type { SuppressionComment } from "./suppressions";

/**
 * What is wrong with the comments that silence findings: mistakes, those that expired, and rules of which they silence nothing.
 * The same comment may have been read for several builds of one Dockerfile: it is of use where one of them meets a finding.
 * `ran` are the ids of the rules that were asked; a comment for another rule cannot be judged.
 */
export function commentProblems(comments: readonly SuppressionComment[], ran: readonly string[]): Problem[] {
  const byPlace = new Map<string, SuppressionComment[]>();
  for (const comment of comments) {
    const place = `${comment.file}:${comment.line}`;
    byPlace.set(place, [...(byPlace.get(place) ?? []), comment]);
  }
  return [...byPlace.values()].flatMap((same) => problemsOf(same, ran));
}

function problemsOf(same: readonly SuppressionComment[], ran: readonly string[]): Problem[] {
  const comment = same[0]!;
  const { file, line, mistakes, reason, rules, until, expired } = comment;
  const warn = (message: string, help: string, fix?: Fix): Problem => {
    return { file, line, severity: "warning", message, help, ...(fix && { fix }) };
  };
  const wrong = mistakes.map(({ message, help }) => warn(message, help));
  if (reason === undefined) return wrong;
  const met = (rule: string) => same.some((each) => each.met.has(rule));
  const unused = same.some(({ judged }) => judged)
    ? rules.filter((rule) => ran.includes(rule) && !met(rule))
    : [];
  const left = rules.filter((rule) => !unused.includes(rule));
  if (unused.length > 0)
    wrong.push(
      warn(
        `This comment silences nothing of ${unused.join(", ")}.`,
        left.length > 0 ? "Take the rule out of it." : "Remove it.",
        left.length > 0 ? narrowed(comment, unused) : removed(comment),
      ),
    );
  if (expired && left.length > 0)
    wrong.push(
      warn(
        `This comment expired after ${until}, so what it silenced is reported.`,
        "Mend the finding, or look at it again and give a later day.",
        removed(comment),
      ),
    );
  return wrong;
}

const fixOf = (title: string, { file, source }: SuppressionComment, span: Span, text: string): Fix => ({
  title,
  safety: "safe",
  advice: [],
  edits: [{ file, range: source.range(span), text }],
  commands: [],
});

/** The comment's line, and its line end. */
function removed(comment: SuppressionComment): Fix {
  const { source, line } = comment;
  const { start, end } = source.lineSpan(line);
  const next = source.lineSpan(line + 1).start;
  return fixOf("Remove the comment", comment, { start, end: Math.max(end, next) }, "");
}

function narrowed(comment: SuppressionComment, unused: readonly string[]): Fix {
  const { source, line } = comment;
  const { start } = source.lineSpan(line);
  const text = source.line(line);
  const list = text.indexOf("ignore=") + "ignore=".length;
  // The rules stand up to the next setting or the dashes.
  const length = text.slice(list).search(/\s+(?:[a-z]+=|--(?:\s|$))/);
  const span = { start: start + list, end: start + list + length };
  const kept = text.slice(list, list + length).split(/[\s,]+/);
  const left = kept.filter((id) => !unused.includes(id)).join(",");
  return fixOf(`Take ${unused.join(", ")} out of the comment`, comment, span, left);
}
