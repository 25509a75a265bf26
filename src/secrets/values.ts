import { isFake } from "./formats/literals";
import { segmentsOf } from "./name-strength";
import { judgeName } from "./names";
import { isCommonWords, isPlaceholder, isReference } from "./placeholders";
import { findTokens } from "./tokens";
import type { Confidence, NameVerdict, Token, ValueVerdict } from "./types";
import { harmlessShape, isPasswordHash, shannonEntropy } from "./value-shapes";

const harmless = (why: string): ValueVerdict => ({ verdict: "harmless", why });

/**
 * Judges a value by itself and by the name it stands under, if any. Takes text without quotes and with its references expanded as
 * far as they are known; spans are UTF-16 offsets in it. Never throws; linear in the value's length.
 */
export function judgeValue(name: string | undefined, value: string): ValueVerdict {
  const text = value.trim();
  if (!/[\p{L}\p{N}]/u.test(text)) return harmless("empty");
  const named = name === undefined ? undefined : judgeName(name);
  const token = bestToken(findTokens(value), named);
  const byShape = token && ofToken(token);
  // A look-alike of a token with a wrong checksum can still be what its name says.
  if (byShape && !(byShape.verdict === "secret" && byShape.confidence === "low")) return byShape;
  const byName = ofNamedValue(name, named, value, text);
  return byShape && byName.verdict === "harmless" ? byShape : byName;
}

function ofNamedValue(
  name: string | undefined,
  named: NameVerdict | undefined,
  value: string,
  text: string,
): ValueVerdict {
  if (name === undefined || named === undefined) return harmless("unnamed");
  if (
    named.strength === "none" ||
    named.strength === "url" ||
    named.strength === "public" ||
    named.identifier
  )
    return harmless(named.identifier ? "identifier" : named.strength);
  return ofNamed(name, named, value, text);
}

function bestToken(tokens: readonly Token[], named: NameVerdict | undefined): Token | undefined {
  const order: Record<Confidence, number> = { high: 2, medium: 1, low: 0 };
  const usable =
    // What a browser bundle needs is public, a key of a server is not, wherever it was put.
    named?.strength === "public"
      ? tokens.filter(({ kind }) => !/^(?:google-api-key|jwt|sentry)/.test(kind))
      : tokens;
  return [...usable].sort((a, b) => order[b.confidence] - order[a.confidence])[0];
}

const ofToken = ({ kind, span, confidence, risk }: Token): ValueVerdict =>
  risk === "default-password"
    ? { verdict: "default", kind: "default-password", span }
    : risk === "password-hash"
      ? { verdict: "hash", kind: "password-hash", span }
      : { verdict: "secret", kind, span, confidence };

