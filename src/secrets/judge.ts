import { fileJudge, secretsInFile } from "./files";
import { findTokens } from "./tokens";
import type { Confidence, FileVerdict, Token, ValueVerdict } from "./types";
import { judgeValue } from "./values";

/** What says which values and files are secret. */
export interface Judge {
  findTokens(text: string): readonly Token[];
  judgeValue(name: string | undefined, value: string): ValueVerdict;
  /** The secrets in a text that something writes to a path. */
  secretsInFile(
    path: string,
    text: string,
  ): readonly { readonly kind: string; readonly value: string; readonly confidence: Confidence }[];
  /** Asked for each file of a context: anything but undefined where the path is worth a look. */
  byName(path: string, name: string): unknown;
  /** The content is read where it is asked for. */
  judge(path: string, readContent: () => Uint8Array | undefined): FileVerdict | undefined;
}

const plain: Judge = { ...fileJudge, findTokens, judgeValue, secretsInFile };

/** The judge that also calls secret whatever one of these patterns matches, in a value or in any file. */
export function judgeWith(patterns: readonly RegExp[]): Judge {
  if (patterns.length === 0) return plain;
  const matches = (text: string) => joined(findMatches(patterns, text));
  return {
    findTokens: (text) => joined([...findTokens(text), ...matches(text)]),
    judgeValue(name, value) {
      const known = judgeValue(name, value);
      const [own] = known.verdict === "secret" ? [] : matches(value);
      return own ? { verdict: "secret", ...own } : known;
    },
    secretsInFile: (path, text) => [
      ...secretsInFile(path, text),
      ...matches(text).map(({ kind, span, confidence }) => ({
        kind,
        value: text.slice(span.start, span.end),
        confidence,
      })),
    ],
    byName: () => true,
    judge(path, readContent) {
      const bytes = readContent();
      return fileJudge.judge(path, () => bytes) ?? judgeBytes(bytes, matches);
    },
  };
}

function judgeBytes(
  bytes: Uint8Array | undefined,
  matches: (text: string) => readonly Token[],
): FileVerdict | undefined {
  const found = matches(new TextDecoder().decode(bytes));
  return found.length > 0
    ? { kind: "secret", holds: "a value of a secret pattern", confidence: "high", names: [], by: "content" }
    : undefined;
}

/** Tokens in order; overlapping ones become one, of the kind of the first that is no mere risk. */
function joined(tokens: readonly Token[]): Token[] {
  const apart: Token[] = [];
  for (const token of [...tokens].sort((a, b) => a.span.start - b.span.start)) {
    const last = apart.at(-1);
    if (last && token.span.start < last.span.end) {
      const end = Math.max(last.span.end, token.span.end);
      apart[apart.length - 1] = { ...(last.risk ? token : last), span: { start: last.span.start, end } };
    } else apart.push(token);
  }
  return apart;
}

const findMatches = (patterns: readonly RegExp[], text: string): Token[] =>
  patterns.flatMap((pattern) =>
    [...text.matchAll(new RegExp(pattern, pattern.flags.includes("g") ? pattern.flags : `${pattern.flags}g`))]
      .filter(([match]) => match !== "")
      .map(({ index, 0: match }) => ({
        kind: "secret",
        span: { start: index, end: index + match.length },
        confidence: "high",
      })),
  );
