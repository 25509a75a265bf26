import { fileJudge, judgeFile, secretsInFile } from "./files";
import { judgeName } from "./names";
import { findTokens } from "./tokens";
import type { FileVerdict, NameVerdict, SecretText, Token, ValueVerdict } from "./types";
import { judgeValue } from "./values";

/** What a project calls secret besides what is known as such, and what not. */
export interface OwnSecrets {
  /** What these match is secret, in values and in any file of the context. */
  readonly patterns?: readonly RegExp[];
  /** Whether a variable of this name holds a secret. */
  readonly isSecretName?: (name: string) => boolean;
  /** Whether this name says nothing, whatever it looks like; a value is then judged by its shape alone. */
  readonly isOrdinaryName?: (name: string) => boolean;
  /** Whether a file of the context is secret as a whole, by its path in the context. */
  readonly isSecretFile?: (path: string) => boolean;
}

/** What says which names, values and files are secret. */
export interface Judge {
  judgeName(name: string): NameVerdict;
  findTokens(text: string): readonly Token[];
  judgeValue(name: string | undefined, value: string): ValueVerdict;
  /** The secrets in a text that something writes to a path. */
  secretsInFile(path: string, text: string): readonly SecretText[];
  /** Asked for each folder of a context, which is empty or ends in `/`: what gives anything but undefined for the name of a file that is worth a look. */
  namesIn(folder: string): (name: string) => unknown;
  /** The content is read where it is asked for. */
  judge(path: string, readContent: () => Uint8Array | undefined): FileVerdict | undefined;
}

const plain: Judge = {
  ...fileJudge,
  judgeName,
  // Most words are short, and no token is.
  findTokens: (text) => (text.length < 8 ? [] : findTokens(text)),
  judgeValue,
  secretsInFile,
};

/** The judge that knows what is secret anywhere, and what a project calls so. */
export function judgeWith(own: OwnSecrets): Judge {
  const named = own.isSecretName || own.isOrdinaryName ? withNames(plain, own) : plain;
  const matching = own.patterns?.length ? withPatterns(named, own.patterns) : named;
  return own.isSecretFile ? withFiles(matching, own.isSecretFile) : matching;
}

function withNames(judge: Judge, { isSecretName = no, isOrdinaryName = no }: OwnSecrets): Judge {
  // A name that everybody takes for a secret's stands for one that this project does, and none for one that it does not.
  const known = (name: string | undefined) =>
    name === undefined || isOrdinaryName(name) ? undefined : isSecretName(name) ? "AUTH_TOKEN" : name;
  return {
    ...judge,
    judgeName: (name) => judge.judgeName(known(name) ?? "_"),
    judgeValue: (name, value) => judge.judgeValue(known(name), value),
    secretsInFile: (path, text) => secretsInFile(path, text, (name) => known(name) ?? "_"),
    judge: (path, readContent) => judgeFile(path, readContent, (name) => known(name) ?? "_"),
  };
}

function withFiles(judge: Judge, isSecretFile: (path: string) => boolean): Judge {
  const holds = "what the configuration calls secret";
  return {
    ...judge,
    namesIn(folder) {
      const known = judge.namesIn(folder);
      return (name) => known(name) ?? (isSecretFile(folder + name) || undefined);
    },
    judge: (path, readContent) =>
      judge.judge(path, readContent) ??
      (isSecretFile(path)
        ? { kind: "secret-file", holds, confidence: "high", names: [], by: "name" }
        : undefined),
  };
}

const no = () => false;

function withPatterns(judge: Judge, patterns: readonly RegExp[]): Judge {
  const matches = (text: string) => joined(findMatches(patterns, text));
  return {
    judgeName: judge.judgeName,
    findTokens: (text) => joined([...judge.findTokens(text), ...matches(text)]),
    judgeValue(name, value) {
      const known = judge.judgeValue(name, value);
      const [own] = known.verdict === "secret" ? [] : matches(value);
      return own ? { verdict: "secret", ...own } : known;
    },
    secretsInFile: (path, text) => [
      ...judge.secretsInFile(path, text),
      ...matches(text).map(({ kind, span, confidence }) => ({
        kind,
        value: text.slice(span.start, span.end),
        confidence,
      })),
    ],
    namesIn: () => () => true,
    judge(path, readContent) {
      const bytes = readContent();
      return judge.judge(path, () => bytes) ?? judgeBytes(bytes, matches);
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
