import type { ShellNode, ShellWord, SimpleCommand } from "../shell/syntax";
import type { Change } from "../text/edits";
import type { DockerfileText, StatementOf } from "./dockerfile-text";
import { gitStore } from "./git-stores";
import { installsPackages, usesGit } from "./readers";
import { mentions } from "./rewrite";
import { nodesOf, type RunScript, removeElements, runScript, simpleCommands, wordsOf } from "./run-script";
import { settingAsVariable } from "./settings";

/** A variable in place of a setting that was stored: where a later RUN reads it, it is set there. */
export interface Export {
  readonly assignment: string;
  readonly reads: (command: SimpleCommand) => boolean;
  /** The RUN that stored it, as it is afterwards. */
  readonly instruction: string | undefined;
}

interface WithoutStores {
  readonly dockerfile: DockerfileText;
  /** Commands that now take the secret from the environment. */
  readonly readers: readonly ((command: SimpleCommand) => boolean)[];
  readonly exports: readonly Export[];
}

/** Whether `withoutStores` knows another form for a command. */
export const isRewritten = (element: ShellNode, names: readonly string[]): boolean =>
  nodeWords(element).some((word) => references(word, names).length > 0) ||
  simpleCommands(element).some((command) => gitStore(command, names).length > 0) ||
  settingAsVariable(element, names) !== undefined;

