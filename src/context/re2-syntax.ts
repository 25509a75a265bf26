import {
  anyOf,
  type CharacterTest,
  isNoLineEnd,
  negate,
  perlClass,
  posixClass,
  range,
  unicodeClass,
} from "./re2-class";
import { type Assertion, type Expression, ExpressionError, repeat, repetitionLimit } from "./re2-expression";

/** Reads RE2's syntax as Go's `regexp.Compile` does, without flags and named groups, which an ignore line cannot write. */
export function parseExpression(text: string): Expression {
  const parser = new Parser(text);
  const expression = parser.alternatives();
  if (!parser.done) throw new ExpressionError("unexpected )");
  return expression;
}

class Parser {
  #at = 0;
  readonly #lastNameEnd: number;

  constructor(readonly text: string) {
    this.#lastNameEnd = text.lastIndexOf(":]");
  }

  get done(): boolean {
    return this.#at >= this.text.length;
  }

  alternatives(): Expression {
    const items: Expression[] = [];
    for (;;) {
      items.push(this.#sequence());
      if (this.text[this.#at] !== "|") break;
      this.#at++;
    }
    return items.length === 1 ? items[0]! : { kind: "alternatives", items };
  }

  #sequence(): Expression {
    const items: Expression[] = [];
    let repeated = false;
    while (!this.done) {
      const character = this.text[this.#at]!;
      if (character === "|" || character === ")") break;
      const counts = this.#repetition(character);
      if (counts) {
        const item = items.pop();
        if (!item) throw new ExpressionError("nothing to repeat");
        if (repeated) throw new ExpressionError("a repetition of a repetition");
        items.push(repeat(item, counts.minimum, counts.maximum));
      } else this.#item(character, items);
      repeated = counts !== undefined;
    }
    return { kind: "sequence", items };
  }

  /** `*`, `+`, `?` or `{n,m}`, each with the `?` that only changes which match is preferred. A `{` of another form is literal. */
  #repetition(character: string): { readonly minimum: number; readonly maximum: number } | undefined {
    const { text } = this;
    let minimum = character === "+" ? 1 : 0;
    let maximum = character === "?" ? 1 : Number.POSITIVE_INFINITY;
    if (character === "{") {
      // A number with a needless zero in front is no number to RE2.
      const counts = /\{(0|[1-9][0-9]*)(?:(,)(0|[1-9][0-9]*)?)?\}/y;
      counts.lastIndex = this.#at;
      const match = counts.exec(text);
      if (!match) return undefined;
      minimum = Number(match[1]);
      if (!match[2]) maximum = minimum;
      else if (match[3] !== undefined) maximum = Number(match[3]);
      const largest = Number.isFinite(maximum) ? maximum : minimum;
      if (minimum > repetitionLimit || largest > repetitionLimit || minimum > maximum)
        throw new ExpressionError("an impossible count");
      this.#at = counts.lastIndex;
    } else if (character === "*" || character === "+" || character === "?") this.#at++;
    else return undefined;
    if (text[this.#at] === "?") this.#at++;
    return { minimum, maximum };
  }

  #item(character: string, items: Expression[]): void {
    if (character === "\\") {
      this.#escaped(items);
      return;
    }
    if (character === "[") {
      items.push({ kind: "character", test: this.#class() });
      return;
    }
    if (character === "(") {
      this.#at++;
      items.push(this.alternatives());
      if (this.text[this.#at] !== ")") throw new ExpressionError("a ( without its )");
      this.#at++;
      return;
    }
    const point = this.#next();
    if (character === "^") items.push({ kind: "assertion", assertion: "begin" });
    else if (character === "$") items.push({ kind: "assertion", assertion: "end" });
    else items.push({ kind: "character", test: character === "." ? isNoLineEnd : literal(point) });
  }

  #escaped(items: Expression[]): void {
    const { text } = this;
    const letter = text[this.#at + 1] ?? "";
    const assertion = assertions.get(letter);
    if (assertion) {
      this.#at += 2;
      items.push({ kind: "assertion", assertion });
      return;
    }
    if (letter === "Q") {
      this.#at += 2;
      const end = text.indexOf("\\E", this.#at);
      const stop = end < 0 ? text.length : end;
      while (this.#at < stop) items.push({ kind: "character", test: literal(this.#next()) });
      if (end >= 0) this.#at += 2;
      return;
    }
    items.push({ kind: "character", test: this.#classEscape() ?? literal(this.#escape()) });
  }

  /** A class in brackets. `]` and `-` are literal where they cannot mean anything else. */
  #class(): CharacterTest {
    const { text } = this;
    this.#at++;
    const negated = text[this.#at] === "^";
    if (negated) this.#at++;
    const tests: CharacterTest[] = [];
    for (let first = true; first || text[this.#at] !== "]"; first = false) {
      const test = this.#namedClass() ?? this.#classEscape();
      if (test) {
        tests.push(test);
        continue;
      }
      const low = this.#classCharacter();
      let high = low;
      if (text[this.#at] === "-" && this.#at + 1 < text.length && text[this.#at + 1] !== "]") {
        this.#at++;
        high = this.#classCharacter();
        if (high < low) throw new ExpressionError("a range that runs backwards");
      }
      tests.push(range(low, high));
    }
    this.#at++;
    return negated ? negate(anyOf(tests)) : anyOf(tests);
  }

  /** `[:alpha:]` inside a class. */
  #namedClass(): CharacterTest | undefined {
    const { text } = this;
    if (!text.startsWith("[:", this.#at) || this.#lastNameEnd < this.#at + 2) return undefined;
    const end = text.indexOf(":]", this.#at + 2);
    const test = posixClass(text.slice(this.#at + 2, end));
    if (!test) throw new ExpressionError("an unknown class name");
    this.#at = end + 2;
    return test;
  }

  /** `\d`, `\w`, `\s`, `\p{Greek}` and their negations. */
  #classEscape(): CharacterTest | undefined {
    const { text } = this;
    if (text[this.#at] !== "\\") return undefined;
    const letter = text[this.#at + 1] ?? "";
    if (letter !== "p" && letter !== "P") {
      const test = perlClass(letter);
      if (test) this.#at += 2;
      return test;
    }
    this.#at += 2;
    let name = this.done ? "" : String.fromCodePoint(this.#next());
    if (name === "{") {
      const end = text.indexOf("}", this.#at);
      if (end < 0) throw new ExpressionError("a \\p{ without its }");
      name = text.slice(this.#at, end);
      this.#at = end + 1;
    }
    const inverted = name.startsWith("^");
    const test = unicodeClass(inverted ? name.slice(1) : name);
    if (!test) throw new ExpressionError("an unknown Unicode class");
    return (letter === "P") !== inverted ? negate(test) : test;
  }

  #classCharacter(): number {
    if (this.done) throw new ExpressionError("a [ without its ]");
    return this.text[this.#at] === "\\" ? this.#escape() : this.#next();
  }

  /** An escape that stands for one character. */
  #escape(): number {
    const { text } = this;
    const single = /\\(?:([1-7][0-7]{1,2}|0[0-7]{0,2})|x([0-9A-Fa-f]{2})|x\{([0-9A-Fa-f]+)\})/y;
    single.lastIndex = this.#at;
    const match = single.exec(text);
    if (match) {
      this.#at = single.lastIndex;
      const point = match[1] ? Number.parseInt(match[1], 8) : Number.parseInt(match[2] ?? match[3]!, 16);
      if (point > 0x10ffff) throw new ExpressionError("no such character");
      return point;
    }
    this.#at++;
    if (this.done) throw new ExpressionError("a backslash at the end");
    const point = this.#next();
    const control = "abtnvfr".indexOf(String.fromCodePoint(point));
    if (control >= 0 && control !== 1) return control + 7;
    if (point >= 0x80 || isLetterOrDigit(point)) throw new ExpressionError("an unknown escape");
    return point;
  }

  #next(): number {
    const point = this.text.codePointAt(this.#at)!;
    this.#at += point > 0xffff ? 2 : 1;
    return point;
  }
}

const assertions: ReadonlyMap<string, Assertion> = new Map<string, Assertion>([
  ["A", "begin"],
  ["z", "end"],
  ["b", "boundary"],
  ["B", "no-boundary"],
]);

const literal = (point: number): CharacterTest => range(point, point);

const isLetterOrDigit = (point: number): boolean => /[0-9A-Za-z]/.test(String.fromCharCode(point));
