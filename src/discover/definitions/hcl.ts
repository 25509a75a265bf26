import type { Span } from "../../text/source";
import { type Block, type Expression, HclError, type ObjectEntry } from "./hcl-syntax";
import { type Token, Tokens } from "./hcl-tokens";

const BINARY: readonly (readonly string[])[] = [
  ["||"],
  ["&&"],
  ["==", "!="],
  ["<", ">", "<=", ">="],
  ["+", "-"],
  ["*", "/", "%"],
];
const DEEPEST = 100;

/** Reads an HCL file into its blocks; top-level attributes come as a block without a type. Throws HclError. Linear in the text's length. */
export function parseHcl(text: string): readonly Block[] {
  return new Reader(text, 0, text.length).file();
}

class Reader {
  private token: Token;
  private readonly tokens: Tokens;

  constructor(
    text: string,
    start: number,
    end: number,
    private depth = 0,
  ) {
    const interpolation = (from: number, to: number) => new Reader(text, from, to, this.depth + 1).only();
    this.tokens = new Tokens(text, start, end, interpolation, depth > 0 ? ["${"] : []);
    this.token = this.tokens.read();
  }

  file(): Block[] {
    const { attributes, blocks } = this.body("end");
    return [{ type: "", labels: [], span: { start: 0, end: 0 }, attributes }, ...blocks];
  }

  /** One expression, which must be all that is there: the inside of `${…}`. */
  only(): Expression {
    const expression = this.expression();
    if (this.token.kind !== "end") this.fail("the end of the expression");
    return expression;
  }

  private body(close: "end" | "}"): { attributes: ObjectEntry[]; blocks: Block[] } {
    const attributes: ObjectEntry[] = [];
    const blocks: Block[] = [];
    for (this.newlines(); !this.isClose(close); this.newlines()) {
      const { text: name, span } = this.take("name");
      if (this.isSymbol("=")) {
        this.next();
        attributes.push({ name, key: span, value: this.expression() });
        continue;
      }
      const labels: string[] = [];
      while (this.token.kind === "text" || this.token.kind === "name") labels.push(this.next().text);
      this.symbol("{");
      const inner = this.body("}");
      this.next();
      const head = { start: span.start, end: span.end };
      // Blocks in blocks (`validation`) say nothing of a build.
      blocks.push({ type: name, labels, span: head, attributes: inner.attributes });
    }
    return { attributes, blocks };
  }

  private isClose(close: "end" | "}"): boolean {
    if (close === "}" && this.token.kind === "end") this.fail("a closing brace");
    return close === "end" ? this.token.kind === "end" : this.isSymbol("}");
  }

  private expression(): Expression {
    if (++this.depth > DEEPEST) throw new HclError("This is nested too deeply", this.token.span.start);
    const condition = this.binary(0);
    this.depth--;
    if (!this.isSymbol("?")) return condition;
    this.next();
    this.newlines();
    const then = this.expression();
    this.newlines();
    this.symbol(":");
    this.newlines();
    const otherwise = this.expression();
    return {
      kind: "conditional",
      condition,
      then,
      otherwise,
      span: { start: condition.span.start, end: otherwise.span.end },
    };
  }

  private binary(level: number): Expression {
    const operators = BINARY[level];
    if (!operators) return this.unary();
    let left = this.binary(level + 1);
    while (this.token.kind === "symbol" && operators.includes(this.token.text)) {
      const operator = this.next().text;
      this.newlines();
      const right = this.binary(level + 1);
      left = {
        kind: "operation",
        operator,
        operands: [left, right],
        span: { start: left.span.start, end: right.span.end },
      };
    }
    return left;
  }

  private unary(): Expression {
    if (!this.isSymbol("!") && !this.isSymbol("-")) return this.postfix(this.primary());
    const { text: operator, span } = this.next();
    if (++this.depth > DEEPEST) throw new HclError("This is nested too deeply", span.start);
    const operand = this.unary();
    this.depth--;
    return {
      kind: "operation",
      operator,
      operands: [operand],
      span: { start: span.start, end: operand.span.end },
    };
  }