const NODE_FILE = /(?:npmrc|\.yarnrc(?:\.yml)?)["']?$/;

/**
 * Rewrites the commands that store a variable in a file which their tool reads later: npm and yarn fill a reference that stands there, git
 * asks a helper, pip and its like take a variable of their own.
 */
export function withoutStores(
  dockerfile: DockerfileText,
  names: readonly string[],
  inScope: (run: StatementOf<"run">) => boolean,
): WithoutStores {
  const changes: Change[] = [];
  const readers = new Set<(command: SimpleCommand) => boolean>();
  const exports: Export[] = [];
  for (const statement of dockerfile.statements) {
    if (statement.kind === "copy" || statement.kind === "add")
      changes.push(...heredocReferences(dockerfile, statement, names, readers));
    if (statement.kind !== "run" || !inScope(statement) || !mentions(dockerfile.written(statement), names))
      continue;
    const script = runScript(statement);
    if (!script) continue;
    const replaced = new Set<ShellNode>();
    const at = (change: Change): Change => ({ ...script.toSource(change), text: change.text });
    for (const [index, element] of script.elements.entries()) {
      for (const word of nodeWords(element)) {
        const found = references(word, names);
        if (found.length > 0) readers.add(installsPackages);
        changes.push(...found.map(at));
      }
      for (const command of simpleCommands(element)) {
        const git = gitStore(command, names);
        // A helper that is configured is asked by later commands, too.
        if (git.length > 0 && !wordsOf(command).includes("clone")) readers.add(usesGit);
        changes.push(
          ...git.map((change) => (change.start === change.end ? insertion(script, change) : at(change))),
        );
      }
      const setting =
        element.kind === "command" || element.kind === "pipeline"
          ? settingAsVariable(element, names)
          : undefined;
      if (setting) {
        const later = script.elements.slice(index + 1).flatMap((each) => simpleCommands(each));
        const here = later.some((command) => setting.reads(command));
        for (const assignment of setting.assignments)
          exports.push({ assignment, reads: setting.reads, instruction: here ? "" : undefined });
        if (here) changes.push(at({ ...element.span, text: `export ${setting.assignments.join(" ")}` }));
        else replaced.add(element);
      }
      if (element.kind === "command" && isUnset(element, names)) replaced.add(element);
    }
    changes.push(...removeElements(dockerfile, script, (element) => replaced.has(element), names));
  }
  return { dockerfile: dockerfile.with(changes), readers: [...readers], exports };
}

/** An insertion stands before a character, and not behind the one before it, which may be on another line. */
const insertion = (script: RunScript, { start, text }: Change): Change => {
  const place = script.toSource({ start, end: start + 1 }).start;
  return { start: place, end: place, text };
};

/** The words that end in a file which a package manager of Node reads, where `${NAME}` is filled in. */
function nodeWords(element: ShellNode): ShellWord[] {
  const piped = nodesOf(element).flatMap((node) => {
    const commands = node.kind === "pipeline" ? simpleCommands(node) : [];
    const last = commands.at(-1);
    if (!commands.every(says)) return [];
    const tees = last && wordsOf(last)[0] === "tee" && last.words.some(({ text }) => NODE_FILE.test(text));
    return tees || (last && writesNodeFile(last)) ? commands : [];
  });
  return simpleCommands(element).flatMap((command) => {
    if (piped.includes(command) || (says(command) && writesNodeFile(command))) return inputOf(command);
    return isNodeSetting(command) ? command.words.slice(2) : [];
  });
}

/** Whether a command writes what it is given; another program may do anything with its arguments. */
const says = (command: SimpleCommand): boolean =>
  /^(?:echo|printf|cat|tee|sed|)$/.test(wordsOf(command)[0] ?? "");

const writesNodeFile = ({ redirections }: SimpleCommand): boolean =>
  redirections.some(({ operator, target }) => operator.includes(">") && NODE_FILE.test(target?.text ?? ""));

/** What a command says: its arguments, and what it is given to read. */
const inputOf = ({ words, redirections }: SimpleCommand): ShellWord[] => [
  ...words.slice(1),
  ...redirections.flatMap(
    ({ body, operator, target }) => body ?? (operator === "<<<" && target ? [target] : []),
  ),
];

function isNodeSetting(command: SimpleCommand): boolean {
  const [program, ...rest] = wordsOf(command);
  const words = rest.filter((word) => !word.startsWith("-"));
  if (!["npm", "pnpm", "yarn"].includes(program ?? "")) return false;
  return words[0] === "set" || ((words[0] === "config" || words[0] === "c") && words[1] === "set");
}

/** The variable's name in place of its value: `'${NAME}'`, or `\${NAME}` between double quotes and in a heredoc. */
function references(word: ShellWord, names: readonly string[]): Change[] {
  const whole = /^"\$(?:(\w+)|\{(\w+)\})"$/.exec(word.text);
  const name = whole?.[1] ?? whole?.[2];
  if (name !== undefined && names.includes(name)) return [{ ...word.span, text: `'\${${name}}'` }];
  return nodesOf(word.parts).flatMap((node) => {
    if (node.kind !== "variable") return [];
    const part = node as Extract<ShellWord["parts"][number], { kind: "variable" }>;
    if (!names.includes(part.name)) return [];
    return [{ ...part.span, text: part.quoted ? `\\\${${part.name}}` : `'\${${part.name}}'` }];
  });
}

/** `COPY <<EOF .npmrc`: BuildKit leaves an escaped variable to whoever reads the file. */
function heredocReferences(
  { text }: DockerfileText,
  { instruction, destination }: StatementOf<"copy" | "add">,
  names: readonly string[],
  readers: Set<(command: SimpleCommand) => boolean>,
): Change[] {
  return instruction.heredocs.flatMap(({ expand, span, name }) => {
    if (!expand || !(NODE_FILE.test(destination.text) || NODE_FILE.test(name))) return [];
    const body = text.slice(span.start, span.end);
    return [...body.matchAll(/(?<!\\)\$(?:(\w+)|\{(\w+)\})/g)].flatMap((match) => {
      const variable = match[1] ?? match[2]!;
      if (!names.includes(variable)) return [];
      readers.add(installsPackages);
      const start = span.start + match.index;
      return [{ start, end: start + match[0].length, text: `\\\${${variable}}` }];
    });
  });
}

/** Takes back what is no longer stored, by a name that holds the secret; it would fail. */
const isUnset = (command: SimpleCommand, names: readonly string[]): boolean => {
  const words = wordsOf(command);
  return (
    words[0] === "git" &&
    words.includes("config") &&
    words.some((word) => /^--unset|^--remove-section/.test(word)) &&
    mentions(words.join(" "), names)
  );
};
