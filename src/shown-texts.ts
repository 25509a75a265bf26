import type { Report } from "./report";
import { type Redactor, redactor } from "./reporters/redact";
import type { Subject } from "./rule";
import type { OpenedBuild } from "./subject";
import { relativeTo } from "./text/relative";
import type { SourceText, Span } from "./text/source";

type Redactions = Report["redactions"] extends ReadonlyMap<string, infer Spans> ? Spans : never;

/** The texts of all builds that a report may show, and what it must hide in them: what any of the builds found. */
export class ShownTexts {
  readonly sources = new Map<string, SourceText>();
  readonly redactions = new Map<string, Redactions>();

  constructor(private readonly directory: string) {}

  add(opened: OpenedBuild): void {
    for (const { subject, literalSpans } of [...opened.parents, opened]) {
      const { dockerfile, build } = subject;
      for (const source of sourcesOf(subject)) {
        // A Dockerfile inside of another file has no lines of its own there.
        if (source === dockerfile && build.origin?.source.path === source.path) continue;
        this.put(relativeTo(this.directory, source.path), source, literalSpans(source));
      }
    }
  }

  private put(path: string, source: SourceText, spans: Redactions): void {
    const known = this.sources.get(path)?.text === source.text ? (this.redactions.get(path) ?? []) : [];
    const all = new Map([...known, ...spans].map((span) => [`${span.start} ${span.end}`, span]));
    this.sources.set(path, source);
    this.redactions.set(
      path,
      [...all.values()].sort((a, b) => a.start - b.start || b.end - a.end),
    );
  }
}

/** Hides the secrets that stand in the texts of a build, also of those that have one path. */
export function redactorOf(opened: OpenedBuild): Pick<Redactor, "hide"> & {
  /** A stretch of a text of the build, without the secrets in it. */
  shown(source: SourceText, span: Span): string;
} {
  const sources = new Map<string, SourceText>();
  const redactions = new Map<string, Redactions>();
  for (const { subject, literalSpans } of [...opened.parents, opened])
    for (const source of sourcesOf(subject)) {
      const name = String(sources.size);
      sources.set(name, source);
      redactions.set(name, literalSpans(source));
    }
  const names = new Map([...sources].map(([name, source]) => [source, name]));
  const { hide, shown } = redactor({ sources, redactions });
  return { hide, shown: (source, span) => shown(names.get(source) ?? "", span) };
}

const sourcesOf = ({ build, dockerfile, context }: Subject): SourceText[] =>
  [
    dockerfile,
    context.ignoreFile?.source,
    context.replacedIgnoreFile?.source,
    build.origin?.source,
    ...(build.alsoDescribedBy ?? []).map(({ source }) => source),
    ...(build.origin?.arguments ?? []).map(({ source }) => source),
  ].filter((source) => source !== undefined);
