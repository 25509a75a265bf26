import { parseDockerfile } from "../dockerfile";
import type { Finding, Problem } from "../finding";
import type { Subject } from "../rule";
import { relativeTo } from "../text/relative";
import type { SourceText } from "../text/source";
import { nearest } from "./nearest";

export interface Suppressions {
  silence(finding: Omit<Finding, "fingerprint">): boolean;
  readonly problems: readonly Problem[];
}

/** What a comment silences on the lines `first` to `last` of `file`. */
interface Suppression {
  readonly file: string;
  readonly first: number;
  readonly last: number;
  covers(finding: Omit<Finding, "fingerprint">): boolean;
}

interface Block {
  readonly first: number;
  readonly last: number;
  readonly comments: readonly { readonly line: number; readonly text: string }[];
}

const MARKER = "watertight ignore=";

/**
 * Reads the comments that silence findings: `# watertight ignore=<rule>[,<rule>…] [secret=<name>] reason=<text>` directly above an
 * instruction or above a line of the ignore file, and BuildKit's `# check=skip=SecretsUsedInArgOrEnv`.
 */
export function readSuppressions(
  subject: Subject,
  directory: string,
  knownRules: readonly string[],
): Suppressions {
  const found: Suppression[] = [];
  const problems: Problem[] = [];
  const read = (source: SourceText, blocksOf: (source: SourceText) => readonly Block[]) => {
    // Few files hold such a comment, and a search is cheap: only those are read a second time.
    if (!source.text.includes("check=") && !source.text.includes(MARKER)) return;
    const file = relativeTo(directory, source.path);
    for (const { first, last, comments } of blocksOf(source)) {
      for (const { line, text } of comments) {
        const covers = skipsNameCheck(text)
          ? isNameBased
          : ownComment(text, file, line, knownRules, problems);
        if (covers) found.push({ file, first, last, covers });
      }
    }
  };
  read(subject.dockerfile, instructionBlocks);
  if (subject.context.ignoreFile) read(subject.context.ignoreFile.source, lineBlocks);
  const silence = (finding: Omit<Finding, "fingerprint">) => {
    const { line } = finding.range.start;
    return found.some(
      ({ file, first, last, covers }) =>
        file === finding.file && first <= line && line <= last && covers(finding),
    );
  };
  return { silence, problems };
}

/** Each instruction, and the whole file for the directive at its top. */
function instructionBlocks(source: SourceText): Block[] {
  const { instructions, directives } = parseDockerfile(source.text);
  const comments = directives.check === undefined ? [] : [{ line: 1, text: `check=${directives.check}` }];
  const whole = { first: 1, last: source.lineCount, comments };
  return [
    whole,
    ...instructions.map(({ startLine, endLine }) => ({
      first: startLine,
      last: endLine,
      comments: commentsAbove(source, startLine),
    })),
  ];
}

function lineBlocks(source: SourceText): Block[] {
  const blocks: Block[] = [];
  for (let line = 2; line <= source.lineCount; line++) {
    if (source.line(line - 1).startsWith("#") && !source.line(line).startsWith("#")) {
      const comments = commentsAbove(source, line);
      // A finding about the file as a whole stands at its first line, which may be the comment itself.
      blocks.push({ first: comments[0]?.line ?? line, last: line, comments });
    }
  }
  return blocks;
}

function commentsAbove(source: SourceText, line: number): Block["comments"] {
  const comments: { line: number; text: string }[] = [];
  for (let above = line - 1; above >= 1; above--) {
    const text = source.line(above).trimStart();
    if (!text.startsWith("#")) break;
    comments.unshift({ line: above, text: text.slice(1).trim() });
  }
  return comments;
}

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
const isNameBased = ({ rule, confidence }: Omit<Finding, "fingerprint">): boolean =>
  confidence !== "high" && (rule === "secret-in-arg" || rule === "secret-in-env");

function ownComment(
  comment: string,
  file: string,
  line: number,
  knownRules: readonly string[],
  problems: Problem[],
): Suppression["covers"] | undefined {
  if (!comment.startsWith(MARKER)) return undefined;
  const [before = "", reason = ""] = splitAt(comment.slice(MARKER.length), "reason=");
  const [ids = "", name] = splitAt(before, "secret=");
  const rules = ids.split(/[\s,]+/).filter((id) => id !== "");
  for (const id of rules) {
    if (knownRules.includes(id)) continue;
    problems.push({
      file,
      line,
      message: `This comment ignores ${/^[a-z-]{1,40}$/.test(id) ? `the rule ${id}` : "a rule"}, which does not exist.`,
      help: `The nearest rule is ${nearest(id.slice(0, 40), knownRules) ?? "none"}.`,
    });
  }
  if (reason === "") {
    problems.push({
      file,
      line,
      message: "This comment gives no reason, so it does not count.",
      help: "End it with reason=<why this is no leak>.",
    });
    return undefined;
  }
  return (finding) => rules.includes(finding.rule) && (name === undefined || finding.secret.name === name);
}

/** What stands before a setting, and its value; the value is undefined where the setting is not there. */
function splitAt(text: string, setting: string): [string, string | undefined] {
  const at = text.search(new RegExp(`(?:^|\\s)${setting}`));
  if (at < 0) return [text.trim(), undefined];
  return [text.slice(0, at).trim(), text.slice(text.indexOf(setting, at) + setting.length).trim()];
}
