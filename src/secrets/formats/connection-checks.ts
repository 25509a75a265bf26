import { isQuickPassword } from "../readable";
import { isPasswordHash } from "../value-shapes";
import { basicPair } from "./checksums";
import type { Check } from "./format";
import { isFake, isLiteral, isMixed, passwordConfidence } from "./literals";

/** A URL's password. Without a scheme before the `://` it is no URL; a port behind a host and a digest are none. */
export const urlPassword: Check = ({ text, start, value, name }) => {
  if (!/[A-Za-z0-9+.-]/.test(text[start - "://:".length - name.length - 1] ?? "")) return undefined;
  if (/^sha-?\d+$/.test(name) || (/^\d{2,5}$/.test(value) && name.includes("."))) return undefined;
  // `app:password@db` works as it is; `user:password@host` shows how one is written.
  if (/^pass(?:wd|word)?$|^pwd$/i.test(value) && name !== "" && !MODEL_USER.test(name)) return "low";
  return passwordConfidence(value, name);
};

const MODEL_USER = /^(?:.{0,8}user(?:name)?|usr|login|name|foo|me|x+|oauth2?|\W.*)$|[<>{}$%*]|your/i;

/** `https://TOKEN@host`: a user alone is a name (`git@`) unless it is long and mixed. A Sentry DSN is public by design. */
export const urlToken: Check = ({ text, start, end, value }) => {
  const scheme = /[A-Za-z0-9+.-]*$/.exec(text.slice(Math.max(0, start - 23), start - 3))?.[0] ?? "";
  if (scheme === "" || /ssh|sftp|mailto/i.test(scheme)) return undefined;
  if (/sentry/i.test(text.slice(end, end + 80).split("/", 1)[0] ?? "")) return undefined;
  return isLiteral(value) && isMixed(value) && /\d/.test(value) && !isFake(value) ? "medium" : undefined;
};

/** A password between a user and a host in a form that is no URL. */
export const dataSource: Check = ({ value, name }) => passwordConfidence(value, name);