  /** `a.b`, `a[0]`: a path into a variable, or a value that is not read. */
  private postfix(base: Expression): Expression {
    let value = base;
    for (;;) {
      if (this.isSymbol(".")) {
        this.next();
        const name = this.next();
        const span = { start: value.span.start, end: name.span.end };
        value =
          value.kind === "variable"
            ? { kind: "variable", path: [...value.path, name.text], span }
            : { kind: "unknown", span };
      } else if (this.isSymbol("[")) {
        this.next();
        if (!this.isSymbol("]")) this.skipTo("]");
        value = { kind: "unknown", span: { start: value.span.start, end: this.next().span.end } };
      } else return value;
    }
  }

  private primary(): Expression {
    const token = this.next();
    const { span } = token;
    if (token.kind === "text") {
      const [only] = token.parts;
      if (token.parts.length === 0) return { kind: "literal", value: "", span };
      if (token.parts.length === 1 && only?.kind === "literal") return { ...only, span };
      return { kind: "template", parts: token.parts, span };
    }
    if (token.kind === "number") return { kind: "literal", value: token.text, span };
    if (token.kind === "name") return this.named(token.text, span);
    if (token.text === "(") {
      const inside = this.expression();
      this.symbol(")");
      return inside;
    }
    if (token.text === "[") return this.sequence("]", span);
    if (token.text === "{") return this.object(span);
    throw new HclError(`Expected a value, but found ${JSON.stringify(token.text)}`, span.start);
  }

  private named(name: string, span: Span): Expression {
    if (name === "true" || name === "false") return { kind: "literal", value: name, span };
    if (name === "null") return { kind: "literal", value: null, span };
    if (!this.isSymbol("(")) return { kind: "variable", path: [name], span };
    this.next();
    const list = this.sequence(")", span);
    return { kind: "call", name, args: list.kind === "list" ? list.items : [], span: list.span };
  }

  private sequence(close: string, span: Span): Expression {
    const items: Expression[] = [];
    if (this.token.kind === "name" && this.token.text === "for") return this.skipped(close, span);
    while (!this.isSymbol(close)) {
      items.push(this.expression());
      if (this.isSymbol("...")) this.next();
      if (this.isSymbol(",")) this.next();
      else if (!this.isSymbol(close)) this.fail(`a comma or ${close}`);
    }
    return { kind: "list", items, span: { start: span.start, end: this.next().span.end } };
  }

  private object(span: Span): Expression {
    const entries: ObjectEntry[] = [];
    this.newlines();
    if (this.token.kind === "name" && this.token.text === "for") return this.skipped("}", span);
    while (!this.isSymbol("}")) {
      const key = this.isSymbol("(") ? this.primary() : this.next();
      const name = "text" in key ? key.text : key.kind === "literal" ? (key.value ?? "") : "";
      if (!this.isSymbol("=") && !this.isSymbol(":")) this.fail("=");
      this.next();
      this.newlines();
      entries.push({ name, key: key.span, value: this.expression() });
      if (this.isSymbol(",")) this.next();
      this.newlines();
    }
    return { kind: "object", entries, span: { start: span.start, end: this.next().span.end } };
  }

  private skipped(close: string, span: Span): Expression {
    this.skipTo(close);
    return { kind: "unknown", span: { start: span.start, end: this.next().span.end } };
  }

  /** Leaves the token at the bracket that closes this level. */
  private skipTo(close: string): void {
    let level = 0;
    while (level > 0 || !this.isSymbol(close)) {
      if (this.token.kind === "end") this.fail(close);
      if (this.token.kind === "symbol" && "([{".includes(this.token.text)) level++;
      if (this.token.kind === "symbol" && ")]}".includes(this.token.text)) level--;
      this.next();
    }
  }

  private isSymbol(text: string): boolean {
    return this.token.kind === "symbol" && this.token.text === text;
  }

  private symbol(text: string): void {
    if (!this.isSymbol(text)) this.fail(text);
    this.next();
  }

  private take(kind: Token["kind"]): Token {
    if (this.token.kind !== kind) this.fail(`a ${kind}`);
    return this.next();
  }

  private fail(expected: string): never {
    const { kind, text, span } = this.token;
    const found = kind === "end" ? "the file ends" : `found ${JSON.stringify(text.slice(0, 20))}`;
    throw new HclError(`Expected ${expected}, but ${found}`, span.start);
  }

  private newlines(): void {
    while (this.isSymbol("\n")) this.next();
  }

  private next(): Token {
    const taken = this.token;
    this.token = this.tokens.read();
    return taken;
  }
}
