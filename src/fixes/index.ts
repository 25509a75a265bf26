import type { Edit, Fix } from "../finding";
import type { Dye, LayerFile, Secret } from "../image/model";
import type { Fixes, Subject } from "../rule";
import { editsBetween } from "../text/edits";
import { addWithoutCredential } from "./add-url";
import { removeInBuilder } from "./carried";
import { ignoreOnly, keepOut } from "./context-files";
import { DockerfileText } from "./dockerfile-text";
import { mountHeredocFile } from "./heredoc-file";
import { ignoring } from "./ignore-lines";
import { mountLiteral } from "./literal";
import { removeFromConfig } from "./metadata";
import { leaveNothing } from "./mounted";
import { passOn } from "./pass-on";
import { Rewrite } from "./rewrite";
import { splitStage } from "./split";
import { mountVariable } from "./variable";

export { fixInWords, ROTATE, secretId, variableName } from "./words";

/**
 * What could be done about some secrets of a build, the best first, the last one in words. Whether edits hold is not known here: the
 * pipeline applies them and looks (`recheck.ts`). All findings about a secret get the same edits, as it has to be followed to
 * its end in any case.
 */
export function fixesOf(subject: Subject, dyes: readonly Dye[], words: Fix): Fixes {
  return candidates(subject, dyes, words, [settle, ignore, splitStage]);
}

/** The same for files that an earlier stage hands on. */
export function fixesOfCarried(subject: Subject, files: readonly LayerFile[], words: Fix): Fixes {
  const dyes = files.flatMap((file) => file.dyes);
  return candidates(subject, dyes, words, [ignore, (rewrite) => removeInBuilder(rewrite, files)]);
}

/** Lines of the ignore file for paths that are, or will be, in the context. */
export function fixesOfPaths(subject: Subject, paths: readonly string[], words: Fix): Fixes {
  const add = (rewrite: Rewrite) => {
    for (const path of paths) rewrite.ignored.add(path);
  };
  return candidates(subject, [], words, [add]);
}

type Step = (rewrite: Rewrite) => void;

function candidates(subject: Subject, dyes: readonly Dye[], words: Fix, steps: readonly Step[]): Fixes {
  return function* (withEdits) {
    // Each is worked out when those before it do not hold.
    if (withEdits) yield* edited(subject, dyes, words, steps);
    yield words;
  };
}

function* edited(subject: Subject, dyes: readonly Dye[], words: Fix, steps: readonly Step[]): Generator<Fix> {
  const dockerfile = new DockerfileText(subject.dockerfile, subject.build.target);
  for (const step of steps) {
    const rewrite = new Rewrite(subject, dyes, dockerfile);
    step(rewrite);
    if (!rewrite.isChanged) continue;
    const edits = editsBetween(subject.dockerfile, rewrite.dockerfile.text);
    if (rewrite.ignored.size > 0) {
      const { source, text } = ignoring(subject, [...rewrite.ignored]);
      edits.push(...editsBetween(source, text));
    }
    if (edits.length === 0) continue;
    const other = passOn(rewrite, dockerfile);
    edits.push(...other.edits);
    const done = [...rewrite.commands].filter(
      (command) => ![...other.ids].some((id) => command.includes(`--secret id=${id},`)),
    );
    yield {
      title: rewrite.title ?? titleOf(rewrite, edits) ?? words.title,
      safety: rewrite.safe ? "safe" : "unsafe",
      advice: [...rewrite.advice],
      edits,
      commands: [...done, ...words.commands.slice(-1)],
    };
  }
}

/** What the edits do, in a line; undefined where the words say it as well. */
function titleOf({ commands, dockerfile, subject }: Rewrite, edits: readonly Edit[]): string | undefined {
  const ids = [...commands].flatMap((command) => /--secret id=([^,\s]+)/.exec(command)?.[1] ?? []);
  const ignoreFile = subject.context.ignoreFile?.source.path;
  const [ignored] = edits.filter(({ file }) => file === ignoreFile || /ignore$/.test(file));
  if (ids.length > 0) return `Mount ${ids.join(" and ")} as a build secret for the RUN that needs it`;
  if ([...commands].some((command) => command.includes("--ssh"))) return "Use your SSH agent by an SSH mount";
  if (ignored && dockerfile.text === subject.dockerfile.text) {
    const name = ignored.file.slice(ignored.file.lastIndexOf("/") + 1);
    return `Keep it out of the build: ${subject.context.ignoreFile ? `mend ${name}` : `write a ${name}`}`;
  }
  return undefined;
}

/** Follows each secret from where it comes in to where it rests. */
function settle(rewrite: Rewrite): void {
  const secrets = [...new Set(rewrite.dyes.map(({ secret }) => secret))];
  const paths = secrets.flatMap((secret) => pathOf(rewrite, secret) ?? []);
  if (paths.length > 0) keepOut(rewrite, paths);
  for (const secret of secrets) {
    for (const { statement, dyes } of rewrite.subject.image.history)
      if (statement.kind === "add" && dyes.some((dye) => dye.secret === secret))
        addWithoutCredential(rewrite, statement);
    if (secret.origin === "build-arg") mountVariable(rewrite, secret.name);
    else if (secret.origin === "secret-mount") leaveNothing(rewrite, secret);
    else if (secret.origin === "literal") settleLiteral(rewrite, secret);
  }
}

/** Keeps files out that no COPY of the image names, though a stage that hands them on takes them. */
function ignore(rewrite: Rewrite): void {
  const paths = rewrite.dyes.flatMap(({ secret }) => pathOf(rewrite, secret) ?? []);
  ignoreOnly(rewrite, [...new Set(paths)]);
}

/** A file of the context as a path there; undefined for one that the image needs, whatever it holds: what it deletes, it does not. */
function pathOf({ subject }: Rewrite, secret: Secret): string | undefined {
  const { origin, declared, needed } = secret;
  const isKept = subject.image.layers.some(({ files }) =>
    files.some(({ hiddenBy, dyes }) => !hiddenBy && dyes.some((dye) => dye.secret === secret)),
  );
  if (needed && isKept) return undefined;
  const root = subject.context.root === "/" ? "/" : `${subject.context.root}/`;
  return origin === "context-file" && declared.file.startsWith(root)
    ? declared.file.slice(root.length)
    : undefined;
}

function settleLiteral(rewrite: Rewrite, secret: Secret): void {
  const { subject } = rewrite;
  const { dockerfile, image } = subject;
  // The literal of a parent image is mended in its own Dockerfile.
  if (secret.declared.file !== dockerfile.path) return;
  const { start } = secret.declared.range;
  const place = dockerfile.lineSpan(start.line).start + start.column - 1;
  const statement = new DockerfileText(dockerfile).statements.find(
    ({ instruction: { span } }) => span.start <= place && place < span.end,
  );
  for (const entry of [...image.labels, ...image.commands])
    if (entry.dyes.some((dye) => dye.secret === secret)) removeFromConfig(rewrite, entry, secret);
  if (statement?.kind === "run") mountLiteral(rewrite, secret);
  if (statement?.kind === "copy" || statement?.kind === "add") mountHeredocFile(rewrite, secret);
  if (statement?.kind !== "arg" && statement?.kind !== "env") return;
  const pair = statement.pairs.find(
    ({ span }) => span.start <= place && place < Math.max(span.end, span.start + 1),
  );
  if (pair) mountVariable(rewrite, pair.name.text);
}
