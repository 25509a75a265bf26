import { isPlaceholder, isReference } from "../placeholders";
import { isReadable } from "../readable";
import { findTokens } from "../tokens";
import type { Confidence, FileVerdict, SecretText, Token } from "../types";
import { readBinary } from "./binary";
import { readDatabase } from "./database";
import { readDotenv } from "./dotenv";
import { isSecretManifest, readSecretManifests } from "./kubernetes";
import { matchSensitiveFile } from "./match";
import { isAllowed, lineAt } from "./search";
import {
  type FileSecret,
  isLocalConnection,
  type Judging,
  judgeSettings,
  readCommands,
  readSettings,
} from "./settings";
import type { SensitiveFile } from "./table";
import { readTree } from "./tree";
import { readNetrc, readPgpass, readStatements, readWord } from "./words";

/**
 * Judges a file by its name first and then by its content. `readContent` is called at most once, and gives undefined where the content
 * cannot be read. Undefined where the file is none of interest or holds nothing secret. Never throws.
 */
export function judgeFile(
  path: string,
  readContent: () => Uint8Array | undefined,
  known: Judging["known"] = asWritten,
): FileVerdict | undefined {
  const file = matchSensitiveFile(path);
  if (!file) return undefined;
  const bytes = readContent();
  if (!bytes) return byName(file, path);
  if (bytes.length === 0) return undefined;
  if (file.reader === "database") return ofDatabase(file, bytes);
  if (bytes.includes(0)) return ofBinary(file, bytes, path);
  const text = new TextDecoder().decode(bytes);
  const all = contentOf(file, path, text, known);
  const found = withoutAllowed(all, text);
  if (found.length > 0) return byContent(file, found, path, text);
  if (all.length > 0) return undefined;
  return file.certainty === "always" && !isHarmless(text) ? byName(file, path) : undefined;
}

const asWritten = (name: string): string => name;

/** The secrets that no comment on their line or above it allows. */
function withoutAllowed(all: readonly FileSecret[], text: string): readonly FileSecret[] {
  if (all.length === 0 || (!text.includes("allow") && !text.includes("whitelist"))) return all;
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return all.filter(({ line, value }) => {
    const at = line === undefined ? text.indexOf(value ?? "") : (starts[line - 1] ?? 0);
    return !isAllowed(text, Math.max(0, at));
  });
}

/** The secrets in a text that something writes to a path, as far as one text is each. Never throws. */
export function secretsInFile(
  path: string,
  text: string,
  known: Judging["known"] = asWritten,
): readonly SecretText[] {
  const file = matchSensitiveFile(path);
  return file
    ? contentOf(file, path, text, known).flatMap(({ value, confidence, risk }) =>
        value === undefined
          ? []
          : [{ kind: risk ?? file.kind, value, confidence, ...(risk ? { risk } : {}) }],
      )
    : [];
}

const byName = (file: SensitiveFile, path: string): FileVerdict | undefined =>
  file.certainty === "content" || (file.certainty === "often" && TESTS.test(path))
    ? undefined
    : { kind: file.kind, holds: file.holds, confidence: file.confidence, names: [], by: "name" };

const ORDER: readonly Confidence[] = ["high", "medium", "low"];

function byContent(file: SensitiveFile, all: readonly FileSecret[], path: string, text: string): FileVerdict {
  const leaks = all.filter(({ risk }) => !risk);
  // Beside a real secret a default password does not matter.
  const found = leaks.length > 0 ? leaks : all;
  const best = ORDER.find((confidence) => found.some((one) => one.confidence === confidence)) ?? "low";
  const lines = found.slice(0, LINES_ASKED).flatMap((secret) => lineOf(secret, text) ?? []);
  return {
    kind: file.kind,
    holds: file.holds,
    // Keys of tests ship like any other, and open nothing.
    confidence: TESTS.test(path) ? "low" : best,
    names: [...new Set(found.flatMap(({ name }) => (name === undefined ? [] : [name])))],
    by: "content",
    ...(lines.length > 0 ? { line: Math.min(...lines) } : {}),
    ...(leaks.length === 0 ? { risk: "default-password" as const } : {}),
    ...(file.needed ? { needed: true as const } : {}),
  };
}

const TESTS = /(?:^|\/)(?:tests?|spec|__tests__|e2e|mocks?|__mocks__)\//;

/** Settings for the machine of a developer, with what everybody there knows. */
const DEVELOPMENT = /(?:^|\/)(?:docker-)?compose[^/]*$|[-_.](?:dev|development|local|test|testing)\.\w+$/i;

/** A dump may hold thousands of secrets; the first ones tell where to look. */
const LINES_ASKED = 20;

