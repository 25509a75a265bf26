import { insideRoot } from "../context";
import type { ContextCopy, Layer } from "../image/model";
import type { Change } from "../text/edits";
import type { DockerfileText, StatementOf } from "./dockerfile-text";
import { movedTo, tending } from "./file-commands";
import { addMounts, removeInstruction, removeSources } from "./instructions";
import { lostFolders, makeFolders, removedOnly } from "./lost-folders";
import { readableBy } from "./mount";
import { asksRepository, readsFile, runsOwnCode } from "./readers";
import type { Rewrite } from "./rewrite";
import { removeElements, runScript, simpleCommands } from "./run-script";
import { secretId } from "./words";

/** A file that a COPY puts into the image. */
export interface Shipped {
  readonly path: string;
  readonly target: string;
  readonly layer: Layer;
  readonly copy: ContextCopy;
  /** The COPY asks for this file, and not for a folder with it in it. */
  readonly named: boolean;
}

const KEY = /(?:^|\/)\.ssh\/|(?:^|\/)id_(?:rsa|dsa|ecdsa|ed25519)[^/]*$/;

/**
 * Keeps secret files of the context out of the image: those that a COPY names are copied no more, those that come with a folder are
 * ignored. A RUN whose tool reads such a file gets it mounted at the same place.
 */
export function keepOut(rewrite: Rewrite, paths: readonly string[]): void {
  const { dockerfile, subject } = rewrite;
  const shipped = shippedFiles(rewrite, paths);
  const changes: Change[] = [];
  const gone = new Set<string>();
  for (const { layer, copy } of shipped.filter(({ named }) => named)) {
    const statement = dockerfile.statements.find(
      (each) => each.instruction.startLine === layer.statement.instruction.startLine,
    );
    if (statement?.kind !== "copy" && statement?.kind !== "add") continue;
    const own = shipped
      .filter((each) => each.layer === layer && each.named)
      .map((each) => each.copy.step.range.start);
    const isGone = (word: { readonly span: { readonly start: number } }) => {
      const at = subject.dockerfile.position(word.span.start);
      return own.some((start) => start.line === at.line && start.column === at.column);
    };
    const key = String(layer.statement.instruction.startLine);
    if (gone.has(key)) continue;
    gone.add(key);
    const all = statement.sources.every(isGone) && statement.instruction.heredocs.length === 0;
    changes.push(
      ...(all ? [removeInstruction(dockerfile, statement, [copy.source])] : removeSources(statement, isGone)),
    );
    rewrite.safe = false;
  }
  for (const { path, named, layer } of shipped) {
    const asks = runsAfter(dockerfile, layer).some((run) =>
      simpleCommands(runScript(run)?.elements).some(asksRepository),
    );
    if (!named && !(asks && /(?:^|\/)\.git(?:\/|$)/.test(path))) rewrite.ignored.add(path);
  }
  const folders = lostFolders(shipped);
  for (const run of dockerfile.statements)
    if (run.kind === "run")
      changes.push(...inRun(rewrite, run, shipped), ...makeFolders(dockerfile, run, folders));
  for (const { path, target, layer } of shipped) {
    const later = runsAfter(dockerfile, layer);
    const commands = later.flatMap((run) => simpleCommands(runScript(run)?.elements));
    if (commands.some(runsOwnCode)) rewrite.safe = false;
    if (!commands.some(readerOf(path, target)) && isFor(path, "env"))
      rewrite.commands.add(`docker run --env-file ${path} <image>`);
  }
  rewrite.dockerfile = dockerfile.with(changes);
}

const isFor = (path: string, kind: "env" | "key"): boolean =>
  kind === "key" ? KEY.test(path) : /(?:^|\/)\.env[^/]*$/.test(path);

function shippedFiles({ subject }: Rewrite, paths: readonly string[]): Shipped[] {
  return subject.image.layers.flatMap((layer) =>
    layer.copies.flatMap((copy) => {
      const source = insideRoot(copy.source);
      // A folder or glob that takes nothing but secret files would find nothing once they are ignored.
      const taken = subject.context.secretFiles
        .filter((file) => copy.target(file.path) !== undefined)
        .map((file) => file.path);
      const all = onlySecrets(subject.context, source, taken) && taken.every((path) => paths.includes(path));
      return paths.flatMap((path): Shipped[] => {
        const target = copy.target(path);
        return target === undefined ? [] : [{ path, target, layer, copy, named: source === path || all }];
      });
    }),
  );
}

