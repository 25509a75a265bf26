import type { Report } from "../report";
import { KnownTexts } from "../text/known-texts";
import type { SourceText, Span } from "../text/source";

/** A stretch of a text that is shown as `<NAME>`. */
export interface Redaction extends Span {
  readonly name: string;
}

/** What keeps secrets out of everything that a reporter prints. */
export interface Redactor {
  /** The stretches of a source text to hide: sorted, apart from each other. */
  spans(file: string): readonly Redaction[];
  /** A stretch of a source text with the secrets in it hidden. */
  shown(file: string, span: Span): string;
  /** A text of the report, such as a message or a path, with every known secret in it hidden. */
  hide(text: string): string;
}

interface Secrets {
  readonly texts: KnownTexts;
  readonly names: Map<string, string>;
}

/** Secrets shorter than this occur by chance, and are hidden only where the report says that they stand. */
const SHORTEST = 8;

export function redactor({ sources, redactions }: Pick<Report, "sources" | "redactions">): Redactor {
  const merged = new Map<string, readonly Redaction[]>();
  const secrets: Secrets = { texts: new KnownTexts(), names: new Map() };
  for (const [file, spans] of redactions) {
    merged.set(file, apart(spans));
    const text = sources.get(file)?.text ?? "";
    for (const { start, end, name } of spans) {
      const secret = text.slice(start, end);
      // A plain word, as in a default password, tells nothing where it occurs in a sentence.
      if (secret.length < SHORTEST || /^[a-z]+$/.test(secret)) continue;
      secrets.texts.add(secret);
      secrets.names.set(secret, name);
    }
  }
  const elsewhere = new Map<string, readonly Redaction[]>();
  const spans = (file: string) => {
    const known = elsewhere.get(file) ?? withCopies(sources.get(file), merged.get(file) ?? [], secrets);
    elsewhere.set(file, known);
    return known;
  };
  const shown = (file: string, { start, end }: Span) => {
    const within = overlapping(spans(file), start, end);
    const moved = within.map((span) => ({
      name: span.name,
      start: Math.max(span.start, start) - start,
      end: Math.min(span.end, end) - start,
    }));
    return replaceAll(sources.get(file)?.text.slice(start, end) ?? "", moved);
  };
  return { spans, shown, hide: (text) => replaceAll(text, occurrences(text, secrets)) };
}

/** The same secret may stand a second time, where nothing took it for one. */
const withCopies = (
  source: SourceText | undefined,
  spans: readonly Redaction[],
  secrets: Secrets,
): readonly Redaction[] => (source ? apart([...spans, ...occurrences(source.text, secrets)]) : spans);

/** Where secrets stand in a text. */
function occurrences(text: string, { texts, names }: Secrets): Redaction[] {
  const found = texts.in(text);
  return found.length === 0
    ? []
    : apart(found.map((each) => ({ start: each.start, end: each.end, name: names.get(each.text)! })));
}

/** Those of some spans, which are sorted and apart, that share something with a stretch. */
export function overlapping(spans: readonly Redaction[], start: number, end: number): readonly Redaction[] {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (spans[middle]!.end > start) high = middle;
    else low = middle + 1;
  }
  let last = low;
  while (last < spans.length && spans[last]!.start < end) last++;
  return spans.slice(low, last);
}

/** Sorted, and those that touch each other joined under the name of the first. Empty ones are dropped. */
function apart(spans: readonly Redaction[]): Redaction[] {
  const joined: Redaction[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = joined.at(-1);
    if (span.end <= span.start) continue;
    if (last && span.start < last.end)
      joined[joined.length - 1] = { ...last, end: Math.max(last.end, span.end) };
    else joined.push(span);
  }
  return joined;
}

function replaceAll(text: string, spans: readonly Redaction[]): string {
  let result = "";
  let from = 0;
  for (const { start, end, name } of spans) {
    result += `${text.slice(from, start)}<${name}>`;
    from = end;
  }
  return result + text.slice(from);
}
