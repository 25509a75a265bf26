import { isCommonWords } from "../placeholders";
import { speaksOfPasswords } from "../readable";
import type { Confidence } from "../types";

/** Whether a token's own part is made up for show: a few characters over and over, a counted sequence, or the word EXAMPLE. */
export function isFake(body: string): boolean {
  if (/example|your[-_]|x{5}|\*{3}|\.{3}/i.test(body)) return true;
  for (let period = 1; period <= 12 && period * 3 <= body.length + 1; period++)
    if (body.length > 5 && body.startsWith(body.slice(period))) return true;
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
export const isLiteral = (value: string): boolean =>
  !REFERENCE.test(value) && !PLACEHOLDER.test(value) && !/example/i.test(value);

/** Letters of both cases or letters with digits: what a generator writes and a person rarely does. */
export const isMixed = (value: string): boolean =>
  /[A-Za-z]/.test(value) && (/\d/.test(value) || (/[a-z]/.test(value) && /[A-Z]/.test(value)));

/** How sure a literal password is: a well-known default says little, a mixed one much. */
export function passwordConfidence(value: string, user = ""): Confidence | undefined {
  if (!isLiteral(value)) return undefined;
  const known = isCommonWords(value, [user.toLowerCase()]) || speaksOfPasswords(value);
  if (value === user || WORD.test(value) || known || isFake(value))
    return /^(.)\1*$/.test(value) ? undefined : "low";
  return value.length >= 8 ? "high" : "medium";
}
