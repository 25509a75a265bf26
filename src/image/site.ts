import type { TraceStep } from "../finding";
import type { SourceText, Span } from "../text/source";

/** Where a text that is being evaluated stands in the Dockerfile. */
export class Site {
  constructor(
    readonly dockerfile: SourceText,
    /** The place in the Dockerfile of an offset of the text. */
    private readonly sourceOffset: (offset: number) => number,
  ) {}

  /** The place in the Dockerfile of a span of the text. */
  sourceSpan(span: Span): Span {
    const start = this.sourceOffset(span.start);
    // The end is the place behind the last character, not the place of the next one, which may be on another line.
    const end = span.end > span.start ? this.sourceOffset(span.end - 1) + 1 : start;
    return { start, end: Math.max(start, end) };
  }

  step(span: Span, message: string): TraceStep {
    return this.stepAt(this.sourceSpan(span), message);
  }

  /** A step at a place of the Dockerfile. Findings and steps stand on one line, so it ends with its first. */
  stepAt(place: Span, message: string): TraceStep {
    const { text, path } = this.dockerfile;
    const lineEnd = text.indexOf("\n", place.start);
    const end =
      lineEnd < 0 ? place.end : Math.min(place.end, text[lineEnd - 1] === "\r" ? lineEnd - 1 : lineEnd);
    const line = text.slice(place.start, Math.max(end, place.start));
    // A continuation's escape is no part of the command.
    const written = line.replace(/\s*[\\`]\s*$/, "");
    return {
      file: path,
      range: this.dockerfile.range({
        start: place.start,
        end: place.start + (written.length || line.length),
      }),
      message,
    };
  }

  /**
   * A site for a text that stands nowhere in the Dockerfile as it is (`sh -c "$X"`, a script of the context): all its places are this one.
   * `script` is the script's own text, so that messages can name its lines.
   */
  pinned(span: Span, script?: SourceText): Site {
    return new PinnedSite(this.dockerfile, this.sourceSpan(span), script);
  }
}

class PinnedSite extends Site {
  constructor(
    dockerfile: SourceText,
    private readonly place: Span,
    private readonly script: SourceText | undefined,
  ) {
    super(dockerfile, (offset) => offset);
  }

  override sourceSpan(): Span {
    return this.place;
  }

  override step(span: Span, message: string): TraceStep {
    const { script } = this;
    const where = script ? ` (${script.path}, line ${script.position(span.start).line})` : "";
    return this.stepAt(this.place, message + where);
  }

  override pinned(span: Span, script?: SourceText): Site {
    return script ? super.pinned(span, script) : this;
  }
}

/** A site for text taken from the Dockerfile as it is, whose spans are places of the Dockerfile already. */
export const sourceSite = (dockerfile: SourceText): Site => new Site(dockerfile, (offset) => offset);
