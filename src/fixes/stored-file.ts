import type { ShellNode, SimpleCommand } from "../shell/syntax";
import type { Change } from "../text/edits";
import type { DockerfileText, StatementOf } from "./dockerfile-text";
import {
  deletes,
  namesByPattern,
  pathOf,
  runsUntilRemoved,
  spelled,
  tending,
  writtenAnew,
} from "./file-commands";
import { addMounts } from "./instructions";
import { joint } from "./mount";
import { readsFile, readsProject } from "./readers";
import { mentions, type Rewrite } from "./rewrite";
import { type RunScript, removeElements, runScript, simpleCommands, textOf, wordsOf } from "./run-script";
import { isRewritten } from "./stores";

/** Files of the system that hold more than the one secret. */
const SHARED = /^\/etc\/(?:passwd|shadow|group|gshadow|sudoers|hosts|profile|environment|fstab)/;

interface Store {
  readonly script: RunScript;
  readonly element: ShellNode;
  readonly paths: string[];
}

/**
 * For files in which commands leave the secret, and whose tools know no other way: each RUN that uses such a file writes it for itself and
 * removes it at its end. Where nothing uses it, it is not written. `texts` are what a command that stores the secret holds: the
 * variable's names, the path of a mount, a literal. `mount` is what such a command needs to get at the secret.
 */
