import { ExpansionError, replaceAll, replaceFirst, trimPrefix, trimSuffix } from "./pattern";
import type { EscapeCharacter } from "./types";
import { WordList } from "./word-list";

export interface ReadingSettings {
  readonly escapeCharacter: EscapeCharacter;
  /** Quotes are ordinary characters. */
  readonly quotesAreText?: boolean;
  /** Quotes keep blanks together and stay in the result. */
  readonly keepQuotes?: boolean;
  /** Escapes stay in the result. */
  readonly keepEscapes?: boolean;
  /** Variables that are not set stay as they are written. */
  readonly keepUnset?: boolean;
}

interface Read {
  readonly result: string;
  readonly words: readonly string[];
}

/** Deeper nesting of `${…}` is refused, so that a hostile word cannot exhaust the stack. */
const deepestNesting = 400;
/** Linux takes no environment string above 128 KiB, so no real value grows beyond it. */
const longestGrowth = 131_072;
const namePattern = /\d+|[@*#?\-$!]|[A-Za-z_]\w*/y;

/** Reads one text with quotes, escapes and variables, as BuildKit's shell lexer reads it. Used for one text, once. */
export class WordReader {
  /** Names of the variables whose values are in the result, in order, perhaps more than once. */
  readonly flowed: string[] = [];
  #at: number;
  #keepEscapes: boolean;
  #depth = 0;
  #growth = 0;
  readonly #wordBuffer = { text: "" };

  constructor(
    readonly text: string,
    readonly lookup: (name: string) => string | undefined,
    readonly settings: ReadingSettings,
  ) {
    this.#at = text.startsWith("\ufeff") ? 1 : 0;
    this.#keepEscapes = settings.keepEscapes ?? false;
  }

  read(): Read {
    return this.#readUntil("", this.#keepEscapes);
  }

  /** Reads up to and with the first `stop` outside quotes and substitutions; an empty one stands for the end of the text. */
  #readUntil(stop: string, keepEscapes: boolean): Read {
    if (++this.#depth > deepestNesting) throw new ExpansionError("substitutions are nested too deeply");
    const outerKeepEscapes = this.#keepEscapes;
    this.#keepEscapes = keepEscapes;
    const { escapeCharacter, quotesAreText } = this.settings;
    const words = new WordList(this.#wordBuffer);
    let result = "";
    let stopped = false;
    while (this.#at < this.text.length) {
      const character = this.text[this.#at]!;
      if (character === stop) {
        this.#at++;
        stopped = true;
        break;
      }
      if (character === "$") {
        const value = this.#readDollar();
        result += value;
        words.addText(value);
      } else if (character === "<" || (!quotesAreText && (character === "'" || character === '"'))) {
        const part =
          character === "<"
            ? this.#readAngle()
            : character === "'"
              ? this.#readSingleQuotes()
              : this.#readDoubleQuotes();
        result += part;
        words.add(part);
      } else if (character === escapeCharacter) {
        if (keepEscapes) {
          words.add(character);
          result += character;
        }
        const escaped = this.#codePointAt(++this.#at);
        this.#at += escaped.length;
        if (escaped !== "") words.add(escaped);
        result += escaped;
      } else {
        this.#at++;
        words.addText(character);
        result += character;
      }
    }
    if (stop !== "" && !stopped) throw new ExpansionError(`a substitution has no "${stop}"`);
    this.#keepEscapes = outerKeepEscapes;
    this.#depth--;
    return { result, words: words.finish() };
  }

  #codePointAt(at: number): string {
    const point = this.text.codePointAt(at);
    return point === undefined ? "" : String.fromCodePoint(point);
  }

  /** `<<` takes the blanks behind it into its word, for the sake of heredocs. */
  #readAngle(): string {
    const start = this.#at++;
    if (this.text[this.#at] !== "<") return "<";
    this.#at++;
    while (this.#at < this.text.length && "\t\r ".includes(this.text[this.#at]!)) this.#at++;
    return this.text.slice(start, this.#at);
  }

  #readSingleQuotes(): string {
    const start = this.#at;
    const end = this.text.indexOf("'", start + 1);
    if (end < 0) throw new ExpansionError("a single quote is not closed");
    this.#at = end + 1;
    return this.settings.keepQuotes ? this.text.slice(start, end + 1) : this.text.slice(start + 1, end);
  }

  #readDoubleQuotes(): string {
    const { escapeCharacter, keepQuotes } = this.settings;
    let result = keepQuotes ? '"' : "";
    this.#at++;
    while (this.#at < this.text.length) {
      const character = this.text[this.#at]!;
      if (character === '"') {
        this.#at++;
        return keepQuotes ? `${result}"` : result;
      }
      if (character === "$") {
        result += this.#readDollar();
        continue;
      }
      this.#at++;
      if (character !== escapeCharacter) {
        result += character;
        continue;
      }
      if (this.#keepEscapes) result += character;
      const next = this.text[this.#at];
      if (next === undefined) break;
      // Inside double quotes the escape character works on these alone, and stays before all others (build-semantics 4.6).
      if (next === '"' || next === "$" || next === escapeCharacter) {
        result += next;
        this.#at++;
      } else result += character;
    }
    throw new ExpansionError("a double quote is not closed");
  }

  #readName(): string {
    namePattern.lastIndex = this.#at;
    let name = namePattern.exec(this.text)?.[0] ?? "";
    if (this.text.charCodeAt(this.#at + name.length) > 0x7f) {
      // Few names leave ASCII, and what tells the letters of all scripts takes long to make.
      const anyName = /\p{Nd}+|[@*#?\-$!]|[\p{L}_][\p{L}\p{Nd}_]*/uy;
      anyName.lastIndex = this.#at;
      name = anyName.exec(this.text)?.[0] ?? "";
    }
    this.#at += name.length;
    return name;
  }

  #readDollar(): string {
    const start = this.#at++;
    if (this.text[this.#at] !== "{") {
      const name = this.#readName();
      return name === "" ? "$" : this.#valueOf(name, this.text.slice(start, this.#at));
    }
    this.#at++;
    const first = this.text[this.#at] ?? "";
    if (first === "" || "{}:".includes(first)) throw new ExpansionError("bad substitution");
    const name = this.#readName();
    let operator = this.#codePointAt(this.#at);
    this.#at += operator.length;
    if (operator === "}") return this.#valueOf(name, `\${${name}}`);
    if (operator === "/") return this.#replace(name);
    const emptyIsUnset = operator === ":";
    if (emptyIsUnset) {
      operator = this.#codePointAt(this.#at);
      this.#at += operator.length;
    }
    if (operator === "" || !(emptyIsUnset ? "-+?" : "-+?#%").includes(operator)) {
      throw new ExpansionError("unsupported modifier in a substitution");
    }
    return operator === "#" || operator === "%"
      ? this.#trim(name, operator)
      : this.#choose(name, operator, emptyIsUnset);
  }

  #valueOf(name: string, written: string): string {
    const value = this.lookup(name);
    if (value === undefined) return this.settings.keepUnset ? written : "";
    return this.#grown(value, name);
  }

  /** `${name-word}`, `${name+word}`, `${name?word}`, and the same with a colon. */
  #choose(name: string, operator: string, emptyIsUnset: boolean): string {
    const mark = this.flowed.length;
    const word = this.#readUntil("}", false).result;
    const value = this.lookup(name);
    if (value === undefined && this.settings.keepUnset) {
      return `\${${name}${emptyIsUnset ? ":" : ""}${operator}${word}}`;
    }
    const unset = value === undefined || (emptyIsUnset && value === "");
    if (unset ? operator === "-" : operator === "+") return word;
    this.flowed.length = mark;
    if (operator === "+") return "";
    if (unset && operator === "?") throw new ExpansionError(`${name} must be set and is not`);
    return this.#grown(value ?? "", name);
  }

  #trim(name: string, operator: string): string {
    const mark = this.flowed.length;
    let pattern = this.#readUntil("}", true).result;
    this.flowed.length = mark;
    const value = this.lookup(name);
    if (value === undefined && this.settings.keepUnset) return `\${${name}${operator}${pattern}}`;
    const longest = pattern.startsWith(operator);
    if (longest) pattern = pattern.slice(1);
    const trimmed = operator === "#" ? trimPrefix : trimSuffix;
    return this.#grown(trimmed(value ?? "", pattern, longest), name);
  }

  #replace(name: string): string {
    const all = this.text[this.#at] === "/";
    if (all) this.#at++;
    const mark = this.flowed.length;
    const pattern = this.#readUntil("/", true).result;
    this.flowed.length = mark;
    const replacement = this.#readUntil("}", true).result;
    const value = this.lookup(name);
    if (value === undefined && this.settings.keepUnset) return `\${${name}/${pattern}/${replacement}}`;
    const replaced = all
      ? replaceAll(value ?? "", pattern, replacement, longestGrowth)
      : replaceFirst(value ?? "", pattern, replacement);
    return this.#grown(replaced, name);
  }

  #grown(value: string, name: string): string {
    this.#growth += value.length;
    if (this.#growth > longestGrowth) throw new ExpansionError("the expanded text is too long");
    if (value !== "") this.flowed.push(name);
    return value;
  }
}
