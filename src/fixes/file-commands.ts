import { resolvePath } from "../image/paths";
import type { ShellNode, ShellWord, SimpleCommand } from "../shell/syntax";
import type { DockerfileText, StatementOf } from "./dockerfile-text";
import { readsProject } from "./readers";
import { type RunScript, runScript, simpleCommands, textOf, wordsOf } from "./run-script";

/** Commands that do something to a file and nothing with what is in it. */
const TENDS = /^(?:rm|shred|unlink|chmod|chown|chgrp|touch|truncate|:|ssh-add)$/;

/** The path that a word of a RUN names, as far as the text tells it. */
export function pathOf(dockerfile: DockerfileText, run: StatementOf<"run">, word: string): string {
  const bare = word
    .replace(/^(["'])(.*)\1$/, "$2")
    .replace(/^(?:~|\$HOME|\$\{HOME\})(?=\/|$)/, dockerfile.homeAt(run));
  return resolvePath(dockerfile.directoryAt(run), bare);
}

export interface TendedFile {
  /** Commands of which nothing is left once the file is not there. */
  readonly elements: ReadonlySet<ShellNode>;
  /** Words to take out of commands that tend other files besides. */
  readonly words: readonly ShellWord[];
}

/** What in a RUN deletes some files, or sets their mode or owner: it would fail, or is of no use, once they are not there. */
export function tending(dockerfile: DockerfileText, script: RunScript, paths: readonly string[]): TendedFile {
  const elements = new Set<ShellNode>();
  const words: ShellWord[] = [];
  const meant = (word: ShellWord) => paths.includes(pathOf(dockerfile, script.statement, word.text));
  for (const element of script.elements) {
    const command = mainCommand(element);
    if (!command) continue;
    const emptied = command.redirections.some(
      ({ operator, target }) => operator === ">" && target && meant(target),
    );
    if (emptied && /^(?::|true|)$/.test(wordsOf(command)[0] ?? "")) elements.add(element);
    if (!TENDS.test(wordsOf(command)[0] ?? "") && !makesEmpty(command)) continue;
    const operands = operandsOf(command);
    const own = operands.filter(meant);
    if (own.length === 0) continue;
    if (own.length === operands.length) elements.add(element);
    else words.push(...own);
  }
  return { elements, words };
}

/** `[ -f x ] && rm x`, `rm x || true` */
function mainCommand(element: ShellNode): SimpleCommand | undefined {
  const command = element.kind === "and-or" && element.rest.length === 1 ? element.first : element;
  return command.kind === "command" ? command : undefined;
}

/** `install -m 600 /dev/null FILE` */
const makesEmpty = (command: SimpleCommand): boolean =>
  wordsOf(command)[0] === "install" && wordsOf(command).includes("/dev/null");

/** Whether nothing is left of a file behind a command that tends it. */
export const deletes = (element: ShellNode): boolean =>
  simpleCommands(element).some((command) =>
    /^(?:rm|shred|unlink|truncate|:|true|)$/.test(wordsOf(command)[0] ?? ""),
  );

/** Whether a word of chmod means one of some files: by its name, by a pattern, or by a folder with all that is in it. */
function covers(
  dockerfile: DockerfileText,
  run: StatementOf<"run">,
  command: SimpleCommand,
  word: ShellWord,
  paths: readonly string[],
): boolean {
  const path = pathOf(dockerfile, run, word.text);
  const [head = "", ...tails] = path.split("*");
  const isRecursive = wordsOf(command).some((each) => /^-[a-zA-Z]*R|^--recursive$/.test(each));
  return paths.some(
    (each) =>
      each === path ||
      (tails.length > 0 && each.startsWith(head) && each.endsWith(tails.at(-1)!)) ||
      (isRecursive && each.startsWith(`${path}/`)),
  );
}

/** `chmod 600 FOLDER/*` fails where the folder is empty. */
export const namesByPattern = (
  dockerfile: DockerfileText,
  run: StatementOf<"run">,
  command: SimpleCommand,
  paths: readonly string[],
): boolean =>
  SETS_MODE.test(wordsOf(command)[0] ?? "") &&
  operandsOf(command).some(
    (word) => word.text.includes("*") && covers(dockerfile, run, command, word, paths),
  );

const SETS_MODE = /^ch(?:mod|own|grp)$/;

/**
 * The commands that write some files anew in a RUN, with those of other RUNs that give them their mode, without the other files that
 * these name: ssh refuses a key that others may read.
 */
export function writtenAnew(
  dockerfile: DockerfileText,
  stored: string,
  scripts: readonly RunScript[],
  user: RunScript,
  paths: readonly string[],
): string[] {
  const [before, after]: [string[], string[]] = [[], []];
  for (const script of scripts) {
    const { statement } = script;
    for (const element of script.elements) {
      const command = mainCommand(element);
      const program = command && wordsOf(command)[0];
      if (!command || program === undefined) continue;
      const mode = SETS_MODE.test(program);
      if (!mode && !makesEmpty(command)) continue;
      // Only root gives files to somebody.
      if (/^ch(?:own|grp)$/.test(program) && dockerfile.userAt(user.statement) !== "") continue;
      const operands = operandsOf(command);
      const own = operands.filter((word) => covers(dockerfile, statement, command, word, paths));
      if (own.length === 0) continue;
      const words = command.words.filter((word) => own.includes(word) || !operands.includes(word));
      const text =
        own.length === operands.length
          ? textOf(script, element)
          : words.map(({ text }) => text).join(" ") + script.text.slice(command.span.end, element.span.end);
      (mode ? after : before).push(text);
    }
  }
  const mask = scripts[0]?.elements.find((each) => each.kind === "command" && wordsOf(each)[0] === "umask");
  // The commands behind the file keep the mask that they had.
  const made = mask ? `(${textOf(scripts[0]!, mask)} && ${stored})` : stored;
  return [...before, made, ...after];
}

/**
 * A file as the author spelled it where it is written: with a user that the base image sets, `~` is not the home that the Dockerfile
 * tells of. A relative path means the same only where no command of the RUN goes to another folder.
 */
export function spelled(
  dockerfile: DockerfileText,
  { statement }: RunScript,
  element: ShellNode,
  path: string,
  user: RunScript,
): string {
  const words = simpleCommands(element).flatMap(({ words: own, redirections }) => [
    ...own.slice(1),
    ...redirections.flatMap(({ target }) => target ?? []),
  ]);
  const word = words.find(({ text }) => pathOf(dockerfile, statement, text) === path)?.text;
  if (word === undefined) return path;
  if (/^["']?(?:~|\$\{?HOME\b)/.test(word)) return /\bHOME=/.test(user.text) ? path : word;
  if (/^["']?\//.test(word)) return word;
  const moves = user.commands.some((command) => /^(?:cd|pushd|popd)$/.test(wordsOf(command)[0] ?? ""));
  return moves || dockerfile.directoryAt(user.statement) !== dockerfile.directoryAt(statement) ? path : word;
}

/**
 * The RUNs that some files were made for, where nothing names them and a later RUN deletes them: those up to that one that may
 * read any file of the project.
 */
export function runsUntilRemoved(
  dockerfile: DockerfileText,
  later: readonly StatementOf<"run">[],
  paths: readonly string[],
): StatementOf<"run">[] {
  const scripts = later.map((run) => {
    const script = runScript(run);
    return { run, script, tended: script && tending(dockerfile, script, paths).elements };
  });
  const removes = (element: ShellNode) =>
    simpleCommands(element).some((command) => /^(?:rm|shred|unlink)$/.test(wordsOf(command)[0] ?? ""));
  const removal = scripts.findIndex(({ tended }) => [...(tended ?? [])].some(removes));
  return scripts.slice(0, removal + 1).flatMap(({ run, script, tended }) => {
    const rest = script?.elements.filter((element) => !tended?.has(element)) ?? [];
    return simpleCommands(rest).some(readsProject) ? [run] : [];
  });
}

/** The files that a command names; the mode of chmod and the owner of chown are none. */
function operandsOf(command: SimpleCommand): ShellWord[] {
  const [program = ""] = wordsOf(command);
  const at = command.words.findIndex(({ text }) => text.endsWith(program));
  const operands = command.words.slice(at + 1).filter(({ text }) => !text.startsWith("-"));
  if (program === "install") return operands.slice(-1);
  return SETS_MODE.test(program) ? operands.slice(1) : operands;
}

/** `mv FROM TO` of one of some files: where it is afterwards. */
export function movedTo(
  dockerfile: DockerfileText,
  run: StatementOf<"run">,
  path: string,
): string | undefined {
  const script = runScript(run);
  for (const element of script?.elements ?? []) {
    if (element.kind !== "command" || wordsOf(element)[0] !== "mv") continue;
    const [from, to, ...others] = operandsOf(element);
    if (!from || !to || others.length > 0 || pathOf(dockerfile, run, from.text) !== path) continue;
    const name = path.slice(path.lastIndexOf("/") + 1);
    return pathOf(dockerfile, run, to.text) + (/\/["']?$/.test(to.text) ? `/${name}` : "");
  }
  return undefined;
}