export function removeStoredFiles(rewrite: Rewrite, texts: readonly string[], mount?: string): void {
  const { dockerfile } = rewrite;
  const changes: Change[] = [];
  for (const { script, element, paths } of storesOf(rewrite, texts)) {
    const { statement } = script;
    // What a command changes in a file, or copies, is for the program that reads the file; only what was made for the secret may go.
    const known = paths.every((path) => readsFile(path) !== undefined);
    if (!known && !isMade(dockerfile, script, element, paths)) continue;
    const stored = textOf(script, element);
    const reads = readerOf(dockerfile, statement, paths);
    const uses = (run: RunScript, elements: readonly ShellNode[], needs: typeof reads) => {
      const tended = tending(dockerfile, run, paths).elements;
      return elements.some((each) =>
        simpleCommands(each).some(
          (command) => (!tended.has(each) || wordsOf(command)[0] === "ssh-add") && needs(command),
        ),
      );
    };
    const rest = script.elements.slice(script.elements.indexOf(element) + 1);
    const later = dockerfile
      .after(statement)
      .filter((each): each is StatementOf<"run"> => each.kind === "run");
    const named = later.flatMap((run) => {
      const other = runScript(run);
      return other && uses(other, other.elements, reads) ? [other] : [];
    });
    const made = named.length > 0 || known ? [] : runsUntilRemoved(dockerfile, later, paths);
    const users = [...named, ...made.flatMap((run) => runScript(run) ?? [])];
    const here = uses(script, rest, (command) => reads(command) || readsProject(command));
    // A relative path means another file after another WORKDIR, and a home after another USER.
    const inHome = /[>\s]["']?(?:~|\$\{?HOME)/.test(stored);
    const movable = users.every(({ statement: run }) =>
      inHome
        ? dockerfile.userAt(run) === dockerfile.userAt(statement)
        : dockerfile.directoryAt(run) === dockerfile.directoryAt(statement) || /[>\s]["']?\//.test(stored),
    );
    if (users.length > 0 && (!movable || wholeText(script, element) !== stored)) continue;
    const written = simpleCommands(element).flatMap(({ redirections }) =>
      redirections.flatMap(({ target }) => target?.text ?? []),
    );
    // What a later RUN takes from another place, such as a cache, it would miss.
    if (
      !here &&
      users.length === 0 &&
      later.some(
        (run) =>
          written.some((each) => each.length > 1 && dockerfile.written(run).includes(each)) &&
          !onlyTends(dockerfile, runScript(run), paths),
      )
    )
      continue;
    if (here ? !known : !isSingle(element)) continue;
    const removal = (run: RunScript) =>
      `rm -f ${[...new Set(paths.map((path) => spelled(dockerfile, script, element, path, run)))].join(" ")}`;
    if (here) changes.push(atEnd(dockerfile, script, removal(script)));
    for (const user of users) {
      const earlier = new Set(dockerfile.before(user.statement));
      const sources = later.filter((run) => earlier.has(run)).flatMap((run) => runScript(run) ?? []);
      const written = writtenAnew(dockerfile, stored, [script, ...sources], user, paths);
      changes.push(...around(dockerfile, user, written, removal(user), mount));
    }
    for (const run of [statement, ...later]) {
      const other = run === statement ? script : runScript(run);
      if (!other) continue;
      const { elements } = tending(dockerfile, other, paths);
      const isWritten = run === statement ? here : users.includes(other);
      const kept = (each: ShellNode) =>
        isWritten && (!deletes(each) || (run === statement && !rest.includes(each)));
      changes.push(
        ...removeElements(
          dockerfile,
          other,
          (each) => (elements.has(each) && !kept(each)) || (each === element && !here),
        ),
      );
    }
    if (!here && users.length === 0)
      rewrite.advice.add(
        `Whatever needs ${paths.join(" and ")} in the container gets it when it starts: docker run --mount type=bind,source=<file>,target=${paths[0]},readonly <image>`,
      );
    rewrite.safe = false;
  }
  rewrite.dockerfile = dockerfile.with(changes);
}

/** The commands that leave files with the secret in the image, but for those that can be told to keep a reference only. */
function storesOf({ subject, dockerfile, dyes }: Rewrite, texts: readonly string[]): Store[] {
  const secrets = new Set(dyes.map(({ secret }) => secret));
  const stores: Store[] = [];
  for (const file of subject.image.layers.flatMap((layer) => layer.files)) {
    if (
      file.arrival !== "run" ||
      file.incidental ||
      SHARED.test(file.path) ||
      !file.dyes.some(({ secret }) => secrets.has(secret))
    )
      continue;
    const { start } = file.entered.range;
    const place = subject.dockerfile.lineSpan(start.line).start + start.column - 1;
    const run = dockerfile.statements.find(
      ({ instruction: { span } }) => span.start <= place && place < span.end,
    );
    const script = run?.kind === "run" ? runScript(run) : undefined;
    const element = script?.elements.find(({ span }) => {
      const { start: from, end } = script.toSource(span);
      return from <= place && place < end;
    });
    if (!script || !element || isRewritten(element, texts)) continue;
    const text = wholeText(script, element);
    if (!mentions(text, texts) && !texts.some((each) => /\W/.test(each) && text.includes(each))) continue;
    const known = stores.find(
      (store) => store.script.statement === run && store.element.span.start === element.span.start,
    );
    if (known) known.paths.push(file.path);
    else stores.push({ script, element, paths: [file.path] });
  }
  return stores;
}

function readerOf(
  dockerfile: DockerfileText,
  run: StatementOf<"run">,
  paths: readonly string[],
): (command: SimpleCommand) => boolean {
  const tools = paths.flatMap((path) => readsFile(path) ?? []);
  const names = paths.map((path) => path.slice(path.lastIndexOf("/") + 1));
  return (command) =>
    tools.some((reads) => reads(command)) ||
    namesByPattern(dockerfile, run, command, paths) ||
    command.words.some(({ text }) => names.some((name) => text.includes(name))) ||
    command.redirections.some(
      ({ operator, target }) => operator === "<" && names.some((name) => target?.text.includes(name)),
    );
}

/** A command as written, the bodies of its heredocs too. */
const wholeText = (script: RunScript, element: ShellNode): string =>
  [
    textOf(script, element),
    ...simpleCommands(element).flatMap(({ redirections }) =>
      redirections.flatMap(({ body }) => body?.text ?? []),
    ),
  ].join("\n");

/** `echo … > FILE`, `… | tee FILE`: the file holds what the command says, and no other command of the Dockerfile adds to it. */
function isMade(
  dockerfile: DockerfileText,
  { statement }: RunScript,
  element: ShellNode,
  paths: readonly string[],
): boolean {
  const words = simpleCommands(element).flatMap((command) => [
    ...command.redirections
      .filter(({ operator }) => operator === ">")
      .flatMap(({ target }) => target?.text ?? []),
    ...(command.words[0]?.text === "tee" ? command.words.slice(1).map(({ text }) => text) : []),
  ]);
  const made = words.filter((word) => paths.includes(pathOf(dockerfile, statement, word)));
  return made.length > 0 && made.every((word) => writers(dockerfile, word) <= 1);
}

/** How many redirections write to a word. */
const writers = ({ text }: DockerfileText, word: string): number =>
  text
    .split(word)
    .slice(0, -1)
    .filter((before) => /[>|]\s?$/.test(before.slice(-3))).length;

/** A script in the arguments of a command, or a compound of several, does other things besides. */
const isSingle = (element: ShellNode): boolean =>
  (element.kind === "command" || element.kind === "pipeline") &&
  !simpleCommands(element).some((command) =>
    /^(?:su|sh|bash|ash|dash|zsh|eval|runuser|gosu|xargs)$/.test(wordsOf(command)[0] ?? ""),
  );

const onlyTends = (
  dockerfile: DockerfileText,
  script: RunScript | undefined,
  paths: readonly string[],
): boolean => {
  if (!script) return false;
  const { elements } = tending(dockerfile, script, paths);
  return script.elements.every((element) => elements.has(element));
};

function atEnd(dockerfile: DockerfileText, script: RunScript, command: string): Change {
  const { statement } = script;
  const last = script.elements.at(-1)!;
  const place = script.toSource(last.span).end;
  const [heredoc] = statement.instruction.heredocs;
  if (heredoc)
    return { start: heredoc.span.end, end: heredoc.span.end, text: `${command}${dockerfile.lineEnd}` };
  return { start: place, end: place, text: `${joint(dockerfile, statement)}${command}` };
}

function around(
  dockerfile: DockerfileText,
  script: RunScript,
  before: readonly string[],
  after: string,
  mount: string | undefined,
): Change[] {
  const first = script.elements[0]!;
  const { start } = script.toSource({ start: first.span.start, end: first.span.start + 1 });
  const glue =
    script.statement.instruction.heredocs.length > 0
      ? dockerfile.lineEnd
      : joint(dockerfile, script.statement);
  return [
    ...(mount === undefined ? [] : addMounts(dockerfile, script.statement, [mount])),
    { start, end: start, text: [...before, ""].join(glue) },
    atEnd(dockerfile, script, after),
  ];
}
