import type { ShellNode } from "../../shell/syntax";
import type { Shell } from "./shell";
import type { WordExpander } from "./words";

/** Whether a condition surely holds, surely does not, or (undefined) depends on what cannot be known. */
export function conditionHolds(
  condition: readonly ShellNode[],
  shell: Shell,
  words: WordExpander,
): boolean | undefined {
  const [node] = condition;
  if (condition.length !== 1 || !node) return undefined;
  if (node.kind === "pipeline" && node.commands.length === 1) {
    const holds = conditionHolds(node.commands, shell, words);
    return holds === undefined ? undefined : holds !== node.negated;
  }
  if (node.kind !== "command" && node.kind !== "test") return undefined;
  const fields = node.words.map((word) => words.text(word, shell));
  const [name, ...rest] = fields;
  if (node.kind === "command") {
    if (name === "true" || name === ":") return true;
    if (name === "false") return false;
    if (name !== "[" && name !== "test") return undefined;
    return testHolds(rest.at(-1) === "]" ? rest.slice(0, -1) : rest, shell);
  }
  return testHolds(
    fields.filter((field) => field !== "[[" && field !== "]]"),
    shell,
  );
}

/** Whether a command is there to answer a question: `[ … ]`, `[[ … ]]`, `test`, also behind a `!`. */
export function isTest(node: ShellNode): boolean {
  if (node.kind === "pipeline") return node.commands.length === 1 && isTest(node.commands[0]!);
  if (node.kind === "test") return true;
  const [first] = node.kind === "command" ? (node.words[0]?.parts ?? []) : [];
  return first?.kind === "literal" && (first.text === "[" || first.text === "test");
}

function testHolds(args: readonly string[], shell: Shell): boolean | undefined {
  if (args[0] === "!") {
    const holds = testHolds(args.slice(1), shell);
    return holds === undefined ? undefined : !holds;
  }
  const [operator, operand] = args;
  if (args.length !== 2 || operator === undefined || operand === undefined) return undefined;
  switch (operator) {
    case "-f":
    case "-e":
    case "-s":
    case "-r":
      return shell.view.files.get(shell.path(operand))?.certain || undefined;
    case "-d":
      return shell.view.isDirectory(shell.path(operand)) || undefined;
    case "-n":
      return shell.dyes.marked(operand) || undefined;
    case "-z":
      return shell.dyes.marked(operand) ? false : undefined;
    default:
      return undefined;
  }
}