/** The credential of an Authorization header: base64 of `user:password` after Basic, a literal after Bearer and token. */
export const authorization: Check = ({ text, start, value }) => {
  if (!isLiteral(value) || isFake(value)) return undefined;
  if (!/basic\s+["']?$/i.test(text.slice(Math.max(0, start - 16), start))) {
    if (value.length < 8 || !(isMixed(value) || value.length >= 20)) return undefined;
    return value.length >= 16 && /\d/.test(value) ? "high" : "medium";
  }
  if (!/^[A-Za-z0-9+/_-]{6,}={0,2}$/.test(value)) return undefined;
  const pair = basicPair(value);
  if (!pair) return isMixed(value) && value.length >= 16 ? "low" : undefined;
  const { user, password } = pair;
  return password === "" ? (user.length >= 16 ? "medium" : undefined) : passwordConfidence(password, user);
};

/** A literal in a header that services read a key from. */
export const header: Check = ({ value }) =>
  isLiteral(value) && isMixed(value) && /\d/.test(value) && !isFake(value)
    ? value.length >= 16
      ? "high"
      : "medium"
    : undefined;

/** `"auth"` of a Docker configuration: `user:password` in base64. */
export const registryAuth: Check = ({ value }) => {
  const pair = basicPair(value);
  return pair && pair.password !== "" ? passwordConfidence(pair.password, pair.user) : undefined;
};

/** `Password=`, `AccountKey=` and their like in a connection string, or as a parameter of a URL's query. */
export const setting: Check = ({ text, start, end, value }) => {
  const lead = /\w{1,20}=['"{]?$/.exec(text.slice(Math.max(0, start - 24), start));
  const at = start - (lead?.[0].length ?? 0);
  if (!/^[^/.].*[A-Za-z0-9]|^[A-Za-z0-9]$/.test(value)) return undefined;
  if (!amongPairs(text, at, end) && !inQuery(text, at) && !amongWords(text, at, end)) return undefined;
  return passwordConfidence(value, userBeside(text, at, end));
};

/** The user's name in the pairs before or after a password. */
function userBeside(text: string, at: number, end: number): string {
  const around = `${text.slice(Math.max(0, at - 200), at)}\n${text.slice(end, end + 200)}`;
  return /(?:user(?:[ _-]?(?:id|name))?|uid) ?= ?["']?([^\s;&"']{1,64})/i.exec(around)?.[1] ?? "";
}

/** The password of a user in SQL, whose name stands before it. */
export const userPassword: Check = ({ text, start, value }) => {
  const before = text.slice(Math.max(0, start - 200), start);
  const user = [
    ...before.matchAll(
      /(?:\bto|\buser|\brole|\blogin)\s{1,4}(?:if\s{1,4}not\s{1,4}exists\s{1,4})?\W{0,4}([\w.-]{1,64})/gi,
    ),
  ].at(-1);
  if (isPasswordHash(value) || !/[A-Za-z0-9]/.test(value)) return undefined;
  return isQuickPassword(value) && isLiteral(value) ? "low" : passwordConfidence(value, user?.[1]);
};

/** `PASSWORD '…'` means a user's password only in a statement that makes or changes one. */
export const statementPassword: Check = (candidate) => {
  const before = candidate.text.slice(Math.max(0, candidate.start - 200), candidate.start);
  const statement = before.slice(before.lastIndexOf(";") + 1);
  return /\b(?:create|alter)\s{1,4}(?:user|role|login)\b|\bset\s{1,4}(?:password|authentication_string)\b/i.test(
    statement,
  )
    ? userPassword(candidate)
    : undefined;
};

/** A token in a URL's query. */
export const queryToken: Check = ({ text, start, value }) => {
  const lead = /\w{1,20}=$/.exec(text.slice(Math.max(0, start - 24), start));
  if (!inQuery(text, start - (lead?.[0].length ?? 0))) return undefined;
  return isLiteral(value) && isMixed(value) && /\d/.test(value) && !isFake(value) ? "medium" : undefined;
};

/** A SAS URL's signature stands beside its version or its expiry. */
export const sasSignature: Check = ({ text, start, end, value }) => {
  if (isFake(value)) return undefined;
  const around = text.slice(Math.max(0, start - 400), end + 400);
  return /[?&]s[ve]=/.test(around) ? "high" : undefined;
};

/** A `Name=value;` pair before or after makes a setting part of a connection string. `at` is where the setting's name starts. */
function amongPairs(text: string, at: number, end: number): boolean {
  const before = text.slice(Math.max(0, at - 200), at);
  const pair = /;[ ]?["']?$/.test(before.slice(-3)) ? before.slice(0, before.lastIndexOf(";")) : "";
  if (/\w ?=/.test(pair.slice(pair.lastIndexOf(";") + 1))) return true;
  return /^['}]?;[A-Za-z][\w -]{1,40}=/.test(text.slice(end, end + 48));
}

/** PostgreSQL's form: `host=db user=app password=…`, words of one line of which one names the place. */
function amongWords(text: string, at: number, end: number): boolean {
  const place = /(?:^|[\s"'`=])(?:host|hostaddr|dbname|sslmode)=[^\s=]/;
  const before = text.slice(Math.max(0, at - 200), at);
  const after = text.slice(end, end + 200);
  if (!/[\s"'`=]$|^$/.test(before.slice(-1))) return false;
  return (
    place.test(before.slice(before.lastIndexOf("\n") + 1)) ||
    place.test(after.split("\n", 1)[0]?.slice(0, 200) ?? "")
  );
}

function inQuery(text: string, at: number): boolean {
  if (text[at - 1] !== "?" && text[at - 1] !== "&") return false;
  const before = text.slice(Math.max(0, at - 400), at);
  const scheme = before.lastIndexOf("://");
  return scheme >= 0 && !/\s/.test(before.slice(scheme));
}
