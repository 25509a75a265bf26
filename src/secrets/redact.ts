import type { Span } from "../text/source";

/**
 * Puts `<label>` in place of each span of a text. Spans may come in any order and may overlap: what overlaps becomes one label.
 * Offsets are UTF-16.
 */
export function redact(text: string, spans: readonly Span[], label: string): string {
  let redacted = "";
  let at = 0;
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    if (span.start >= at) redacted += `${text.slice(at, span.start)}<${label}>`;
    at = Math.max(at, span.end);
  }
  return redacted + text.slice(at);
}
