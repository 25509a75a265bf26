import type { Span } from "../text/source";
import { type TokenFormat, tokenFormats } from "./formats";
import { isFake } from "./formats/literals";
import { type KeywordSearch, keywordSearch } from "./keywords";
import type { Confidence, Token } from "./types";

interface Found extends Token {
  readonly format: TokenFormat;
}

let search: KeywordSearch | undefined;

/** By keyword; worked out for those that stand in a text, which are few. */
const formatsOf = new Map<string, readonly TokenFormat[]>();

function formatsWith(keyword: string): readonly TokenFormat[] {
  const known = formatsOf.get(keyword);
  if (known) return known;
  const formats = tokenFormats().filter(({ keywords }) => keywords.includes(keyword));
  formatsOf.set(keyword, formats);
  return formats;
}

/**
 * Finds what is a credential by its shape or by what stands around it. Takes any text; gives tokens that do not overlap, sorted by
 * start, with spans in UTF-16 offsets. Never throws; time is linear in the text's length.
 */
export function findTokens(text: string): Token[] {
  search ??= keywordSearch(tokenFormats().flatMap(({ keywords }) => keywords));
  const found: Found[] = [];
  const triedUntil = new Map<TokenFormat, number>();
  search(text, (at, keyword) => {
    for (const format of formatsWith(keyword)) {
      if (format.long && at < (triedUntil.get(format) ?? 0)) continue;
      if (!format.context && isGlued(text, at)) continue;
      const token = tokenAt(text, at, format);
      if (token) found.push(token);
      if (format.long) triedUntil.set(format, token?.span.end ?? endOfRun(text, at));
    }
  });
  return disjoint(found);
}

function tokenAt(text: string, at: number, format: TokenFormat): Found | undefined {
  format.shape.lastIndex = at;
  const match = format.shape.exec(text);
  if (!match) return undefined;
  const { lead = "", before = "", value, name = "" } = match.groups ?? {};
  const start = at + lead.length - before.length;
  const end = value === undefined ? at + match[0].length : start + value.length;
  if (format.readOn) return tokenReadOn(text, { start, end }, format, format.readOn);
  if (value === undefined && isWord(text[end])) return undefined;
  const span = { start, end };
  if (isMarked(text, span)) return undefined;
  const content = text.slice(start, end);
  if (value === undefined && isFake(withoutKeyword(content, format))) return undefined;
  const confidence = format.check
    ? format.check({ text, start, end, value: content, name })
    : format.confidence;
  return confidence && foundToken(format, span, confidence);
}

function tokenReadOn(
  text: string,
  header: Span,
  format: TokenFormat,
  readOn: NonNullable<TokenFormat["readOn"]>,
): Found | undefined {
  const read = readOn(text, header);
  if (!read) return undefined;
  const span = { start: header.start, end: read.end };
  return isMarked(text, span) ? undefined : foundToken(format, span, read.confidence);
}

const foundToken = (format: TokenFormat, span: Span, confidence: Confidence): Found => ({
  kind: format.kind,
  span,
  confidence,
  // Where only the surroundings make a word a password, little certainty means that the word is a common one.
  ...(format.risk
    ? { risk: format.risk }
    : format.context && confidence === "low"
      ? { risk: "default-password" as const }
      : {}),
  format,
});

const isWord = (character: string | undefined): boolean => character !== undefined && /\w/.test(character);

/** Whether word characters stand before a place; the letter of an escape (`\n` in a `printf`) is none. */
const isGlued = (text: string, at: number): boolean =>
  isWord(text[at - 1]) && !/\\[nrt]$/.test(text.slice(Math.max(0, at - 2), at));

/** Marks of the evaluator in a candidate or beside it: a part of it is known to come from elsewhere. */
const isMarked = (text: string, span: Span): boolean =>
  /[\uE000\uE001]/.test(text.slice(Math.max(0, span.start - 1), span.end + 1));

function withoutKeyword(content: string, format: TokenFormat): string {
  const keyword = format.keywords.find((word) => content.startsWith(word));
  return content.slice(keyword?.length ?? 0);
}

function endOfRun(text: string, at: number): number {
  const run = /[\w-]*/y;
  run.lastIndex = at;
  return at + (run.exec(text)?.[0].length ?? 0);
}

/** Of tokens that overlap the longest stays; of the same length the one whose own shape says what it is. */
function disjoint(found: Found[]): Token[] {
  found.sort((a, b) => a.span.start - b.span.start);
  const kept: Found[] = [];
  for (const token of found) {
    const last = kept.at(-1);
    if (!last || token.span.start >= last.span.end) kept.push(token);
    else if (wins(token, last)) kept[kept.length - 1] = surer(token, last);
    else kept[kept.length - 1] = surer(last, token);
  }
  return kept.map(({ format: _, ...token }) => token);
}

/** A look-alike with a wrong checksum is still a password where a URL gives it for one. */
function surer(token: Found, other: Found): Found {
  const same = token.span.start === other.span.start && token.span.end === other.span.end;
  return same && token.confidence === "low" && !token.risk && !other.risk
    ? { ...token, confidence: other.confidence }
    : token;
}

function wins(token: Found, other: Found): boolean {
  const longer = token.span.end - token.span.start - (other.span.end - other.span.start);
  return longer > 0 || (longer === 0 && other.format.context && !token.format.context);
}
