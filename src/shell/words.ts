import type * as unbash from "unbash";
import type { Span } from "../text/source";
import { choicesOf, numbers, splitBrace, textParts } from "./braces";
import type { Arithmetic, Script, ShellWord, WordPart } from "./syntax";

const UNREAD: Script = { commands: [], broken: true };
/** So deep may expansions stand in one another: the parser reads each once more with what stands in it, all the way down. */
const MOST_NESTED = 32;

/** How deep the reader is in expansions, and what to tell of the first limit that it met. */
export interface Limits {
  depth: number;
  met: string | undefined;
}

/** Turns words of the parser into ours. `script` reads a nested script; `span` gives a node's place in the text that was parsed. */
export class WordReader {
  constructor(
    private readonly span: (node: { readonly pos: number; readonly end: number }) => Span,
    private readonly script: (script: unbash.ParsedScript | undefined, place: Span) => Script,
    private readonly limits: Limits,
  ) {}

  word(word: unbash.Word): ShellWord {
    const span = this.span(word);
    const parts = word.parts?.flatMap((part) => this.part(part, false));
    return {
      text: word.text,
      parts: parts ?? [{ kind: "literal", text: word.value, quoted: false, span }],
      span,
    };
  }

  /** `A=b` as an argument of `export` and its like. */
  assignmentWord(assignment: unbash.Assignment): ShellWord {
    const span = this.span(assignment);
    const literal = (text: string): WordPart => ({ kind: "literal", text, quoted: false, span });
    if (assignment.value.type === "ArrayValue")
      return { text: assignment.text, parts: [literal(assignment.text)], span };
    const head = `${assignment.name}${assignment.append ? "+" : ""}=`;
    const value = this.word(assignment.value).parts.map(unsplit);
    return { text: assignment.text, parts: [literal(head), ...value], span };
  }

  /** The body of a heredoc: expanded where the delimiter is bare, tabs removed for `<<-`. */
  heredocBody(heredoc: unbash.HereDoc): ShellWord {
    const { body } = heredoc;
    const span = this.span(body);
    const quoted = heredoc.delimiter?.quoted ?? false;
    const read = quoted ? undefined : body.parts?.flatMap((part) => this.part(part, true));
    const parts: readonly WordPart[] = read ?? [{ kind: "literal", text: body.text, quoted: true, span }];
    if (heredoc.operator === "<<") return { text: body.text, parts, span };
    // Tabs go from the start of each line; a part begins a line where it is the first or the one before ends one.
    let lineStart = true;
    const chomped = parts.map((part): WordPart => {
      const starts = lineStart;
      lineStart = part.kind === "literal" && part.text.endsWith("\n");
      if (part.kind !== "literal") return part;
      return { ...part, text: part.text.replace(starts ? /(^|\n)\t+/g : /(\n)\t+/g, "$1") };
    });
    return { text: body.text, parts: chomped, span };
  }

  /** What an expansion is made of is read only as it is asked for: not where it stands too deep. */
  private part(part: unbash.WordPart, quoted: boolean): WordPart[] {
    const { limits } = this;
    if (!("script" in part || part.type === "ParameterExpansion" || part.type === "ArithmeticExpansion"))
      return this.parts(part, quoted);
    if (this.isTooDeep()) return [{ kind: "substitution", script: UNREAD, quoted, span: this.span(part) }];
    limits.depth++;
    const parts = this.parts(part, quoted);
    limits.depth--;
    return parts;
  }

  private isTooDeep(): boolean {
    const { limits } = this;
    if (limits.depth < MOST_NESTED) return false;
    limits.met ??= `more than ${MOST_NESTED} expansions stand in one another`;
    return true;
  }

  private parts(part: unbash.WordPart, quoted: boolean): WordPart[] {
    const span = this.span(part);
    switch (part.type) {
      case "Literal":
        return [{ kind: "literal", text: part.value, quoted, span }];
      case "SingleQuoted":
      case "AnsiCQuoted":
        return [{ kind: "literal", text: part.value, quoted: true, span }];
      case "DoubleQuoted":
      case "LocaleString":
        // An empty pair of quotes is an empty word, which is not no word.
        if (part.parts.length === 0) return [{ kind: "literal", text: "", quoted: true, span }];
        return part.parts.flatMap((child) => this.part(child, true));
      case "SimpleExpansion":
        return [{ kind: "variable", name: part.text.slice(1), quoted, span }];
      case "ParameterExpansion":
        return [this.parameter(part, quoted, span)];
      case "CommandExpansion":
        return [{ kind: "substitution", script: this.script(part.script, span), quoted, span }];
      case "ProcessSubstitution":
        return [{ kind: "process", direction: part.operator, script: this.script(part.script, span), span }];
      case "ArithmeticExpansion":
        return [
          {
            kind: "arithmetic",
            ...(part.expression ? { expression: this.arithmetic(part.expression, span) } : {}),
            quoted,
            span,
          },
        ];
      case "Glob":
      case "ExtendedGlob":
        return [{ kind: "glob", text: part.text, span }];
      case "BraceExpansion":
        return [
          {
            kind: "brace",
            parts: this.braceParts(part, span),
            alternatives: this.alternatives(part, span),
            span,
          },
        ];
    }
  }

