import { posix } from "node:path";
import type { SourceText, Span } from "../../text/source";
import type { Definition, PassedArgument } from "./definition";
import { dockerBuilds } from "./docker-command";
import { folderOf } from "./project";
import { cutAt, type Tree } from "./tree";

/** A job of a CI system: where it runs, and what its variables hold. */
export interface Job {
  readonly kind: Definition["kind"];
  readonly label: string;
  readonly source: SourceText;
  /** The root of the repository: absolute. */
  readonly root: string;
  /** Where a command runs: absolute. */
  readonly folder: string;
  /** The text of a variable as the file gives it, expressions as written. */
  variable(name: string): string | undefined;
}

const EXPRESSION = /\$\{\{[^}]{0,500}\}\}/g;

/** The first expression of a text that gives a secret: `${{ secrets.NPM_TOKEN }}`, `${{ github.token }}`. */
export const secretExpression = (text: string): string | undefined =>
  text.match(EXPRESSION)?.find((expression) => /\bsecrets\s*[.[]|\bgithub\.token\b/.test(expression));

/** `NAME=value` as a CI file passes it. A value with expressions or variables in it is not known; a variable may be known to hold a secret. */
export function passedArgument(text: string, span: Span, job: Job): PassedArgument {
  const [name, value] = cutAt(text, "=");
  const { source } = job;
  // `--build-arg NAME` takes the variable of that name (build-semantics 2.13).
  const written = value ?? job.variable(name) ?? `\${${name}}`;
  const references = [...written.replace(EXPRESSION, "").matchAll(/\$\{?([A-Za-z_]\w*)/g)].map(
    (match) => match[1]!,
  );
  const held = references.map((reference) => job.variable(reference) ?? "");
  const secret = [written, ...held].map(secretExpression).find((expression) => expression !== undefined);
  const isKnown = references.length === 0 && !/\$\{\{|\$\(|`/.test(written);
  return {
    name,
    references,
    source,
    span,
    ...(isKnown ? { value: written } : {}),
    ...(secret === undefined ? {} : { secret }),
  };
}

/** The `docker build` commands of a script that stands in a YAML file. */
export function scriptBuilds(script: Tree, job: Job): Definition[] {
  if (script.kind !== "text") return [];
  // The shell sees what the CI put in the place of an expression: one word, whatever it is.
  const masked = script.text.replace(EXPRESSION, (expression) => "x".repeat(expression.length));
  const written = (span: Span) => script.text.slice(span.start, span.end);
  const locate = locator(job.source.text, script.span);
  return dockerBuilds(masked).flatMap((build): Definition[] => {
    if (!build.context) return [];
    const folder = posix.resolve(job.folder, build.folder);
    const context = folderOf(build.context.text, folder);
    // A path with a variable or an expression in it names no one file.
    const paths = [written(build.context.span), build.file ?? ""];
    if (context === undefined || build.context.text === "-" || paths.some((path) => /\$|x{8}/.test(path)))
      return [];
    return [
      {
        kind: job.kind,
        label: job.label,
        source: job.source,
        span: locate(written(build.span).split("\n")[0]!),
        context,
        fromGit: false,
        dockerfile:
          build.file === undefined ? posix.join(context, "Dockerfile") : posix.resolve(folder, build.file),
        ...(build.target === undefined ? {} : { target: build.target }),
        arguments: build.arguments.map(({ span }) => {
          const text = written(span)
            .replace(/^(["'])([\s\S]*)\1$/, "$2")
            .replace(/=(["'])([^"']*)\1$/, "=$2");
          return passedArgument(text, locate(text), job);
        }),
        secrets: build.secrets,
        names: build.tags.filter((tag) => !/\$|x{8}/.test(tag)),
        contexts: {},
        ...(build.provenance ? { provenance: build.provenance } : {}),
        ...(build.cacheTo ? { cacheTo: build.cacheTo } : {}),
      },
    ];
  });
}

/** Finds pieces of a block scalar in the file, where they are indented and folded: each from where it stands, else the scalar itself. */
export function locator(text: string, scalar: Span): (piece: string) => Span {
  return (piece) => {
    const start = piece === "" ? -1 : text.indexOf(piece, scalar.start);
    return start < 0 || start > scalar.end ? scalar : { start, end: start + piece.length };
  };
}
