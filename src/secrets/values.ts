import { isFake } from "./formats/literals";
import { isPasswordName, segmentsOf } from "./name-strength";
import { judgeName } from "./names";
import { isCommonWords, isPlaceholder, isReference } from "./placeholders";
import {
  fromBase64,
  isQuickPassword,
  isReadable,
  isScrambled,
  isSentence,
  shannonEntropy,
  speaksOfPasswords,
} from "./readable";
import { findTokens } from "./tokens";
import type { Confidence, NameVerdict, Token, ValueVerdict } from "./types";
import { harmlessShape, isPasswordHash, isTraditionalCrypt } from "./value-shapes";

const harmless = (why: string): ValueVerdict => ({ verdict: "harmless", why });

/**
 * Judges a value by itself and by the name it stands under, if any. Takes text without quotes and with its references expanded as
 * far as they are known; spans are UTF-16 offsets in it. Never throws; linear in the value's length.
 */
export function judgeValue(name: string | undefined, value: string): ValueVerdict {
  const text = value.trim();
  if (!/[A-Za-z0-9]/.test(text) && !/[\p{L}\p{N}]/u.test(text)) return harmless("empty");
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

type Found = { readonly start: number; readonly end: number };

const defaultPassword = (span: Found): ValueVerdict => ({
  verdict: "default",
  kind: "default-password",
  span,
});

function ofNamed(name: string, named: NameVerdict, value: string, text: string): ValueVerdict {
  const start = value.indexOf(text);
  const span = { start, end: start + text.length };
  if (isPasswordHash(text)) return { verdict: "hash", kind: "password-hash", span };
  if (/^[{[]\s*["{]/.test(text)) return ofJson(name, value);
  const isPassword = isPasswordName(name);
  const shape = harmlessShape(text);
  // `ldap` says how to log in, and people take it for a password too.
  if (shape && !(isPassword && shape === "scheme")) return harmless(shape);
  if (isReference(text)) return harmless("reference");
  if (isPlaceholder(text)) return harmless("placeholder");
  // A phone's PIN and a count are numbers too; only a password of digits is one.
  if (/^\d+$/.test(text) && !(isPassword && text.length >= 3)) return harmless("number");
  if (isKeyId(name, text)) return harmless("fingerprint");
  if (!isPassword && isOwnName(name, text)) return harmless("placeholder");
  const own = segmentsOf(name);
  const isUsed = isPassword || (named.strength !== "weak" && own.includes("secret"));
  if (isOfCloud(own) && speaksOfKeys(text)) return harmless("placeholder");
  // `DB_PASSWORD_SECRET=db-password`: the name of a secret of Docker or Kubernetes.
  if (isPassword && own.at(-1) === "secret" && speaksOfItself(text)) return harmless("words");
  const pair = /^([\w.-]{1,32})[:/]([^\s:/]{1,32})$/.exec(text);
  if (isLoginWithHash(text, own)) return { verdict: "hash", kind: "password-hash", span };
  if (isPassword && isSentence(text)) return harmless("text");
  if (isWellKnown(text, own) || holdsOwnName(name, text) || (pair && pair[1] === pair[2]))
    return isUsed || pair ? defaultPassword(span) : harmless("placeholder");
  // `admin:short`, as servers take a user and a password in one.
  if (isPassword && pair?.[2] && text.includes(":") && isQuickPassword(pair[2])) return defaultPassword(span);
  if (isPassword && speaksOfPasswords(text)) return defaultPassword(span);
  if (speaksOfItself(text)) return harmless("words");
  if (named.strength === "weak") return ofWeak(text, span);
  return isPassword ? ofPassword(named, text, span) : ofKey(named, text, span);
}

/** Whether a value is as good as published, as it stands or behind base64. */
const isWellKnown = (text: string, own: readonly string[]): boolean => {
  if (isCommonWords(text, own) || isFake(text)) return true;
  const plain = fromBase64(text);
  return plain !== undefined && (isPlaceholder(plain) || isCommonWords(plain, own) || isFake(plain));
};

/** A line of an .htpasswd file with the hash of crypt(3), which has no sign of its own. */
const isLoginWithHash = (text: string, own: readonly string[]): boolean =>
  own.some((word) => /^(?:htpasswd|auth|basicauth|passwd|users?)$/.test(word)) &&
  isTraditionalCrypt(/^[\w.@-]{1,64}:(\S+)$/.exec(text)?.[1] ?? "");

const bare = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, "");

/** `MY_API_KEY=api-key`. */
const isOwnName = (name: string, text: string): boolean =>
  text.length >= 6 && bare(name).endsWith(bare(text));

/** `JWT_SECRET=app-jwt-secret-1`: its own name, and letters and a short number besides. */
function holdsOwnName(name: string, text: string): boolean {
  const own = bare(name);
  return (
    text.length <= 64 &&
    own.length >= 6 &&
    /^[a-z]*\d{0,3}$/.test(bare(text).replace(own, "")) &&
    bare(text).includes(own)
  );
}

/** What a cloud has issued is no word for a key, which a store that only speaks like one may well be given for a default. */
const isOfCloud = ([first]: readonly string[]): boolean => /^(?:aws|ec2|azure|gcp)$/.test(first ?? "");
const speaksOfKeys = (text: string): boolean =>
  /^[a-z_ -]+$/i.test(text) && /key|secret|access|token/i.test(text);

/** Words without a digit of which one says what it is: `proxy-secret`, `our.token`. */
const speaksOfItself = (text: string): boolean =>
  /^[a-z]+(?:[-_. ][a-z]+)+$/i.test(text) &&
  text.split(/[-_. ]/).some((word) => /^(?:pass(?:word|wd)?|secret|token|key|credentials?)$/i.test(word));

/** Long and short ids and fingerprints of OpenPGP keys, which packages are checked with. */
const isKeyId = (name: string, text: string): boolean =>
  /^0x(?:[0-9A-F]{8}|[0-9A-F]{16}|[0-9A-F]{40})$/i.test(text) ||
  /^[0-9A-F]{40}(?:[\s,]{1,4}[0-9A-F]{40}){1,100}$/i.test(text) ||
  (/^(?:[0-9A-F]{8}|[0-9A-F]{16}|[0-9A-F]{40})$/.test(text) &&
    segmentsOf(name).some((word) =>
      /^(?:gpg|pgp|release|releases|signing|sig|download|repo|apt|rpm)$/.test(word),
    ));

const isMixed = (text: string): boolean =>
  [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9\s]/].filter((sign) => sign.test(text)).length >= 2;

const secret = (span: Found, confidence: Confidence): ValueVerdict => ({
  verdict: "secret",
  kind: "secret",
  span,
  confidence,
});

/** A password is what a person typed: what is short or a word falls to the first list that tries it, and is a default whoever set it. */
function ofPassword({ strength }: NameVerdict, text: string, span: Found): ValueVerdict {
  if (isQuickPassword(text)) return defaultPassword(span);
  return secret(span, strength === "known" || shannonEntropy(text) >= 3 ? "high" : "medium");
}

/** `API_KEY` and its kind hold what a generator wrote. */
function ofKey({ strength }: NameVerdict, text: string, span: Found): ValueVerdict {
  if (UUID.test(text) && strength !== "known") return harmless("identifier");
  if (/\s/.test(text)) return harmless("text");
  if (text.length < 8) return harmless("short");
  if (/^[a-z]+$/i.test(text) && text.length < 24 && !isScrambled(text)) return harmless("word");
  if (!isMixed(text) && text.length < 20 && !isScrambled(text)) return harmless("word");
  if (isQuickPassword(text) && text.length < 12) return harmless("word");
  const entropy = shannonEntropy(text);
  if (entropy < 2.5 || isReadable(text)) return harmless("words");
  return secret(span, entropy >= 3 && (strength === "known" || text.length >= 12) ? "high" : "medium");
}

function ofWeak(text: string, span: Found): ValueVerdict {
  if (text.length < 16 || /\s/.test(text) || UUID.test(text)) return harmless("short");
  const classes = [/[a-z]/, /[A-Z]/, /\d/].filter((sign) => sign.test(text)).length;
  const hex = /^[0-9a-f]+$/i.test(text);
  // Forty and sixteen hexadecimal digits are fingerprints of keys at least as often as keys.
  if (hex && (text.length === 16 || text.length === 40)) return harmless("fingerprint");
  if (!(classes >= 3 || (hex && text.length >= 32)) || shannonEntropy(text) <= 3.5 || isReadable(text))
    return harmless("entropy");
  return secret(span, "medium");
}

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
