import type { Span } from "../text/source";

/** A literal in the Dockerfile's own text that reports must not show. */
export interface LiteralSpan extends Span {
  readonly name: string;
}

/** Spans, sorted by their start, as such that do not overlap. */
export function apart(spans: readonly LiteralSpan[]): readonly LiteralSpan[] {
  const disjoint: LiteralSpan[] = [];
  for (const span of spans) {
    const last = disjoint.at(-1);
    if (!last || span.start >= last.end) disjoint.push(span);
    else if (span.end > last.end) disjoint[disjoint.length - 1] = { ...last, end: span.end };
  }
  return disjoint;
}
