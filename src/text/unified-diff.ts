import { type Hunk, lineDiff, linesOf } from "./line-diff";

/** Lines around a change that are shown with it. */
const CONTEXT = 3;

/** The difference of two texts in the unified format, `before` undefined for a new file; empty where there is none. Lines go through `show`. */
export function unifiedDiff(
  path: string,
  before: string | undefined,
  after: string,
  show: (line: string, side: "before" | "after", index: number) => string = (line) => line,
): string {
  const old = linesOf(before ?? "");
  const now = linesOf(after);
  const groups = grouped(lineDiff(old, now));
  if (groups.length === 0) return "";
  const parts = groups.map((hunks) => {
    const [first, last] = [hunks[0]!, hunks.at(-1)!];
    const lead = Math.min(CONTEXT, first.before.start);
    const trail = Math.min(CONTEXT, old.length - last.before.end);
    const from = { old: first.before.start - lead, now: first.after.start - lead };
    const to = { old: last.before.end + trail, now: last.after.end + trail };
    const lines: string[] = [];
    let at = from.old;
    const kept = (end: number) => {
      for (; at < end; at++) lines.push(written(" ", show(old[at]!, "before", at)));
    };
    for (const hunk of hunks) {
      kept(hunk.before.start);
      for (; at < hunk.before.end; at++) lines.push(written("-", show(old[at]!, "before", at)));
      for (let line = hunk.after.start; line < hunk.after.end; line++)
        lines.push(written("+", show(now[line]!, "after", line)));
    }
    kept(to.old);
    return `@@ -${span(from.old, to.old)} +${span(from.now, to.now)} @@\n${lines.join("")}`;
  });
  return `--- ${before === undefined ? "/dev/null" : `a/${path}`}\n+++ b/${path}\n${parts.join("")}`;
}

/** Changes whose surroundings meet are shown as one. */
function grouped(hunks: readonly Hunk[]): Hunk[][] {
  const groups: Hunk[][] = [];
  for (const hunk of hunks) {
    const last = groups.at(-1)?.at(-1);
    if (last && hunk.before.start - last.before.end <= 2 * CONTEXT) groups.at(-1)!.push(hunk);
    else groups.push([hunk]);
  }
  return groups;
}

const span = (start: number, end: number): string =>
  end - start === 1 ? String(start + 1) : `${end > start ? start + 1 : start},${end - start}`;

const written = (sign: string, line: string): string =>
  line.endsWith("\n") ? sign + line : `${sign}${line}\n\\ No newline at end of file\n`;