/** Whether a source is a folder for credentials, or a glob of names that are all secret. */
function onlySecrets(
  context: Rewrite["subject"]["context"],
  source: string,
  taken: readonly string[],
): boolean {
  if (taken.length === 0 || source === "." || source === "") return false;
  if (/[*?[]/.test(source)) {
    const folder = source.includes("/") ? source.slice(0, source.lastIndexOf("/")) : ".";
    const pattern = source.slice(source.lastIndexOf("/") + 1);
    const head = pattern.slice(0, pattern.search(/[*?[]/));
    return (
      head !== "" &&
      context
        .names(folder)
        .filter((name) => name.startsWith(head))
        .every((name) => taken.includes(folder === "." ? name : `${folder}/${name}`))
    );
  }
  return (
    /(?:^|\/)\.(?:ssh|aws|gnupg|kube|docker)$/.test(source) ||
    (context.kind(source) === "directory" &&
      context.names(source).every((name) => taken.includes(`${source}/${name}`)))
  );
}

const runsAfter = (dockerfile: DockerfileText, layer: Layer): StatementOf<"run">[] => {
  const statement = dockerfile.statements.find(
    (each) => each.instruction.startLine === layer.statement.instruction.startLine,
  );
  return statement
    ? dockerfile.after(statement).filter((each): each is StatementOf<"run"> => each.kind === "run")
    : [];
};

function readerOf(
  path: string,
  target: string,
): (command: ReturnType<typeof simpleCommands>[number]) => boolean {
  const tool = readsFile(`/${path}`) ?? readsFile(target);
  const name = target.slice(target.lastIndexOf("/") + 1);
  const says = (text: string | undefined) =>
    text !== undefined &&
    (text === name || text.endsWith(`/${name}`) || text.includes(`${name}"`) || text.includes(target));
  return (command) =>
    (tool?.(command) ?? false) ||
    command.words.slice(1).some(({ text }) => says(text)) ||
    command.redirections.some(
      (redirection) => redirection.operator === "<" && says(redirection.target?.text),
    );
}

/** The mounts that a RUN needs for the files that it read, and without the commands that tended them. */
function inRun(rewrite: Rewrite, run: StatementOf<"run">, shipped: readonly Shipped[]): Change[] {
  const { dockerfile } = rewrite;
  const script = runScript(run);
  if (!script) return [];
  const before = new Set(dockerfile.before(run).map(({ instruction }) => instruction.startLine));
  const own = shipped
    .filter(({ layer }) => before.has(layer.statement.instruction.startLine))
    .sort((a, b) => Number(b.named) - Number(a.named));
  if (own.length === 0) return [];
  const files = own.map((file) => ({ ...file, moved: movedTo(dockerfile, run, file.target) }));
  const places = files.flatMap(({ target, moved }) => (moved === undefined ? [target] : [target, moved]));
  // A folder that came with them is not there either.
  const alone = files.filter(({ named, layer }) => named && layer.copies.length === 1);
  const folders = new Set(alone.map(({ target }) => target.slice(0, target.lastIndexOf("/"))));
  const { elements } = tending(dockerfile, script, [...places, ...removedOnly(dockerfile, run, folders)]);
  const moves = script.elements.filter(
    (element) =>
      element.kind === "command" &&
      element.words[0]?.text === "mv" &&
      files.some(({ moved }) => moved !== undefined),
  );
  const idle = new Set([...elements, ...moves]);
  const commands = simpleCommands(script.elements.filter((element) => !idle.has(element)));
  const taken = new Set<string>();
  const mounts = files.flatMap(({ path, target, moved, named }) => {
    const place = moved ?? target;
    // A COPY that names the file and one of a folder that holds it are one mount.
    if (taken.has(place)) return [];
    taken.add(place);
    if (!commands.some(readerOf(path, place))) return [];
    rewrite.safe = false;
    if (isFor(path, "key")) {
      rewrite.commands.add("docker build --ssh default .");
      return ["type=ssh"];
    }
    const id = secretId(path.slice(path.lastIndexOf("/") + 1));
    rewrite.commands.add(`docker build --secret id=${id},src=${path} .`);
    return [
      `type=secret,id=${id},target=${place}${readableBy(dockerfile.userAt(run))}${named ? ",required" : ""}`,
    ];
  });
  const removed = removeElements(
    dockerfile,
    script,
    (element) => idle.has(element),
    places.map((place) => place.slice(place.lastIndexOf("/") + 1)),
  );
  return mounts.length > 0 ? [...addMounts(dockerfile, run, mounts), ...removed] : removed;
}

/** Adds lines to the ignore file, for files that a stage takes with a folder and that nothing in it reads. */
export function ignoreOnly(rewrite: Rewrite, paths: readonly string[]): void {
  const { dockerfile } = rewrite;
  const runs = dockerfile.statements.filter((each): each is StatementOf<"run"> => each.kind === "run");
  const commands = runs.flatMap((run) => simpleCommands(runScript(run)?.elements));
  const named = dockerfile.statements.flatMap((each) =>
    (each.kind === "copy" || each.kind === "add") && !each.from
      ? each.sources.map(({ text }) => text.replace(/^\.?\/+/, ""))
      : [],
  );
  const tends = (command: ReturnType<typeof simpleCommands>[number]) =>
    /^(?:rm|chmod|chown)$/.test(command.words[0]?.text ?? "");
  for (const path of paths) {
    if (
      named.includes(path) ||
      commands.some((command) => !tends(command) && readerOf(path, `/${path}`)(command))
    )
      continue;
    const name = path.slice(path.lastIndexOf("/") + 1);
    if (handedOn(dockerfile, name) || (name === ".git" && commands.some(asksRepository))) continue;
    rewrite.ignored.add(path);
    if (commands.some(runsOwnCode)) rewrite.safe = false;
    const changes = runs.flatMap((run) => {
      const script = runScript(run);
      if (!script) return [];
      const gone = script.elements.filter(
        (element) =>
          element.kind === "command" &&
          tends(element) &&
          element.words
            .slice(1)
            .every(({ text }) => text.startsWith("-") || text === name || text.endsWith(`/${name}`)),
      );
      return removeElements(rewrite.dockerfile, script, (element) => gone.includes(element), [name]);
    });
    rewrite.dockerfile = rewrite.dockerfile.with(changes);
  }
}

/** Whether a COPY asks another stage for a file of a name. */
const handedOn = ({ statements }: DockerfileText, name: string): boolean =>
  statements.some(
    (each) =>
      each.kind === "copy" &&
      each.from !== undefined &&
      each.sources.some(({ text }) => text.endsWith(`/${name}`)),
  );