function ofNamed(name: string, named: NameVerdict, value: string, text: string): ValueVerdict {
  const start = value.indexOf(text);
  const span = { start, end: start + text.length };
  if (isPasswordHash(text)) return { verdict: "hash", kind: "password-hash", span };
  if (/^[{[]\s*["{]/.test(text)) return ofJson(name, value);
  const shape = harmlessShape(text);
  if (shape) return harmless(shape);
  if (isReference(text)) return harmless("reference");
  const own = segmentsOf(name);
  const isPassword = /pass|pwd|pword/i.test(name);
  if (isPlaceholder(text)) return harmless("placeholder");
  // A phone's PIN and a count are numbers too; only a password of digits is one.
  if (/^\d+$/.test(text) && !(isPassword && text.length >= 4)) return harmless("number");
  const isNamed = text.length >= 6 && bare(name).endsWith(bare(text));
  if (!isPassword && isNamed) return harmless("placeholder");
  if (isCommonWords(text, own) || isFake(text)) {
    const used = isPassword || own.includes("secret") || own.includes("auth");
    return used ? { verdict: "default", kind: "default-password", span } : harmless("placeholder");
  }
  if (speaksOfItself(text)) return harmless("words");
  if (named.strength === "weak") return ofWeak(text, span);
  return ofStrong(named, text, span, isPassword);
}

const bare = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, "");

/** Words without a digit of which one says what it is: `proxy-secret`, `our.token`. */
const speaksOfItself = (text: string): boolean =>
  /^[a-z]+(?:[-_. ][a-z]+)+$/i.test(text) &&
  text.split(/[-_. ]/).some((word) => /^(?:pass(?:word|wd)?|secret|token|key|credentials?)$/i.test(word));

const isMixed = (text: string): boolean =>
  [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9\s]/].filter((sign) => sign.test(text)).length >= 2;

/** `API_KEY` and its kind hold what a generator wrote; a password is what a person typed. */
function ofStrong(
  { strength }: NameVerdict,
  text: string,
  span: { readonly start: number; readonly end: number },
  isPassword: boolean,
): ValueVerdict {
  if (UUID.test(text) && strength !== "known") return harmless("identifier");
  const secret = (confidence: Confidence): ValueVerdict => ({
    verdict: "secret",
    kind: "secret",
    span,
    confidence,
  });
  const oneWord = /^[a-z]+$/i.test(text) && !/[a-z][A-Z].*[a-z][A-Z]/.test(text);
  if (isPassword) {
    if (/\s/.test(text) && !/\d/.test(text) && text.split(/\s+/).length > 6) return harmless("text");
    // What is short or one word falls to the first list that tries it: a default, whoever set it.
    if (text.length < 8 || (oneWord && text.length < 16) || /^\d+$/.test(text) || isCounted(text))
      return { verdict: "default", kind: "default-password", span };
    return secret(strength === "known" || shannonEntropy(text) >= 3 ? "high" : "medium");
  }
  if (/\s/.test(text)) return harmless("text");
  if (text.length < 8) return harmless("short");
  if (oneWord && text.length < 24) return harmless("word");
  if (!isMixed(text) && text.length < 20) return harmless("word");
  const entropy = shannonEntropy(text);
  if (
    entropy < 2.5 ||
    (!/\d/.test(text) && text.split(/[-_./]/).every((part) => /^[a-z]*$/i.test(part)) && entropy < 4.2)
  )
    return harmless("words");
  return secret(entropy >= 3 && (strength === "known" || text.length >= 12) ? "high" : "medium");
}

function ofWeak(text: string, span: { readonly start: number; readonly end: number }): ValueVerdict {
  if (text.length < 16 || /\s/.test(text) || UUID.test(text)) return harmless("short");
  const classes = [/[a-z]/, /[A-Z]/, /\d/].filter((sign) => sign.test(text)).length;
  const hex = /^[0-9a-f]+$/i.test(text);
  // Forty and sixteen hexadecimal digits are fingerprints of keys at least as often as keys.
  if (hex && (text.length === 16 || text.length === 40)) return harmless("fingerprint");
  if (!(classes >= 3 || (hex && text.length >= 32)) || shannonEntropy(text) <= 3.5)
    return harmless("entropy");
  return { verdict: "secret", kind: "secret", span, confidence: "medium" };
}

/** A word and a counted number: `Harbor12345`. */
const isCounted = (text: string): boolean =>
  /^[A-Za-z]{3,15}[-_@!.]?(?:1|12|123|1234|12345|123456|1234567|12345678|321|4321)[!@#.]{0,2}$/.test(text);

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/**
 * Whether a value looks generated, whatever its name: one word of letters and digits with entropy. Hashes, identifiers and what a
 * person would write are none. For files that are there to hold secrets.
 */
export function looksGenerated(value: string): boolean {
  if (!/^[A-Za-z0-9+/_=]{12,512}$/.test(value) || harmlessShape(value) || isPlaceholder(value)) return false;
  if (/^(?:[0-9a-f]{7,12}|[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64})$/i.test(value) || UUID.test(value))
    return false;
  const turns = value.match(/[A-Za-z]\d|\d[A-Za-z]/g)?.length ?? 0;
  return turns >= 2 && !isCommonWords(value, []) && !isFake(value) && shannonEntropy(value) >= 3;
}

/** `COMPOSER_AUTH={"http-basic":…}`: the first text of a JSON value that is secret under the variable's name. */
function ofJson(name: string, value: string): ValueVerdict {
  for (const pair of value.matchAll(/"([^"\\]{1,200})"\s{0,8}:\s{0,8}"([^"\\]{1,4096})"/g)) {
    const [whole, key = "", inner = ""] = pair;
    if (/user|login|name|host|url|email|type|region/i.test(key) || inner.startsWith("{")) continue;
    const found = judgeValue(name, inner);
    if (found.verdict !== "secret") continue;
    const start = (pair.index ?? 0) + whole.lastIndexOf(inner);
    return { ...found, span: { start: start + found.span.start, end: start + found.span.end } };
  }
  return harmless("structure");
}
