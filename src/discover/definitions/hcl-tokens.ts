import type { Span } from "../../text/source";
import { type Expression, HclError } from "./hcl-syntax";

export type Token =
  | { readonly kind: "name" | "number" | "symbol" | "end"; readonly text: string; readonly span: Span }
  | TextToken;

interface TextToken {
  readonly kind: "text";
  /** The literal pieces. */
  readonly text: string;
  readonly parts: readonly Expression[];
  readonly span: Span;
}

const SYMBOL = /(?:&&|\|\||==|!=|<=|>=|=>|\.\.\.|[-+*/%<>!?:=,.(){}[\]])/y;
const BLANK = /(?:[ \t\r]+|#[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?\*\/)/y;
const LINE_END = /\n/y;
const WORD = /[A-Za-z_][\w-]*/y;
const NUMBER = /\d[\d.]*/y;
const HEREDOC = /<<-?([A-Za-z_]\w*)\r?\n/y;

/** The tokens of a stretch of HCL text. `inner` reads the expression inside `${…}`; `open` are the brackets that stand open where it begins. */
export class Tokens {
  constructor(
    private readonly text: string,
    private position: number,
    private readonly end: number,
    private readonly inner: (from: number, to: number) => Expression,
    private readonly open: string[],
  ) {}

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.position;
    const found = pattern.exec(this.text)?.[0];
    if (found === undefined || this.position + found.length > this.end) return undefined;
    this.position += found.length;
    return found;
  }

  /** The next token; the last is an `end`, again and again. Throws HclError. */
  read(): Token {
    // Only braces hold items of which each may stand on a line of its own; in other brackets a line's end is a blank.
    const isBlankLine = this.open.length > 0 && this.open.at(-1) !== "{";
    while (this.match(BLANK) !== undefined || (isBlankLine && this.match(LINE_END) !== undefined));
    const start = this.position;
    const token = (kind: "name" | "number" | "symbol" | "end", text: string): Token => ({
      kind,
      text,
      span: { start, end: this.position },
    });
    if (start >= this.end) return token("end", "");
    if (this.text[start] === "\n") {
      this.position++;
      return token("symbol", "\n");
    }
    if (this.text[start] === '"') return this.quoted(start);
    const heredoc = this.heredoc(start);
    if (heredoc) return heredoc;
    const word = this.match(WORD);
    if (word !== undefined) return token("name", word);
    const number = this.match(NUMBER);
    if (number !== undefined) return token("number", number);
    const symbol = this.match(SYMBOL);
    if (symbol !== undefined) {
      if ("([{".includes(symbol)) this.open.push(symbol);
      else if (")]}".includes(symbol)) this.open.pop();
      return token("symbol", symbol);
    }
    throw new HclError(`${JSON.stringify(this.text[start])} is not expected here`, start);
  }

  private quoted(start: number): Token {
    this.position++;
    const parts = this.template((at) => this.text[at] === '"');
    this.position++;
    return textToken(parts, { start, end: this.position });
  }

  private heredoc(start: number): Token | undefined {
    HEREDOC.lastIndex = start;
    const opening = HEREDOC.exec(this.text);
    if (!opening) return undefined;
    const bodyStart = start + opening[0].length;
    const close = new RegExp(`^[ \\t]*${opening[1]}[ \\t]*\\r?$`, "m");
    const found = close.exec(this.text.slice(bodyStart, this.end));
    if (!found) throw new HclError("This heredoc has no end", start);
    const bodyEnd = bodyStart + found.index;
    this.position = bodyStart;
    const parts = this.template((at) => at >= bodyEnd, false);
    this.position = bodyEnd + found[0].length;
    return textToken(parts, { start, end: this.position });
  }

  /** The pieces of a text up to its end: literal text and `${…}`. */
  private template(isEnd: (at: number) => boolean, escapes = true): Expression[] {
    const parts: Expression[] = [];
    let literal = "";
    let from = this.position;
    const flush = () => {
      if (literal !== "")
        parts.push({ kind: "literal", value: literal, span: { start: from, end: this.position } });
      literal = "";
    };
    while (!isEnd(this.position)) {
      const at = this.position;
      if (at >= this.end) throw new HclError("This text has no end", from);
      if (this.text.startsWith("$${", at) || this.text.startsWith("%%{", at)) {
        literal += this.text.slice(at + 1, at + 3);
        this.position += 3;
      } else if (this.text.startsWith("${", at) || this.text.startsWith("%{", at)) {
        flush();
        parts.push(this.interpolation(at));
        from = this.position;
      } else if (escapes && this.text[at] === "\\") {
        literal += ESCAPES[this.text[at + 1] ?? ""] ?? this.text[at + 1] ?? "";
        this.position += 2;
      } else {
        literal += this.text[at];
        this.position++;
      }
    }
    flush();
    return parts;
  }

  private interpolation(at: number): Expression {
    const close = closingBrace(this.text, at + 2, this.end);
    const span = { start: at, end: close + 1 };
    this.position = close + 1;
    if (this.text[at] === "%") return { kind: "unknown", span };
    return { ...this.inner(at + 2, close), span };
  }
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r" };

const textToken = (parts: readonly Expression[], span: Span): TextToken => ({
  kind: "text",
  text: parts.map((part) => (part.kind === "literal" ? part.value : "")).join(""),
  parts,
  span,
});

/** The brace that closes an interpolation; texts inside it may hold braces, too. */
function closingBrace(text: string, from: number, end: number): number {
  let level = 0;
  let inText = false;
  for (let at = from; at < end; at++) {
    const character = text[at];
    if (character === "\\" && inText) at++;
    else if (character === '"') inText = !inText;
    else if (character === "{" && !inText) level++;
    else if (character === "}" && !inText && level-- === 0) return at;
  }
  throw new HclError("This ${ has no closing brace", from);
}
