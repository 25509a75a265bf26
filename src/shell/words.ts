import type * as unbash from "unbash";
import type { Span } from "../text/source";
import type { Script, ShellWord, WordPart } from "./syntax";

/** Turns words of the parser into ours. `script` reads a nested script; `span` gives a node's place in the text that was parsed. */
export class WordReader {
  constructor(
    private readonly span: (node: { readonly pos: number; readonly end: number }) => Span,
    private readonly script: (script: unbash.ParsedScript | undefined, place: Span) => Script,
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
    return { text: assignment.text, parts: [literal(head), ...this.word(assignment.value).parts], span };
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

  private part(part: unbash.WordPart, quoted: boolean): WordPart[] {
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
        return [{ kind: "arithmetic", text: part.text, span }];
      case "Glob":
      case "ExtendedGlob":
        return [{ kind: "glob", text: part.text, span }];
      case "BraceExpansion":
        return [{ kind: "brace", alternatives: this.alternatives(part, span), span }];
    }
  }

  private parameter(part: unbash.ParameterExpansionPart, quoted: boolean, span: Span): WordPart {
    const base = {
      kind: "variable" as const,
      name: part.parameter,
      quoted,
      ...(part.prefix === "#" ? { length: true } : {}),
      ...(part.prefix === "!" ? { indirect: true } : {}),
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
      default:
        return { ...base, operator: operation.operator };
    }
  }

  /** `{a,b}` has a word for each choice; a range `{1..3}` stays one word as written. */
  private alternatives(part: unbash.BraceExpansionPart, span: Span): ShellWord[] {
    const inner = part.text.slice(1, -1);
    const whole: ShellWord = {
      text: part.text,
      parts: [{ kind: "literal", text: part.text, quoted: false, span }],
      span,
    };
    // A choice that holds quotes, variables or braces of its own would need the parser once more: rare, and left as written.
    if (!inner.includes(",") || /[{}$`"'\\]/.test(inner)) return [whole];
    return inner
      .split(",")
      .map((text) => ({ text, parts: [{ kind: "literal", text, quoted: false, span }], span }));
  }
}
