import type { Heredoc } from "../dockerfile/types";
import { parseShell } from "../shell";
import type { ShellNode, SimpleCommand } from "../shell/syntax";
import type { Change } from "../text/edits";
import type { Span } from "../text/source";
import type { DockerfileText, StatementOf } from "./dockerfile-text";
import { removeInstruction, removeItems } from "./instructions";

/** A RUN as a script that can be rewritten: its commands, and where each stands in the Dockerfile. */
export interface RunScript {
  readonly statement: StatementOf<"run">;
  /** The script as the shell gets it. */
  readonly text: string;
  /** The parts of the script that are joined by `&&`, `;` and line ends, in order. */
  readonly elements: readonly ShellNode[];
  /** Every simple command of them. */
  readonly commands: readonly SimpleCommand[];
  toSource(span: Span): Span;
}

/** What RUNs say, once read: a fix asks for the same ones many times, and a statement never changes. */
const known = new WeakMap<StatementOf<"run">, RunScript | "none">();

/** Reads a RUN in shell form; undefined for the exec form, and for what cannot be read as shell. */
export function runScript(statement: StatementOf<"run">): RunScript | undefined {
  const script = known.get(statement) ?? readScript(statement) ?? "none";
  known.set(statement, script);
  return script === "none" ? undefined : script;
}

function readScript(statement: StatementOf<"run">): RunScript | undefined {
  const { command, instruction } = statement;
  if (command.form === "exec") return undefined;
  const [only, ...others] = instruction.heredocs;
  if (only && others.length === 0 && /^<<-?\s*(["']?)[\w.-]+\1$/.test(command.text.trim())) {
    // With tabs removed the places no longer hold.
    if (only.chomp && /^\t/m.test(only.content)) return undefined;
    return scriptOf(statement, only.content, (offset) => only.span.start + offset);
  }
  const pieces = [
    { text: command.text, offset: (at: number) => command.sourceOffset(at) },
    ...instruction.heredocs.flatMap(piecesOf),
  ];
  return scriptOf(statement, pieces.map(({ text }) => text).join(""), (offset) => {
    let rest = offset;
    for (const piece of pieces) {
      if (rest < piece.text.length) return piece.offset(rest);
      rest -= piece.text.length;
    }
    return pieces.at(-1)!.offset(pieces.at(-1)!.text.length);
  });
}

const piecesOf = (heredoc: Heredoc) => [
  { text: "\n", offset: () => heredoc.span.start },
  { text: heredoc.content, offset: (at: number) => heredoc.span.start + at },
  { text: `${heredoc.name}\n`, offset: () => heredoc.span.end },
];

function scriptOf(
  statement: StatementOf<"run">,
  text: string,
  sourceOffset: (offset: number) => number,
): RunScript | undefined {
  const { commands, broken } = parseShell(text);
  if (broken) return undefined;
  const elements = commands.flatMap(chain);
  return {
    statement,
    text,
    elements,
    commands: simpleCommands(elements),
    toSource({ start, end }) {
      const from = sourceOffset(start);
      // The end of a span is behind its last character, not the place of the next one, which may be on another line.
      return { start: from, end: end > start ? sourceOffset(end - 1) + 1 : from };
    },
  };
}

/** What stands between the `&&` of a command line; all up to its last `||` is one. */
function chain(node: ShellNode): ShellNode[] {
  if (node.kind !== "and-or") return [node];
  const { first, rest, span } = node;
  const alternatives = rest.slice(0, rest.findLastIndex(({ operator }) => operator === "||") + 1);
  const end = alternatives.at(-1)?.node.span.end;
  const begin: ShellNode =
    end === undefined ? first : { ...node, rest: alternatives, span: { start: span.start, end } };
  return [begin, ...rest.slice(alternatives.length).map((each) => each.node)];
}

/** Every simple command of a node, those in substitutions too. */
export function simpleCommands(root: unknown): SimpleCommand[] {
  return nodesOf(root).filter((node): node is SimpleCommand => (node as SimpleCommand).kind === "command");
}

/** Every object of a syntax tree that has a kind. */
export function nodesOf(root: unknown): { readonly kind: string }[] {
  const found: { readonly kind: string }[] = [];
  const open: unknown[] = [root];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    // A span is no node, and every node has one.
    if (typeof next !== "object" || next === null || "start" in next) continue;
    if ("kind" in next) found.push(next as { readonly kind: string });
    // One by one: a list may be longer than a call takes arguments.
    for (const value of Object.values(next).reverse()) if (typeof value === "object") open.push(value);
  }
  return found;
}

export const textOf = ({ text }: RunScript, { span }: { readonly span: Span }): string =>
  text.slice(span.start, span.end);

/** The first words of a command, paths and `sudo` left out: `npm config set`. */
export function wordsOf(command: SimpleCommand): string[] {
  const words = command.words.map(({ text }) => text.replace(/^(["'])(.*)\1$/, "$2"));
  while (words[0] && ["sudo", "exec", "command", "time", "env"].includes(words[0])) words.shift();
  if (words[0] !== undefined) words[0] = words[0].slice(words[0].lastIndexOf("/") + 1);
  return words;
}

/** Takes commands out of a RUN; the instruction goes where nothing is left that does anything. */
export function removeElements(
  dockerfile: DockerfileText,
  script: RunScript,
  removed: (element: ShellNode) => boolean,
  names: readonly string[] = [],
): Change[] {
  const gone = script.elements.map(removed);
  if (!gone.includes(true)) return [];
  const idle = (element: ShellNode) =>
    element.kind === "command" &&
    ["set", "true", ":", "cd", "echo"].includes(wordsOf(element)[0] ?? "") &&
    element.redirections.length === 0;
  if (script.elements.every((element, index) => gone[index] || idle(element)))
    return [removeInstruction(dockerfile, script.statement, names)];
  return removeItems(
    script.elements.map(({ span }) => script.toSource(span)),
    gone,
  );
}
