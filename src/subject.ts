import type { Build } from "./build";
import { type OpenContext, openContext as openAnew } from "./context";
import { parseDockerfile } from "./dockerfile";
import type { FileSystem } from "./files/file-system";
import { tracked } from "./files/tracked";
import type { Problem } from "./finding";
import { evaluate } from "./image/evaluate";
import type { LiteralSpan } from "./image/literal-spans";
import { withoutMarks } from "./image/marks";
import type { ParentImage } from "./image/parent-image";
import type { Subject } from "./rule";
import { type FileVerdict, fileSearch, type Judge, judgeWith } from "./secrets";
import { relativeTo } from "./text/relative";
import { SourceText } from "./text/source";

/** A build that was read and evaluated, with what went wrong on the way. Paths are absolute. */
export interface OpenedBuild {
  readonly subject: Subject;
  /** For builds that are FROM its image. */
  readonly asParent: ParentImage | undefined;
  /** The builds whose images it takes in, and theirs. */
  readonly parents: readonly OpenedBuild[];
  readonly problems: readonly Problem[];
  /** Literal secrets in a text that a report must hide. */
  literalSpans(source: SourceText): readonly LiteralSpan[];
}

export interface OpenOptions {
  /** Whether the files that it copies are searched for credentials; default true. */
  readonly content?: boolean | undefined;
  /** Opens a context, or gives one that is open already. */
  readonly openContext?: OpenContext | undefined;
  /** The build that makes the image of a reference; none does where it is not given. */
  readonly parent?: (reference: string) => OpenedBuild | undefined;
  /** Tells it from other builds whose images one build takes in; 0 where none does. */
  readonly number?: number;
}

/** More than any Dockerfile that a person writes; what is larger is not one. */
const DOCKERFILE_LIMIT = 1_000_000;

/** Reads and evaluates one build. Undefined, with a problem, where its Dockerfile cannot be read. Never throws. */
export function openBuild(
  build: Build,
  files: FileSystem,
  judge: Judge = judgeWith({}),
  { content = true, openContext = openAnew, parent, number = 0 }: OpenOptions = {},
): OpenedBuild | { readonly problems: readonly Problem[] } {
  const read = readDockerfile(build, files);
  if ("message" in read) return { problems: [read] };
  const dockerfile = new SourceText(build.dockerfile, withoutMarks(read.text));
  const parsed = parseDockerfile(dockerfile.text);
  const search = content ? { search: fileSearch } : {};
  const context = openContext({
    files: build.fromGit ? tracked(files, build.context) : files,
    root: build.context,
    dockerfile: build.dockerfile,
    judge: withOwn(judge, relativeTo(build.context, build.dockerfile)),
    ...search,
    // What comes from git is not filtered by any ignore file (7.3).
    ...(build.fromGit
      ? { ignoreFile: null }
      : build.ignoreFile === undefined
        ? {}
        : { ignoreFile: build.ignoreFile }),
  });
  // What is no folder is an image, a repository or a URL, of which nothing is known.
  const folders = Object.entries(build.contexts ?? {}).filter(([, place]) => place.startsWith("/"));
  const contexts = new Map(
    folders.map(([name, root]) => [name, openContext({ files, root, judge, ...search })]),
  );
  const parents = new Set<OpenedBuild>();
  const asParent = (reference: string) => {
    const opened = parent?.(reference);
    for (const each of opened ? [opened, ...opened.parents] : []) parents.add(each);
    return opened?.asParent;
  };
  const evaluated = evaluate(
    { build, dockerfile, context, contexts, escape: parsed.escape, judge, parent: asParent, number },
    parsed,
  );
  const { image, literalSpans } = evaluated;
  const [refused, ...others] = parsed.problems.filter(({ severity }) => severity === "error");
  const more = others.length > 0 ? ` It refuses ${others.length} more of its lines.` : "";
  const problems: Problem[] = [
    ...(refused
      ? [
          {
            file: build.dockerfile,
            line: refused.line,
            message: `Docker refuses this Dockerfile: ${refused.message}.${more}`,
            help: "Mend the line; what could be read was checked.",
          },
        ]
      : []),
    ...image.problems.map(({ line, message }) => ({ file: build.dockerfile, line, message })),
    ...[context, ...contexts.values()].flatMap((each) =>
      each.problems.map(({ path, message }) => ({ file: path, message })),
    ),
  ];
  return {
    subject: { build, dockerfile, context, image },
    asParent: evaluated.asParent,
    parents: [...parents],
    problems,
    literalSpans: (source) => literalSpans(source.text, source === dockerfile),
  };
}

/** The Dockerfile in its own context is a file like any other; which of its literals are secret, its evaluation tells (build-semantics 6.14). */
function withOwn(judge: Judge, dockerfile: string): Judge {
  const own: FileVerdict = {
    kind: "dockerfile",
    holds: "the literals of all its stages",
    confidence: "high",
    names: [],
    by: "content",
  };
  const start = dockerfile.lastIndexOf("/") + 1;
  const ownName = dockerfile.slice(start);
  return {
    ...judge,
    namesIn(folder) {
      const known = judge.namesIn(folder);
      return folder === dockerfile.slice(0, start) ? (name) => name === ownName || known(name) : known;
    },
    judge: (path, readContent) => (path === dockerfile ? own : judge.judge(path, readContent)),
  };
}

function readDockerfile(build: Build, files: FileSystem): { readonly text: string } | Problem {
  const file = build.dockerfile;
  if (build.dockerfileText !== undefined) return { text: build.dockerfileText };
  const bytes = files.read(file, DOCKERFILE_LIMIT + 1);
  if (!bytes)
    return {
      file,
      message: "This Dockerfile cannot be read.",
      help: "Check that it is a file and that you may read it.",
    };
  if (bytes.length === 0)
    return {
      file,
      message: "This Dockerfile is empty.",
      help: "Docker refuses it; write at least a FROM line.",
    };
  if (bytes.length > DOCKERFILE_LIMIT)
    return {
      file,
      message: "This file is larger than 1 MB.",
      help: "It is hardly a Dockerfile; name the right one.",
    };
  if (bytes.includes(0))
    return { file, message: "This file is binary.", help: "Name a Dockerfile, which is text." };
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  // One broken byte in a comment stops nobody; a file full of them is another encoding.
  const broken = text.split("\uFFFD").length - 1;
  if (broken > 0 && broken * 20 > text.length)
    return {
      file,
      message: "This file is not UTF-8 text.",
      help: "Save it as UTF-8; Docker reads nothing else.",
    };
  return { text };
}
