import type { DockerfileWord, Statement } from "../dockerfile/types";
import type { Change } from "../text/edits";
import type { Span } from "../text/source";
import type { DockerfileText, StatementOf } from "./dockerfile-text";

/** Comments that speak to a tool about the instruction below them. */
const PRAGMA = /^#\s*(?:hadolint\s+ignore|check\s*=\s*skip|watertight\s+ignore|checkov:skip|trivy:ignore)/i;

/**
 * Takes out a whole instruction. Comments stay, but for those directly above it that silence a tool or speak of one of `names`.
 * Of two blank lines that would meet, one goes.
 */
export function removeInstruction(
  dockerfile: DockerfileText,
  statement: Statement,
  names: readonly string[] = [],
): Change {
  const { source, text } = dockerfile;
  const { start, end } = dockerfile.linesOf(statement);
  let first = statement.instruction.startLine;
  const speaks = (line: string) =>
    /^\s*#/.test(line) && (PRAGMA.test(line.trim()) || names.some((name) => line.includes(name)));
  while (first > 2 && speaks(source.line(first - 1))) first--;
  const from = first === statement.instruction.startLine ? start : source.lineSpan(first).start;
  const isBlank = (line: number) => line >= 1 && line <= source.lineCount && source.line(line).trim() === "";
  const after = statement.instruction.endLine + 1;
  if (isBlank(first - 1) && after <= source.lineCount && isBlank(after) && end < text.length)
    return { start: from, end: source.lineSpan(after + 1).start, text: "" };
  // The last line of a file without a line end takes that of the line above with it.
  if (end === text.length && !text.endsWith("\n") && from > 0)
    return { start: source.lineSpan(first - 1).end, end, text: "" };
  return { start: from, end, text: "" };
}

/** Takes names out of an ARG, ENV or LABEL; the instruction goes with its last one. The style of the other lines stays. */
export function removePairs(
  dockerfile: DockerfileText,
  statement: StatementOf<"arg" | "env" | "label">,
  removed: (name: string) => boolean,
): Change[] {
  const { pairs } = statement;
  const names = pairs.map(({ name }) => name.text).filter(removed);
  if (names.length === 0) return [];
  if (names.length === pairs.length) return [removeInstruction(dockerfile, statement, names)];
  return removeItems(
    pairs.map(({ span }) => span),
    pairs.map(({ name }) => removed(name.text)),
  );
}

/** Takes sources out of a COPY or ADD that keeps others. */
export function removeSources(
  statement: StatementOf<"copy" | "add">,
  removed: (source: DockerfileWord) => boolean,
): Change[] {
  const words = [...statement.sources, statement.destination];
  return removeItems(
    words.map(({ span }) => span),
    words.map((word) => word !== statement.destination && removed(word)),
  );
}

/** Takes items out of a list, each with what stands between it and the next, or for the last ones with what stands before. */
export function removeItems(spans: readonly Span[], removed: readonly boolean[]): Change[] {
  const changes: Change[] = [];
  for (let at = 0; at < spans.length; at++) {
    if (!removed[at]) continue;
    let end = at;
    while (end < spans.length && removed[end]) end++;
    const next = spans[end];
    if (next) changes.push({ start: spans[at]!.start, end: next.start, text: "" });
    else if (at > 0) changes.push({ start: spans[at - 1]!.end, end: spans[end - 1]!.end, text: "" });
    at = end;
  }
  return changes;
}

/** Frontends that know `env=` of a secret mount: 1.10 and later (docker/dockerfile release notes of 1.10.0). */
export type EnvMounts = "yes" | "with a syntax line" | "no";

/**
 * Whether secrets can be mounted as variables. Without a `# syntax` line the frontend is that of the engine, which may be older than
 * 1.10 (Docker Engine before 27.3), so a line is added. A line that pins an older one, or names another frontend, is respected.
 */
export function envMounts({ parsed }: DockerfileText): EnvMounts {
  const { syntax } = parsed.directives;
  if (syntax === undefined) return "with a syntax line";
  const version = /^(?:docker\.io\/)?docker\/dockerfile(?:-upstream)?(?::([\w.-]+))?(?:@|\s|$)/.exec(syntax);
  if (!version) return "no";
  const minor = /^1\.(\d+)/.exec(version[1] ?? "");
  return minor && Number(minor[1]) < 10
    ? "no"
    : /^[a-z]|^1(?:-|$|\.)/.test(version[1] ?? "latest")
      ? "yes"
      : "no";
}

/** Puts `# syntax=docker/dockerfile:1` into the first line, above every other directive and comment (build-semantics 0.2). */
export function withSyntaxLine(dockerfile: DockerfileText): DockerfileText {
  if (dockerfile.parsed.directives.syntax !== undefined) return dockerfile;
  const start = dockerfile.text.startsWith("\uFEFF") ? 1 : 0;
  return dockerfile.with([{ start, end: start, text: `# syntax=docker/dockerfile:1${dockerfile.lineEnd}` }]);
}

/** Longer lines are broken before what follows the mounts. */
const WIDEST = 100;

/** Gives a RUN mounts, in front of those it has. A RUN of several lines gets a line for each. `more` is how much longer it gets besides. */
export function addMounts(
  dockerfile: DockerfileText,
  statement: StatementOf<"run">,
  mounts: readonly string[],
  more = 0,
): Change[] {
  const { instruction } = statement;
  const has = new Set(instruction.flags);
  const flags = [...new Set(mounts.map((mount) => `--mount=${mount}`))].filter((flag) => !has.has(flag));
  if (flags.length === 0) return [];
  const { text, source, parsed, lineEnd } = dockerfile;
  const start = instruction.keywordSpan.end;
  const firstLine = source.lineSpan(instruction.startLine);
  const heredoc = instruction.heredocs.length > 0;
  const isLong = instruction.endLine > instruction.startLine && !heredoc;
  const inline = ` ${flags.join(" ")}`;
  if (!isLong && (heredoc || firstLine.end - firstLine.start + inline.length + more <= WIDEST))
    return [{ start, end: start, text: inline }];
  const second = source.line(instruction.startLine + 1);
  const indent = isLong ? (/^[ \t]*/.exec(second)?.[0] ?? "") || "    " : "    ";
  const glue = ` ${parsed.escape}${lineEnd}${indent}`;
  let end = start;
  while (end < text.length && (text[end] === " " || text[end] === "\t")) end++;
  // `RUN \` has its command on the next line already.
  const open = text[end] === parsed.escape && /^[ \t]*\r?\n/.test(text.slice(end + 1, end + 80));
  return [{ start, end: open ? start : end, text: ` ${flags.join(glue)}${open ? "" : glue}` }];
}
