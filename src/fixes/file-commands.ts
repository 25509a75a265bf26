import { resolvePath } from "../image/paths";
import type { ShellNode, ShellWord, SimpleCommand } from "../shell/syntax";
import type { DockerfileText, StatementOf } from "./dockerfile-text";
import { readsProject } from "./readers";
import { type RunScript, runScript, simpleCommands, wordsOf } from "./run-script";

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
    // `[ -f x ] && rm x`, `rm x || true`
    const command = element.kind === "and-or" && element.rest.length === 1 ? element.first : element;
    if (command.kind !== "command") continue;
    const emptied = command.redirections.some(
      ({ operator, target }) => operator === ">" && target && meant(target),
    );
    if (emptied && /^(?::|true|)$/.test(wordsOf(command)[0] ?? "")) elements.add(element);
    if (!TENDS.test(wordsOf(command)[0] ?? "")) continue;
    const operands = operandsOf(command);
    const own = operands.filter(meant);
    if (own.length === 0) continue;
    if (own.length === operands.length) elements.add(element);
    else words.push(...own);
  }
  return { elements, words };
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
  const deletes = (element: ShellNode) =>
    simpleCommands(element).some((command) => /^(?:rm|shred|unlink)$/.test(wordsOf(command)[0] ?? ""));
  const removal = scripts.findIndex(({ tended }) => [...(tended ?? [])].some(deletes));
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
  return /^ch(?:mod|own|grp)$/.test(program) ? operands.slice(1) : operands;
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
