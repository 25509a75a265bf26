import type * as unbash from "unbash";
import type { Span } from "../text/source";
import type { Redirection, Script, ShellAssignment, ShellNode, ShellWord, TestExpression } from "./syntax";
import { type Limits, WordReader } from "./words";

/** `{fd}> f` opens a descriptor of its own choice, which is 10 or higher. */
const descriptorNumber = (descriptor: unbash.RedirectDescriptor): number =>
  descriptor.type === "FileDescriptor" ? descriptor.value : 10;

/** More than a RUN is followed through in one list: to make nodes of the rest would take memory. */
const MOST_COMMANDS = 8_000;

/** Turns the parser's tree into ours. `place` pins all spans, where the parser's own do not refer to the text. */
export class NodeReader {
  private readonly words: WordReader;

  constructor(
    private readonly place: Span | undefined,
    private readonly length: number,
    readonly limits: Limits = { depth: 0, met: undefined },
  ) {
    this.words = new WordReader(
      (node) => this.span(node),
      (script, place) => this.nested(script, place),
      limits,
    );
  }

  list(statements: readonly unbash.Statement[]): ShellNode[] {
    const read = statements.length > MOST_COMMANDS ? statements.slice(0, MOST_COMMANDS) : statements;
    if (read !== statements) this.limits.met ??= `it holds more than ${MOST_COMMANDS} commands`;
    return read.map((statement) => {
      const command = this.node(statement.command);
      return statement.background ? { kind: "background", command, span: this.span(statement) } : command;
    });
  }

  private span(node: { readonly pos: number; readonly end: number }): Span {
    // In a broken text the parser's places may lie behind its end.
    const inside = (offset: number) => Math.min(offset, this.length);
    return this.place ?? { start: inside(node.pos), end: inside(node.end) };
  }

  private nested(script: unbash.ParsedScript | undefined, place: Span): Script {
    if (!script) return { commands: [], broken: true };
    // Backticks with escapes are decoded first, so their positions are those of the decoded text.
    const reader =
      script.source === undefined && !this.place
        ? new NodeReader(undefined, this.length, this.limits)
        : new NodeReader(this.place ?? place, this.length, this.limits);
    return { commands: reader.list(script.commands), broken: (script.errors?.length ?? 0) > 0 };
  }

  private node(
    node: unbash.PipelineNode | unbash.AndOr | unbash.CompoundList,
    redirections: readonly Redirection[] = [],
  ): ShellNode {
    const span = this.span(node);
    switch (node.type) {
      case "Command":
        return this.command(node);
      case "AndOr":
        return this.andOr(node);
      case "Pipeline":
        return {
          kind: "pipeline",
          commands: node.commands.map((command, index) =>
            node.operators[index] === "|&" ? this.withErrors(this.node(command)) : this.node(command),
          ),
          negated: node.prefixes.filter((prefix) => prefix.type === "Negation").length % 2 === 1,
          span,
        };
      case "Redirected":
        return this.node(
          node.command,
          node.redirects.map((redirect) => this.redirection(redirect)),
        );
      case "BraceGroup":
        return { kind: "group", body: this.list(node.body.commands), redirections, span };
      case "Subshell":
        return { kind: "subshell", body: this.list(node.body.commands), redirections, span };
      case "CompoundList":
        return { kind: "group", body: this.list(node.commands), redirections, span };
      case "If":
        return { kind: "if", branches: this.branches(node), redirections, span };
      case "While":
        return {
          kind: node.kind,
          condition: this.list(node.clause.commands),
          body: this.list(node.body.commands),
          redirections,
          span,
        };
      case "For":
      case "Select":
        return {
          kind: "for",
          name: node.name.value,
          ...(node.wordlist ? { words: node.wordlist.map((word) => this.words.word(word)) } : {}),
          body: this.list(node.body.commands),
          redirections,
          span,
        };
      case "ArithmeticFor":
        return {
          kind: "arithmetic-for",
          ...(node.initialize ? { initialize: this.words.arithmetic(node.initialize, span) } : {}),
          ...(node.test ? { test: this.words.arithmetic(node.test, span) } : {}),
          ...(node.update ? { update: this.words.arithmetic(node.update, span) } : {}),
          body: this.list(node.body.commands),
          redirections,
          span,
        };
      case "Case":
        return {
          kind: "case",
          subject: this.words.word(node.word),
          items: node.items.map((item) => ({
            patterns: item.pattern.map((word) => this.words.word(word)),
            body: this.list(item.body.commands),
            terminator: item.terminator ?? ";;",
          })),
          redirections,
          span,
        };
      case "Function":
        return { kind: "function", name: node.name.value, body: [this.node(node.body)], span };
      case "Coproc":
        return { kind: "background", command: this.node(node.body), span };
      case "TestCommand":
        return { kind: "test", test: this.test(node.expression), span };
      case "ArithmeticCommand":
        return {
          kind: "arithmetic",
          ...(node.expression ? { expression: this.words.arithmetic(node.expression, span) } : {}),
          span,
        };
    }
  }

