import {
  type Arithmetic,
  parseShell,
  type Redirection,
  type Script,
  type ShellNode,
  type ShellWord,
  type TestExpression,
} from "../../src/shell";

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
        ({ name, append, value, elements }) =>
          `${name}${append ? "+" : ""}=${value ? word(value) : `(${(elements ?? []).map(word).join(" ")})`}`,
      );
      return `${[...before, ...item.words.map(word)].join(" ")}${redirects(item.redirections)}`.trim();
    }
    case "and-or":
      return item.rest.reduce(
        (left, each) => `(${left} ${each.operator === "&&" ? "and" : "or"} ${node(each.node)})`,
        node(item.first),
      );
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
      return `test(${test(item.test)})`;
    case "arithmetic":
      return `((${item.expression ? arithmetic(item.expression) : ""}))`;
    case "arithmetic-for": {
      const parts = [item.initialize, item.test, item.update].map((part) => (part ? arithmetic(part) : ""));
      return `for ((${parts.join("; ")})): ${list(item.body)}`;
    }
  }
}

function test(item: TestExpression): string {
  switch (item.kind) {
    case "unary":
      return `${item.operator} ${word(item.operand)}`;
    case "binary":
      return `${word(item.left)} ${item.operator} ${word(item.right)}`;
    case "not":
      return `! ${test(item.operand)}`;
    default:
      return `(${item.operands.map(test).join(` ${item.kind} `)})`;
  }
}

function arithmetic(item: Arithmetic): string {
  switch (item.kind) {
    case "word":
      return word(item.word);
    case "unary":
      return item.prefix
        ? `${item.operator}${arithmetic(item.operand)}`
        : `${arithmetic(item.operand)}${item.operator}`;
    case "binary":
      return `(${arithmetic(item.left)} ${item.operator} ${arithmetic(item.right)})`;
    case "choice":
      return `(${arithmetic(item.test)} ? ${arithmetic(item.consequent)} : ${arithmetic(item.alternate)})`;
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
      return `$((${part.expression ? arithmetic(part.expression) : ""}))`;
    case "glob":
      return `glob ${part.text}`;
    case "brace":
      return `{${part.alternatives.map(word).join(",")}}`;
  }
}