  private parameter(part: unbash.ParameterExpansionPart, quoted: boolean, span: Span): WordPart {
    const base = {
      kind: "variable" as const,
      name: part.parameter,
      quoted,
      ...(part.prefix === "#" ? { length: true } : {}),
      ...(part.prefix === "!" ? { indirect: true } : {}),
      ...(part.index ? { index: this.word(part.index) } : {}),
      span,
    };
    const { operation } = part;
    if (!operation) return base;
    switch (operation.type) {
      case "Default":
      case "Remove":
        return { ...base, operator: operation.operator, operand: this.word(operation.operand) };
      case "Replace":
        return {
          ...base,
          operator: operation.operator,
          operand: this.word(operation.pattern),
          replacement: this.word(operation.replacement),
        };
      case "Slice":
        return {
          ...base,
          operator: operation.operator,
          operand: this.word(operation.offset),
          ...(operation.length ? { replacement: this.word(operation.length) } : {}),
        };
      default:
        return { ...base, operator: operation.operator };
    }
  }

  /** `{a,b}` has a word for each choice, and `{1..3}` one for each number; a brace of another form has the text as its one choice. */
  private alternatives(part: unbash.BraceExpansionPart, span: Span): ShellWord[] {
    const inner = part.text.slice(1, -1);
    const range = /^(-?\d{1,6})\.\.(-?\d{1,6})$/.exec(inner);
    const plain = (text: string): ShellWord => ({
      text,
      parts: [{ kind: "literal", text, quoted: false, span }],
      span,
    });
    if (range) return numbers(Number(range[1]), Number(range[2])).map(plain);
    const brace = (text: string) => this.inner(text, span);
    const choices = part.parts
      ? choicesOf(part.parts, brace)
      : splitBrace(inner).map((choice) => textParts(choice, brace, span));
    if (!choices || choices.length < 2) return [plain(part.text)];
    return choices.map((parts): ShellWord => {
      const read = parts.flatMap((each) => ("type" in each ? this.part(each, false) : [each]));
      return { text: inner, parts: read, span };
    });
  }

  /** The brace as written: what is no choice to a shell that does not expand braces. */
  private braceParts(part: unbash.BraceExpansionPart, span: Span): WordPart[] {
    const literal = (text: string): WordPart => ({ kind: "literal", text, quoted: false, span });
    if (!part.parts) return [literal(part.text)];
    return [literal("{"), ...part.parts.flatMap((each) => this.part(each, false)), literal("}")];
  }

  /** A brace in a brace, which the parser leaves as text. */
  private inner(text: string, span: Span): WordPart {
    const whole: WordPart = { kind: "literal", text, quoted: false, span };
    if (this.isTooDeep()) return whole;
    this.limits.depth++;
    const alternatives = splitBrace(text.slice(1, -1)).map((choice): ShellWord => {
      const parts = textParts(choice, (nested) => this.inner(nested, span), span);
      return { text: choice, parts, span };
    });
    this.limits.depth--;
    return { kind: "brace", parts: [whole], alternatives, span };
  }

  arithmetic(expression: unbash.ArithmeticExpression, span: Span): Arithmetic {
    switch (expression.type) {
      case "ArithmeticWord": {
        const { value } = expression;
        // The parser tells the parts of `${1}` and leaves `$1` and `$x` as they are.
        const name = /^\$([A-Za-z_]\w*|\d)$/.exec(value)?.[1];
        const whole: WordPart = name
          ? { kind: "variable", name, quoted: true, span }
          : { kind: "literal", text: value, quoted: true, span };
        const parts = expression.parts?.flatMap((part) => this.part(part, true)) ?? [whole];
        return { kind: "word", word: { text: value, parts, span } };
      }
      case "ArithmeticCommandExpansion": {
        const parts: WordPart[] = [
          { kind: "substitution", script: this.script(expression.script, span), quoted: true, span },
        ];
        return { kind: "word", word: { text: expression.text, parts, span } };
      }
      case "ArithmeticGroup":
        return this.arithmetic(expression.expression, span);
      case "ArithmeticUnary": {
        const { operator, prefix } = expression;
        return { kind: "unary", operator, prefix, operand: this.arithmetic(expression.operand, span) };
      }
      case "ArithmeticBinary":
        return {
          kind: "binary",
          operator: expression.operator,
          left: this.arithmetic(expression.left, span),
          right: this.arithmetic(expression.right, span),
        };
      case "ArithmeticTernary":
        return {
          kind: "choice",
          test: this.arithmetic(expression.test, span),
          consequent: this.arithmetic(expression.consequent, span),
          alternate: this.arithmetic(expression.alternate, span),
        };
    }
  }
}

/** After `export`, `local` and their like no shell of today splits the value of an assignment; dash did until 0.5.11. */
const unsplit = (part: WordPart): WordPart =>
  part.kind === "substitution" || (part.kind === "variable" && !"@*".includes(part.name))
    ? { ...part, quoted: true }
    : part;