  private command(node: unbash.Command): ShellNode {
    const assignments = node.prefix.flatMap((item) =>
      item.type === "Assignment" ? [this.assignment(item)] : [],
    );
    const words = node.args.map((word) =>
      word.type === "Assignment" ? this.words.assignmentWord(word) : this.words.word(word),
    );
    return {
      kind: "command",
      assignments,
      words: node.name ? [this.words.word(node.name), ...words] : words,
      redirections: node.redirects.map((redirect) => this.redirection(redirect)),
      span: this.span(node),
    };
  }

  private assignment(assignment: unbash.Assignment): ShellAssignment {
    return {
      name: assignment.name,
      ...(assignment.value.type === "Word"
        ? { value: this.words.word(assignment.value) }
        : { elements: assignment.value.elements.map((element) => this.words.word(element)) }),
      ...(assignment.index ? { index: this.words.word(assignment.index) } : {}),
      append: assignment.append ?? false,
      span: this.span(assignment),
    };
  }

  private andOr({ commands, operators }: unbash.AndOr): ShellNode {
    const [first, ...others] = commands.map((command) => this.node(command));
    const last = others.at(-1);
    if (!last) return first!;
    return {
      kind: "and-or",
      first: first!,
      rest: others.map((node, index) => ({ operator: operators[index] === "||" ? "||" : "&&", node })),
      span: { start: first!.span.start, end: last.span.end },
    };
  }

  private branches(node: unbash.If) {
    return [
      { condition: this.list(node.clause.commands), body: this.list(node.then.commands) },
      ...node.elif.map((elif) => ({
        condition: this.list(elif.clause.commands),
        body: this.list(elif.then.commands),
      })),
      ...(node.else ? [{ body: this.list(node.else.commands) }] : []),
    ];
  }

  /** `a |& b` is `a 2>&1 | b`, the descriptor joined after the command's own redirections. */
  private withErrors(node: ShellNode): ShellNode {
    const { span } = node;
    const target: ShellWord = {
      text: "1",
      parts: [{ kind: "literal", text: "1", quoted: false, span }],
      span,
    };
    const joined: Redirection = { operator: ">&", fd: 2, target, span };
    return "redirections" in node
      ? { ...node, redirections: [...node.redirections, joined] }
      : { kind: "group", body: [node], redirections: [joined], span };
  }

  private test(expression: unbash.TestExpression): TestExpression {
    switch (expression.type) {
      case "TestUnary":
        return {
          kind: "unary",
          operator: expression.operator,
          operand: this.words.word(expression.operand),
        };
      case "TestBinary":
        return {
          kind: "binary",
          operator: expression.operator,
          left: this.words.word(expression.left),
          right: this.words.word(expression.right),
        };
      case "TestNot": {
        const operand = this.test(expression.operand);
        return expression.negations.length % 2 === 1 ? { kind: "not", operand } : operand;
      }
      case "TestGroup":
        return this.test(expression.expression);
      case "TestLogical":
        return {
          kind: expression.operator === "&&" ? "and" : "or",
          operands: expression.operands.map((operand) => this.test(operand)),
        };
    }
  }

  private redirection(redirect: unbash.Redirection): Redirection {
    const span = this.span(redirect);
    const fd = redirect.descriptor ? { fd: descriptorNumber(redirect.descriptor) } : {};
    if (redirect.type === "HereDoc")
      return { operator: "<<", ...fd, body: this.words.heredocBody(redirect), span };
    return {
      operator: redirect.operator,
      ...fd,
      ...(redirect.target ? { target: this.words.word(redirect.target) } : {}),
      span,
    };
  }
}
