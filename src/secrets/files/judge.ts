import { isPlaceholder, isReference } from "../placeholders";
import { findTokens } from "../tokens";
import type { Confidence, FileVerdict, Token } from "../types";
import { matchSensitiveFile } from "./match";
import { type FileSecret, readSettings } from "./settings";
import type { SensitiveFile } from "./table";

/**
 * Judges a file by its name first and then by its content. `readContent` is called at most once, and gives undefined where the content
 * cannot be read. Undefined where the file is none of interest or holds nothing secret. Never throws.
 */
export function judgeFile(path: string, readContent: () => Uint8Array | undefined): FileVerdict | undefined {
  const file = matchSensitiveFile(path);
  if (!file) return undefined;
  const bytes = readContent();
  if (!bytes) return byName(file);
  if (bytes.length === 0) return undefined;
  const text = new TextDecoder().decode(bytes);
  if (file.reader === "binary" || text.includes("\u0000")) return ofBinary(file, bytes);
  const found = contentOf(file, path, text);
  if (found.length > 0) return byContent(file, found, path);
  return file.certainty === "always" && !isHarmless(text) ? byName(file) : undefined;
}

/** The secrets in a text that something writes to a path, as far as one text is each. Never throws. */
export function secretsInFile(
  path: string,
  text: string,
): readonly { readonly kind: string; readonly value: string; readonly confidence: Confidence }[] {
  const file = matchSensitiveFile(path);
  return file
    ? contentOf(file, path, text).flatMap(({ value, confidence }) =>
        value === undefined ? [] : [{ kind: file.kind, value, confidence }],
      )
    : [];
}

const byName = (file: SensitiveFile): FileVerdict | undefined =>
  file.certainty === "content"
    ? undefined
    : { kind: file.kind, holds: file.holds, confidence: file.confidence, names: [], by: "name" };

/** A password of a well-known kind is a risk: where nothing else stands in the file, it says little. */
function byContent(file: SensitiveFile, found: readonly FileSecret[], path: string): FileVerdict {
  const order: readonly Confidence[] = ["high", "medium", "low"];
  const best = order.find((confidence) => found.some((one) => one.confidence === confidence)) ?? "low";
  // Keys of tests ship like any other, and open nothing.
  const tested = /(?:^|\/)(?:tests?|spec|__tests__|e2e|mocks?|__mocks__)\//.test(path);
  return {
    kind: file.kind,
    holds: file.holds,
    confidence: tested && best === "high" ? "medium" : best,
    names: [...new Set(found.flatMap(({ name }) => (name === undefined ? [] : [name])))],
    by: "content",
  };
}

/** Key stores and dumps show what they are by their first bytes; a trust store and an empty database do not matter. */
function ofBinary(file: SensitiveFile, bytes: Uint8Array): FileVerdict | undefined {
  if (file.kind === "private-key" || file.kind === "gpg-key") {
    // An OpenPGP packet of a secret key has tag 5 (RFC 9580, 4.3 and 10.1), in the old or the new format; DER starts a sequence.
    const first = bytes[0] ?? 0;
    const secret = (first >= 0x94 && first <= 0x97) || first === 0xc5;
    if (secret) return { kind: file.kind, holds: file.holds, confidence: "medium", names: [], by: "content" };
  }
  return byName(file);
}

function contentOf(file: SensitiveFile, path: string, text: string): FileSecret[] {
  const found = findTokens(text).flatMap((token) => ofToken(token, text));
  switch (file.reader) {
    case "key":
    case "url":
      return [...found, ...bareSecret(file, text)];
    case "settings":
      return [
        ...readSettings(text, {
          keys: file.keys,
          isCode: /\.(?:py|php|rb|exs)$/.test(path),
          isPrivate: file.kind === "env-file" || file.kind === "secrets-file",
        }),
        ...found,
        ...bareSecret(file, text),
      ];
    case "netrc":
      return [...found, ...netrc(text), ...bareSecret(file, text)];
    case "pgpass":
      return [...found, ...pgpass(text), ...bareSecret(file, text)];
    case "hash":
      return /^[^:#\s]{1,200}:(?:\$|\{SHA\})\S{8,}/m.test(text) ? [{ confidence: "low" }] : [];
    case "word":
      return [...found, ...word(text)];
    case "statement":
      return STATEMENT.test(text) ? [...found, { confidence: "medium" }] : found;
    case "kubernetes-secret":
      return /^kind:\s{0,8}["']?Secret\b/m.test(text) && /^(?:stringData|data):/m.test(text)
        ? [...found, ...readSettings(text, file), { confidence: "medium" }]
        : found;
    case "binary":
      return found;
  }
}

const STATEMENT =
  /IDENTIFIED\s{1,4}(?:WITH\s{1,4}\S{1,40}\s{1,4})?BY\s{1,4}'(?!\$|<)[^'\n]{4,}'|(?:CREATE|ALTER)\s{1,4}(?:USER|ROLE)\s[^;\n]{1,200}PASSWORD\s{1,4}'(?!\$|<)[^'\n]{4,}'/i;

/** Defaults of URLs are a risk and no reason to call a whole file a secret. */
function ofToken({ kind, confidence, risk, span }: Token, text: string): FileSecret[] {
  const unsure = confidence === "low" && kind !== "github-token" && kind !== "npm-token";
  return risk || unsure ? [] : [{ confidence, value: text.slice(span.start, span.end) }];
}

function netrc(text: string): FileSecret[] {
  return [...text.matchAll(/\bpassword[ \t\r\n]{1,8}(\S{1,4096})/g)].flatMap(([, password = ""]) =>
    isPlaceholder(password) || isReference(password) || password.startsWith("$")
      ? []
      : [{ confidence: "high" as const, value: password }],
  );
}

/** `host:port:database:user:password`, where a backslash escapes a colon. */
function pgpass(text: string): FileSecret[] {
  return text.split("\n").flatMap((line) => {
    if (line.startsWith("#")) return [];
    const password = line.trim().split(/(?<!\\):/)[4] ?? "";
    return password === "" || isPlaceholder(password) || isReference(password)
      ? []
      : [{ confidence: "high" as const, value: password }];
  });
}

/** A file whose whole text is one secret, such as a key of Rails or a Vault token. */
function word(text: string): FileSecret[] {
  const content = text.trim();
  if (content.length < 4 || isHarmless(text)) return [];
  return /^\S+$/.test(content) ? [{ confidence: "high", value: content }] : [];
}

/** A file for credentials that holds nothing but one word with letters and digits: whoever wrote it there meant it as one. */
function bareSecret(file: SensitiveFile, text: string): FileSecret[] {
  const content = text.trim();
  const meant =
    file.certainty !== "content" ||
    /^(?:npmrc|aws-credentials|ssh-key|docker-config|private-key|git-config)$/.test(file.kind);
  return meant &&
    /^[\w+/=-]{12,512}$/.test(content) &&
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
