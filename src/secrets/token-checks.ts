import { isCommonWords } from "./placeholders";
import type { Confidence } from "./types";

/** A stretch of a text that has a format's shape, with the text around it for checks that look there. */
export interface Candidate {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly value: string;
  /** The user name before a URL's password; empty elsewhere. */
  readonly user: string;
}

/** Says how sure a candidate is, or undefined where it is no token. */
export type Check = (candidate: Candidate) => Confidence | undefined;

const BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** The CRC-32 (IEEE 802.3) of a text of ASCII characters. */
function crc32(text: string): number {
  let crc = 0xffffffff;
  for (let at = 0; at < text.length; at++) {
    crc ^= text.charCodeAt(at);
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}

/** The six base62 digits with which GitHub and npm end a token, worked out from the 30 characters before them. */
export function checksumOf(body: string): string {
  let rest = crc32(body);
  let digits = "";
  for (let count = 0; count < 6; count++) {
    digits = BASE62[rest % 62] + digits;
    rest = Math.floor(rest / 62);
  }
  return digits;
}

/** GitHub and npm tokens carry a checksum, so a made-up one is told from a real one. */
export const checksum: Check = ({ value }) => {
  const body = value.slice(value.indexOf("_") + 1);
  return checksumOf(body.slice(0, -6)) === body.slice(-6) ? "high" : "low";
};

/** The first part of a Discord bot token is the bot's number in base64. */
export const discordBot: Check = ({ value }) =>
  /^\d{16,20}$/.test(Buffer.from(value.slice(0, value.indexOf(".")), "base64").toString("latin1"))
    ? "high"
    : undefined;

/** Twilio's shape is short of signs of its own: the word has to stand near. */
export const nearTwilio: Check = ({ text, start, end }) =>
  /twilio/i.test(text.slice(Math.max(0, start - 120), end + 120)) ? "medium" : undefined;

/** Whether a token's own part is made up for show: one character over and over, a counted sequence, or the word EXAMPLE. */
export function isFake(body: string): boolean {
  if (/example|your[-_]|x{5}|\*{3}|\.{3}/i.test(body)) return true;
  let steps = 0;
  for (let at = 1; at < body.length; at++) {
    if (Math.abs(body.charCodeAt(at) - body.charCodeAt(at - 1)) <= 1) steps++;
  }
  return body.length > 3 && steps >= (body.length - 1) * 0.7;
}

const REFERENCE =
  /\$[\w{(]|\$$|\{\{|\}\}|^\{[^{}]*\}$|^%\w+%$|^%[a-z]$|%\(|%\{|#\{|[<>]|\*\*\*|…|^__\w+__$|^\[[^\]]*\]$|^@\w+@$/;
const PLACEHOLDER =
  /^(?:(?:my|your|the|some|db|user|api|access|auth|secret)?[-_ ]?(?:pass|passwd|password|passw0rd|pwd|token|access[-_]?token|api[-_]?key|key|secret[-_]?key|credentials?)|x+|null|none|unset|undefined|todo|tbd|foo|bar|dummy|fake|sample|placeholder|redacted|insert.*|change[-_ ]?(?:me|it|this).*|replace[-_ ]?(?:me|with|this)?.*|your[-_ ].*|x-oauth-basic|x-access-token)$/i;
/** One word, in one case or with a capital. */
const WORD = /^[A-Za-z]?[a-z]{0,15}$/;

/** Whether a value stands for itself: neither a reference to a variable or template, nor words asking to be replaced. */
const isLiteral = (value: string): boolean =>
  !REFERENCE.test(value) && !PLACEHOLDER.test(value) && !/example/i.test(value);

/** Letters of both cases or letters with digits: what a generator writes and a person rarely does. */
const isMixed = (value: string): boolean =>
  /[A-Za-z]/.test(value) && (/\d/.test(value) || (/[a-z]/.test(value) && /[A-Z]/.test(value)));

/** How sure a literal password is: a well-known default says little, a mixed one much. */
function passwordConfidence(value: string, user = ""): Confidence | undefined {
  if (!isLiteral(value)) return undefined;
  if (value === user || WORD.test(value) || isCommonWords(value, [user.toLowerCase()]) || isFake(value))
    return /^(.)\1*$/.test(value) ? undefined : "low";
  return value.length >= 8 ? "high" : "medium";
}

/** A URL's password. Without a scheme before the `://` it is no URL. */
export const urlPassword: Check = ({ text, start, value, user }) =>
  /[A-Za-z0-9+.-]/.test(text[start - "://:".length - user.length - 1] ?? "")
    ? passwordConfidence(value, user)
    : undefined;

/** `https://TOKEN@host`: a user alone is a name (`git@`) unless it is long and mixed. A Sentry DSN is public by design. */
export const urlToken: Check = ({ text, start, end, value }) => {
  const scheme = /[A-Za-z0-9+.-]*$/.exec(text.slice(Math.max(0, start - 23), start - 3))?.[0] ?? "";
  if (scheme === "" || /ssh|sftp|mailto/i.test(scheme)) return undefined;
  if (/sentry/i.test(text.slice(end, end + 80).split("/", 1)[0] ?? "")) return undefined;
  return isLiteral(value) && isMixed(value) && /\d/.test(value) && !isFake(value) ? "medium" : undefined;
};

/** The credential of an Authorization header: base64 of `user:password` after Basic, a literal after Bearer and token. */
export const authorization: Check = ({ text, start, value }) => {
  if (!isLiteral(value) || isFake(value)) return undefined;
  if (!/basic\s+["']?$/i.test(text.slice(Math.max(0, start - 16), start))) {
    if (value.length < 8 || !(isMixed(value) || value.length >= 20)) return undefined;
    return value.length >= 16 && /\d/.test(value) ? "high" : "medium";
  }
  if (!/^[A-Za-z0-9+/_-]{6,}={0,2}$/.test(value)) return undefined;
  const decoded = Buffer.from(value, "base64").toString("latin1");
  const colon = decoded.indexOf(":");
  if (colon < 0) return isMixed(value) && value.length >= 16 ? "low" : undefined;
  const [user, password] = [decoded.slice(0, colon), decoded.slice(colon + 1)];
  return password === "" ? (user.length >= 16 ? "medium" : undefined) : passwordConfidence(password, user);
};

/** A `Name=value;` pair before or after makes a setting part of a connection string. `at` is where the setting's name starts. */
function amongPairs(text: string, at: number, end: number): boolean {
  const before = text.slice(Math.max(0, at - 200), at);
  const pair = /;[ ]?["']?$/.test(before.slice(-3)) ? before.slice(0, before.lastIndexOf(";")) : "";
  if (/\w ?=/.test(pair.slice(pair.lastIndexOf(";") + 1))) return true;
  return /^;[A-Za-z][\w -]{1,40}=/.test(text.slice(end, end + 48));
}

/** `Password=`, `AccountKey=` and their like in a connection string, or as a parameter of a URL's query. */
export const setting: Check = ({ text, start, end, value }) => {
  const lead = /\w+ ?= ?["']?$/.exec(text.slice(Math.max(0, start - 24), start));
  const at = start - (lead?.[0].length ?? 0);
  if (value.startsWith("/") || value.startsWith(".")) return undefined;
  if (!amongPairs(text, at, end) && !inQuery(text, at)) return undefined;
  return passwordConfidence(value);
};

/** A SAS URL's signature stands beside its version or its expiry. */
export const sasSignature: Check = ({ text, start, end, value }) => {
  if (isFake(value)) return undefined;
  const around = text.slice(Math.max(0, start - 400), end + 400);
  return /[?&]s[ve]=/.test(around) ? "high" : undefined;
};

function inQuery(text: string, at: number): boolean {
  if (text[at - 1] !== "?" && text[at - 1] !== "&") return false;
  const before = text.slice(Math.max(0, at - 400), at);
  const scheme = before.lastIndexOf("://");
  return scheme >= 0 && !/\s/.test(before.slice(scheme));
}

/** No private key is longer than this, in UTF-16 units. */
const KEY_BOUND = 65_536;

/**
 * The end of the private key whose BEGIN line ends at `from`: behind its END line, else the end of the text, bounded. Undefined
 * where no key follows, as in `grep "BEGIN … PRIVATE KEY"` and in documentation that shows dots.
 */
export function privateKeyEnd(text: string, from: number): number | undefined {
  const rest = text.slice(from, from + KEY_BOUND);
  const next = rest.search(/-----BEGIN|PuTTY-User-Key-File/);
  const region = next < 0 ? rest : rest.slice(0, next);
  const finish = /-----END [A-Z0-9 ]{0,40}-----/.exec(region);
  const body = region.slice(0, finish?.index ?? region.length);
  // A key on one line has its line ends as a backslash and an n.
  if (!finish && !/^\s{0,8}(?:[\r\n]|\\[rn])/.test(body)) return undefined;
  const start = body.slice(0, 4096).replace(/\\[nrt]/g, "\n");
  const material = start.match(/[A-Za-z0-9+/]{16,}/g)?.join("") ?? "";
  if (material.length < 24 || isFake(material.slice(0, 256)) || /\$\{|\$\(|\{\{/.test(start))
    return undefined;
  return from + (finish ? finish.index + finish[0].length : region.length);
}
