import { parseDockerfile } from "../dockerfile";
import type { Finding } from "../finding";
import type { Subject } from "../rule";
import { relativeTo } from "../text/relative";
import type { SourceText } from "../text/source";
import { IGNORE_MARKER, type IgnoreComment, readIgnoreComment } from "./ignore-comment";

/** A comment that silences findings, where it stands, and what came of it. Files are relative to the working directory. */
export interface SuppressionComment extends IgnoreComment {
  readonly file: string;
  readonly source: SourceText;
  /** 1-based. */
  readonly line: number;
  /** It counts no more: findings that it would silence are reported. */
  readonly expired: boolean;
  /** Whether this run can tell that it silences nothing: what it stands above is in the image. */
  readonly judged: boolean;
  /** The rules of which it met a finding. */
  readonly met: Set<string>;
}

export interface Suppressions {
  /** The reason why a finding is silenced; undefined where it is not. */
  reasonFor(finding: Finding): string | undefined;
  readonly comments: readonly SuppressionComment[];
}

export interface SuppressionOptions {
  readonly directory: string;
  /** The ids that a comment may name. */
  readonly knownRules: readonly string[];
  /** The day, `2027-01-31`; where it is not given, no comment expires. */
  readonly today?: string;
}

interface Line {
  readonly line: number;
  readonly text: string;
}

/** Comments, and the lines `first` to `last` that they speak of. */
interface Block {
  readonly first: number;
  readonly last: number;
  readonly comments: readonly Line[];
}

interface Silencer extends Pick<Block, "first" | "last"> {
  readonly file: string;
  reasonFor(finding: Finding): string | undefined;
}

/**
 * Reads the comments that silence findings: ours, directly above an instruction, above a line inside one, or above a line of
 * the ignore file or of the file that describes the build; and BuildKit's `# check=skip=SecretsUsedInArgOrEnv`.
 */
export function readSuppressions(subject: Subject, options: SuppressionOptions): Suppressions {
  const silencers: Silencer[] = [];
  const comments: SuppressionComment[] = [];
  const read = (source: SourceText, blocksOf: (source: SourceText) => readonly Block[]) => {
    // Few files hold such a comment, and a search is cheap: only those are read a second time.
    if (!source.text.includes("check=") && !source.text.includes(IGNORE_MARKER)) return;
    const file = relativeTo(options.directory, source.path);
    for (const { first, last, comments: lines } of blocksOf(source)) {
      for (const { line, text } of lines) {
        if (skipsNameCheck(text)) silencers.push({ file, first, last, reasonFor: skippedByBuildKit });
        const said = readIgnoreComment(text, options.knownRules);
        if (!said) continue;
        const expired = said.until !== undefined && options.today !== undefined && options.today > said.until;
        const judged = source !== subject.dockerfile || ships(subject, first);
        const comment = { ...said, file, source, line, expired, judged, met: new Set<string>() };
        comments.push(comment);
        silencers.push({ file, first, last, reasonFor: (finding) => silencedBy(comment, finding) });
      }
    }
  };
  read(subject.dockerfile, instructionBlocks);
  for (const source of definitionsOf(subject)) read(source, entryBlocks);
  if (subject.context.ignoreFile) read(subject.context.ignoreFile.source, lineBlocks);
  return {
    comments,
    reasonFor(finding) {
      const { line } = finding.range.start;
      const reasons = silencers
        .filter(({ file, first, last }) => file === finding.file && first <= line && line <= last)
        .map((silencer) => silencer.reasonFor(finding));
      return reasons.find((reason) => reason !== undefined);
    },
  };
}

/** The files that describe the build; comments begin with `#` in all that have any. */
const definitionsOf = ({ build: { origin } }: Subject): ReadonlySet<SourceText> =>
  new Set(origin ? [origin.source, ...origin.arguments.map(({ source }) => source)] : []);

function silencedBy(comment: SuppressionComment, { rule, secret }: Finding): string | undefined {
  const { rules, name, reason, expired, met } = comment;
  if (!rules.includes(rule) || (name !== undefined && secret.name !== name)) return undefined;
  met.add(rule);
  return expired ? undefined : reason;
}

/** Whether the stage of a line is in the image; another target may have it, so that a comment there is nobody's mistake. */
function ships({ image }: Subject, line: number): boolean {
  const stage = image.stages.findLast((each) => each.line <= line);
  return stage === undefined || stage.role === "shipped";
}

/** Each instruction, the lines inside it that have a comment above them, and the whole file for the directive at its top. */
function instructionBlocks(source: SourceText): Block[] {
  const { instructions, directives } = parseDockerfile(source.text);
  const comments = directives.check === undefined ? [] : [{ line: 1, text: `check=${directives.check}` }];
  return [
    { first: 1, last: source.lineCount, comments },
    ...instructions.flatMap(({ startLine, endLine }) => [
      { first: startLine, last: endLine, comments: commentsAbove(source, startLine) },
      ...lineBlocks(source, startLine + 1, endLine),
    ]),
  ];
}

/** The lines that have comments directly above them, from `from` to `to`. */
function lineBlocks(source: SourceText, from = 1, to = source.lineCount): Block[] {
  const blocks: Block[] = [];
  for (let line = from + 1; line <= to; line++) {
    if (!isComment(source.line(line - 1)) || isComment(source.line(line))) continue;
    const comments = commentsAbove(source, line, from);
    // A finding about the file as a whole stands at its first line, which may be the comment itself.
    blocks.push({ first: comments[0]?.line ?? line, last: line, comments });
  }
  return blocks;
}

/** The same, where a comment above `build-args: |` speaks of all the lines of that text, in which none can stand. */
const entryBlocks = (source: SourceText): Block[] =>
  lineBlocks(source).map((block) => ({ ...block, last: lastOfText(source, block.last) }));

/** The last line of a YAML block text that begins on a line; the line itself where none does. */
function lastOfText(source: SourceText, line: number): number {
  if (!/[|>][-+0-9]{0,2}$/.test(source.line(line).trimEnd())) return line;
  const indent = source.line(line).search(/\S/);
  let last = line;
  for (let next = line + 1; next <= source.lineCount; next++) {
    const start = source.line(next).search(/\S/);
    if (start >= 0 && start <= indent) break;
    if (start >= 0) last = next;
  }
  return last;
}

function commentsAbove(source: SourceText, line: number, from = 1): Line[] {
  const comments: Line[] = [];
  for (let above = line - 1; above >= from && isComment(source.line(above)); above--)
    comments.unshift({ line: above, text: source.line(above).trimStart().slice(1).trim() });
  return comments;
}

const isComment = (line: string): boolean => line.trimStart().startsWith("#");

/** `check=skip=RuleA,RuleB reason`: the value ends at the first space, `;` parts its settings (11.2). */
function skipsNameCheck(comment: string): boolean {
  if (!comment.startsWith("check=")) return false;
  const settings = comment.slice("check=".length).split(/\s/, 1)[0]!.split(";");
  const skipped = settings
    .filter((setting) => setting.startsWith("skip="))
    .flatMap((setting) => setting.slice("skip=".length).split(","));
  return skipped.includes("SecretsUsedInArgOrEnv") || skipped.includes("all");
}

/** That check looks at names only (11.1), so skipping it says nothing about a value that is a secret by itself. */
const skippedByBuildKit = ({ rule, confidence }: Finding): string | undefined =>
  confidence !== "high" && (rule === "secret-in-arg" || rule === "secret-in-env")
    ? "BuildKit's check SecretsUsedInArgOrEnv is skipped here"
    : undefined;
