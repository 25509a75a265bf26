import type { SourceText, Span } from "../text/source";
import { matchCopySource } from "./copy-glob";
import type { BuildContext } from "./types";

/** A line of an ignore file that looks like protection of a path and is none. */
export interface IgnoreGap {
  readonly source: SourceText;
  /** The pattern as written. */
  readonly span: Span;
  /** nested: holds at the root only; excepted: a `!` line lets it in again; comment: `#` behind a pattern is part of it; replaced: this file is not read. */
  readonly kind: "nested" | "excepted" | "comment" | "replaced";
}

/** Why a path that is sent is not kept out by the ignore file, where a line of it looks as if it were. */
export function ignoreGapOf(context: BuildContext, path: string): IgnoreGap | undefined {
  const { ignoreFile, replacedIgnoreFile } = context;
  if (ignoreFile) {
    const { source, rules } = ignoreFile;
    const deciding = rules.decidingLine(path);
    for (const { line, text } of patternLines(source)) {
      const start = source.lineSpan(line).start + source.line(line).indexOf(text);
      const gap = (kind: IgnoreGap["kind"]): IgnoreGap => ({
        source,
        span: { start, end: start + text.length },
        kind,
      });
      if (text.startsWith("!")) {
        if (line === deciding) return gap("excepted");
        continue;
      }
      const comment = text.search(/\s#/);
      if (comment > 0 && namesAnywhere(text.slice(0, comment).trim(), path)) return gap("comment");
      if (path.includes("/") && namesNested(text, path)) return gap("nested");
    }
  }
  if (ignoreFile && replacedIgnoreFile && verdictIsIgnored(replacedIgnoreFile.rules, path)) {
    const { source } = ignoreFile;
    return { source, span: source.lineSpan(1), kind: "replaced" };
  }
  return undefined;
}

function* patternLines(source: SourceText): Generator<{ readonly line: number; readonly text: string }> {
  for (let line = 1; line <= source.lineCount; line++) {
    const text = source.line(line);
    if (!text.startsWith("#") && text.trim() !== "") yield { line, text: text.trim() };
  }
}

/** A pattern without a slash inside: git would look for it at every depth, Docker looks at the root (dockerignore rule 21). */
function namesNested(pattern: string, path: string): boolean {
  const name = pattern.replace(/^\/|\/$/g, "");
  if (name.includes("/") || name.startsWith("**")) return false;
  return namesAnywhere(name, path);
}

const namesAnywhere = (pattern: string, path: string): boolean => {
  const name = pattern.replace(/^(?:\*\*)?\/|\/$/g, "");
  // A pattern of wildcards alone (`*`) is no sign that somebody thought of this file.
  if (/^[*?]*$/.test(name)) return false;
  return path.split("/").some((segment) => segmentMatches(name, segment));
};

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
