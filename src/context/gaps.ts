import type { SourceText, Span } from "../text/source";
import { matchCopySource } from "./copy-glob";
import type { BuildContext } from "./types";

/**
 * nested: holds at the root only; excepted: a `!` line lets it in again; comment: `#` behind a pattern is part of it; replaced: this file
 * is not read; case, braces, class: would name the path if Docker read letters, `{a,b}` or `[!a]` as others do (dockerignore rules 28, 31, 32).
 */
export type GapKind = "nested" | "excepted" | "comment" | "replaced" | "case" | "braces" | "class";

/** A line of an ignore file that looks like protection of a path and is none. */
export interface IgnoreGap {
  readonly source: SourceText;
  /** The pattern as written. */
  readonly span: Span;
  readonly kind: GapKind;
}

/** Why a path that is sent is not kept out by the ignore file, where a line of it looks as if it were. */
export function ignoreGapOf(context: BuildContext, path: string): IgnoreGap | undefined {
  const { ignoreFile, replacedIgnoreFile } = context;
  if (!ignoreFile) return undefined;
  const { source, rules } = ignoreFile;
  const lines = patternLines(source);
  const deciding = lines.find(({ line }) => line === rules.decidingLine(path));
  // An exception that lets it in is the reason, whatever stands elsewhere.
  if (deciding?.text.startsWith("!")) return { source, span: deciding.span, kind: "excepted" };
  for (const { text, span } of lines) {
    const kind = text.startsWith("!") ? undefined : gapKindOf(text, path);
    if (kind) return { source, span, kind };
  }
  return replacedIgnoreFile && verdictIsIgnored(replacedIgnoreFile.rules, path)
    ? { source, span: source.lineSpan(1), kind: "replaced" }
    : undefined;
}

function gapKindOf(pattern: string, path: string): GapKind | undefined {
  const comment = pattern.search(/\s#/);
  if (comment > 0 && namesAnywhere(pattern.slice(0, comment).trim(), path)) return "comment";
  if (path.includes("/") && namesNested(pattern, path)) return "nested";
  return readElsewhere(pattern, path);
}

function patternLines(
  source: SourceText,
): { readonly line: number; readonly text: string; readonly span: Span }[] {
  return Array.from({ length: source.lineCount }, (_, index) => index + 1).flatMap((line) => {
    const whole = source.line(line);
    const text = whole.trim();
    if (whole.startsWith("#") || text === "") return [];
    const start = source.lineSpan(line).start + whole.indexOf(text);
    return { line, text, span: { start, end: start + text.length } };
  });
}

/** A pattern without a slash inside: git would look for it at every depth, Docker looks at the root (dockerignore rule 21). */
function namesNested(pattern: string, path: string): boolean {
  const name = pattern.replace(/^(?:\.?\/)+|\/$/g, "");
  if (name.includes("/") || name.startsWith("**")) return false;
  return namesAnywhere(name, path.slice(path.indexOf("/") + 1));
}

/** How others would have to read a pattern for it to name the path. */
function readElsewhere(pattern: string, path: string): GapKind | undefined {
  if (namesAnywhere(pattern.toLowerCase(), path.toLowerCase()) && !namesAnywhere(pattern, path))
    return "case";
  if (pattern.includes("[!") && namesAnywhere(pattern.replaceAll("[!", "[^"), path)) return "class";
  return alternatives(pattern).some((each) => namesAnywhere(each, path)) ? "braces" : undefined;
}

/** `a.{b,c}` as a shell reads it: the first braces only, as hardly a pattern has two. */
function alternatives(pattern: string): string[] {
  const braces = /^([^{}]{0,200})\{([^{},]{0,100}(?:,[^{},]{0,100}){1,20})\}([^{}]{0,200})$/.exec(pattern);
  return braces ? (braces[2] ?? "").split(",").map((part) => `${braces[1]}${part}${braces[3]}`) : [];
}

const namesAnywhere = (pattern: string, path: string): boolean => {
  const name = pattern.replace(/^(?:\*\*)?\/|\/$/g, "");
  // A pattern of wildcards alone (`*`) is no sign that somebody thought of this file.
  if (/^[*?]*$/.test(name)) return false;
  const segments = path.split("/");
  const last = segments.length - 1;
  return segments.some(
    (segment, at) => (at === last || TELLING.test(segment)) && segmentMatches(name, segment),
  );
};

/** A directory whose name says that somebody thought of secrets; `config` and `src` stand in many places for many reasons. */
const TELLING = /^\.|secret|credential|private|password|keys?$|certs?$|vault|ssh/i;

const segmentMatches = (pattern: string, segment: string): boolean => {
  try {
    return matchCopySource(pattern, segment);
  } catch {
    return false;
  }
};

const verdictIsIgnored = (rules: { verdict(path: string): string }, path: string): boolean => {
  try {
    return rules.verdict(path) === "ignored";
  } catch {
    return false;
  }
};
