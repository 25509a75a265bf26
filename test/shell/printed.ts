import { parseShell, type Redirection, type Script, type ShellNode, type ShellWord } from "../../src/shell";

/** A tree in one line, for tests to read: words in brackets, `$X` for variables, quotes around quoted text. */
export const printed = (text: string): string => script(parseShell(text));

const script = ({ commands, broken }: Script): string => (broken ? "BROKEN " : "") + list(commands);
const list = (nodes: readonly ShellNode[]): string => nodes.map(node).join("; ");
const redirects = (items: readonly Redirection[]): string =>
  items
    .map(
      ({ fd, operator, target, body }) =>
        ` ${fd ?? ""}${operator}${target ? word(target) : ""}${body ? word(body) : ""}`,
    )
    .join("");

function node(item: ShellNode): string {
  switch (item.kind) {
    case "command": {
      const before = item.assignments.map(
        ({ name, append, value }) => `${name}${append ? "+" : ""}=${value ? word(value) : "()"}`,
      );
      return `${[...before, ...item.words.map(word)].join(" ")}${redirects(item.redirections)}`.trim();
    }
    case "and":
    case "or":
      return `(${node(item.left)} ${item.kind} ${node(item.right)})`;
    case "pipeline":
      return `${item.negated ? "not " : ""}pipe(${item.commands.map(node).join(" | ")})`;
    case "group":
      return `{${list(item.body)}}${redirects(item.redirections)}`;
    case "subshell":
      return `sub(${list(item.body)})${redirects(item.redirections)}`;
    case "if":
      return `${item.branches.map(({ condition, body }) => (condition ? `if(${list(condition)}) ${list(body)}` : `else ${list(body)}`)).join(" ")}${redirects(item.redirections)}`;
    case "while":
    case "until":
      return `${item.kind}(${list(item.condition)}) ${list(item.body)}${redirects(item.redirections)}`;
    case "for":
      return `for ${item.name} in ${item.words?.map(word).join(" ") ?? "@"}: ${list(item.body)}${redirects(item.redirections)}`;
    case "case":
      return `case ${word(item.subject)} ${item.items.map(({ patterns, body }) => `${patterns.map(word).join("|")}) ${list(body)}`).join(" ")}`;
    case "function":
      return `function ${item.name} ${list(item.body)}`;
    case "background":
      return `bg(${node(item.command)})`;
    case "test":
      return `test(${item.words.map(word).join(" ")})`;
  }
}

const word = ({ parts }: ShellWord): string => `[${parts.map(partText).join("")}]`;

function partText(part: ShellWord["parts"][number]): string {
  switch (part.kind) {
    case "literal":
      return part.quoted ? `"${part.text.replaceAll("\n", "\\n")}"` : part.text.replaceAll("\n", "\\n");
    case "variable": {
      const operand = part.operand ? word(part.operand) : "";
      const rest = `${part.operator ?? ""}${operand}${part.replacement ? word(part.replacement) : ""}`;
      return `${part.quoted ? '"' : ""}$${part.length ? "#" : ""}${part.indirect ? "!" : ""}${part.name}${rest}${part.quoted ? '"' : ""}`;
    }
    case "substitution":
      return `$(${script(part.script)})`;
    case "process":
      return `${part.direction}(${script(part.script)})`;
    case "arithmetic":
      return "$((…))";
    case "glob":
      return `glob ${part.text}`;
    case "brace":
      return `{${part.alternatives.map(word).join(",")}}`;
  }
}