function lineOf({ line, value }: FileSecret, text: string): number | undefined {
  if (line !== undefined || value === undefined) return line;
  const at = text.indexOf(value);
  return at < 0 ? undefined : lineAt(text, at);
}

/** Key stores and their like show what they are by their first bytes. */
function ofBinary(file: SensitiveFile, bytes: Uint8Array, path: string): FileVerdict | undefined {
  const read = readBinary(bytes);
  if (read.holds === "nothing") return undefined;
  if (read.holds === "unknown" || (file.reader !== "key" && file.reader !== "armour"))
    return byName(file, path);
  return { kind: file.kind, holds: file.holds, confidence: read.confidence, names: [], by: "content" };
}

function ofDatabase(file: SensitiveFile, bytes: Uint8Array): FileVerdict | undefined {
  const confidence = readDatabase(bytes);
  return confidence && { kind: file.kind, holds: file.holds, confidence, names: [], by: "content" };
}

function contentOf(file: SensitiveFile, path: string, text: string, known: Judging["known"]): FileSecret[] {
  const found = findTokens(text).flatMap((token) => ofToken(token, text));
  const judging = {
    keys: file.keys,
    isPrivate: file.isPrivate,
    risks: file.isPrivate && file.certainty !== "content",
    known,
  };
  switch (file.reader) {
    case "key":
    case "binary":
    case "url":
      return [...found, ...bareSecret(file, text)];
    case "dotenv":
      return [...judgeSettings(readDotenv(text), judging), ...found, ...bareSecret(file, text)];
    case "settings": {
      if (isSecretManifest(text)) return [...found, ...readSecretManifests(text)];
      const tree = /^\s*[{[]/.test(text) ? readTree(text, file.keys) : undefined;
      const settings = tree ?? readSettings(text, /\.(?:py|php|rb|exs)$/.test(path));
      const secrets = judgeSettings(settings, judging);
      const weak = file.needed && DEVELOPMENT.test(path);
      return [...(weak ? secrets.map(doubted) : secrets), ...found, ...bareSecret(file, text)];
    }
    case "commands":
      return [...judgeSettings(readCommands(text), judging), ...found];
    case "netrc":
      return [...found, ...readNetrc(text), ...bareSecret(file, text)];
    case "pgpass":
      return [...found, ...readPgpass(text), ...bareSecret(file, text)];
    case "hash":
      return /^[^:#\s]{1,200}:(?:\$|\{SHA\})\S{8,}/m.test(text) ? [{ confidence: "low" }] : [];
    case "word":
      return [...found, ...(isHarmless(text) ? [] : readWord(text))];
    case "statement":
      return [...found, ...readStatements(text)];
    case "kubernetes-secret":
      return [...found, ...readSecretManifests(text)];
    case "armour":
    case "database":
      return found;
  }
}

const doubted = (secret: FileSecret): FileSecret => ({ ...secret, confidence: "low" });

/** Defaults of URLs are a risk and no reason to call a whole file a secret; neither is the password of a database on this machine. */
function ofToken({ kind, confidence, risk, span }: Token, text: string): FileSecret[] {
  const line = text.slice(Math.max(0, text.lastIndexOf("\n", span.start), span.start - 300), span.end + 100);
  if (kind === "connection-string" && isLocalConnection(line)) return [];
  const unsure = confidence === "low" && kind !== "github-token" && kind !== "npm-token";
  return risk || unsure ? [] : [{ confidence, value: text.slice(span.start, span.end) }];
}

/** A file for credentials that holds nothing but one word with letters and digits: whoever wrote it there meant it as one. */
function bareSecret(file: SensitiveFile, text: string): FileSecret[] {
  const content = text.trim();
  const meant =
    file.certainty !== "content" ||
    /^(?:npmrc|aws-credentials|ssh-key|docker-config|private-key|git-config)$/.test(file.kind);
  return meant &&
    /^[\w+/=-]{12,512}$/.test(content) &&
    !isReadable(content) &&
    /\d/.test(content) &&
    /[A-Za-z]{2}/.test(content) &&
    !/^\w+=/.test(content)
    ? [{ confidence: "medium", value: content }]
    : [];
}

/** Nothing but comments, placeholders and references. */
function isHarmless(text: string): boolean {
  return text.split("\n").every((line) => {
    const content = line.trim();
    const value = content.slice(content.search(/[=:\s](?=\S*$)/) + 1);
    return (
      /^(?:[#;].*|-{5}BEGIN (?:[A-Z]+ )*(?:PUBLIC KEY|CERTIFICATE)-{5})?$/.test(content) ||
      isPlaceholder(value) ||
      isReference(value)
    );
  });
}
