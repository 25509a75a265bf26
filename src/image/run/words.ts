import type { ShellWord, WordPart } from "../../shell/syntax";
import type { Span } from "../../text/source";
import { UNKNOWN } from "../dyes";
import { keepNamedLiteral, keepTokens } from "../literals";
import { bounded } from "../marks";
import { evaluateArithmetic } from "./arithmetic";
import { quotedPattern } from "./glob";
import { Parameters } from "./parameters";
import type { Shell } from "./shell";
import { splitFields } from "./split-fields";

/** One argument after expansion. Marks stand for secrets. */
export interface Field {
  readonly text: string;
  /** Unquoted `*`, `?` or `[` in it. */
  readonly pattern: boolean;
  /** For a pattern: the text with a backslash before what was quoted. */
  readonly glob?: string;
  readonly span: Span;
}

type Script = Extract<WordPart, { kind: "substitution" }>["script"];

/** What the expander needs of the interpreter. */
export interface ScriptRunner {
  /** Runs a script in a shell of its own; gives its output. */
  capture(script: Script, shell: Shell): string;
  /** Runs a script in a shell of its own on an input. */
  feed(script: Script, shell: Shell, input: string): void;
}

const PATTERN = /[*?[]/;
/** More fields than this come of no word that a person writes. */
const MOST_FIELDS = 256;

/** Expands words to arguments, as a POSIX shell does, with an interpreter for `$(…)`. */
export class WordExpander {
  private readonly parameters: Parameters;

  constructor(private readonly runner: ScriptRunner) {
    this.parameters = new Parameters(this);
  }

  /** The fields of a word: several where an unquoted variable, `$@` or braces split it, none where it vanishes. */
  fields(word: ShellWord, shell: Shell): Field[] {
    // The command will not be run.
    if (shell.base.budget.left <= 0) return [];
    const [only] = word.parts;
    // Most words are one literal.
    if (word.parts.length === 1 && only?.kind === "literal" && !only.text.startsWith("~")) {
      if (only.text === "" && !only.quoted) return [];
      return [{ text: keepTokens(shell, only.text, word), pattern: false, span: word.span }];
    }
    const written = shell.bash ? alternatives(word.parts) : [word.parts.flatMap(unexpanded)];
    const fields = written.flatMap((parts) => this.split(parts, word, shell));
    const size = fields.reduce((sum, { text }) => sum + text.length, 0);
    // They are searched for tokens, too. Where no work is left, the command is not run with them.
    if (!shell.spend(size >> 9)) return fields;
    return fields.map((field) => {
      const text = keepTokens(shell, field.text, word);
      return text === field.text ? field : { ...field, text };
    });
  }

  /** The text of a word where the shell does not split: assignments, redirection targets, heredoc bodies. */
  text(word: ShellWord, shell: Shell, name?: string): string {
    const text = this.joined(word.parts, shell);
    return name === undefined
      ? keepTokens(shell, text, word)
      : keepNamedLiteral(shell, name, text, word, "passing");
  }

  /** A word as a pattern: a backslash stands before what is meant as written. */
  pattern(word: ShellWord, shell: Shell): string {
    return word.parts
      .map((part, index) => {
        const text = this.value(part, shell, index === 0);
        const wild = part.kind === "glob" || (part.kind !== "literal" && !isQuoted(part));
        return wild ? text : quotedPattern(text);
      })
      .join("");
  }

  private joined(parts: readonly WordPart[], shell: Shell): string {
    if (shell.base.budget.left <= 0) return UNKNOWN;
    let text = "";
    for (const [index, part] of parts.entries()) text = bounded(text + this.value(part, shell, index === 0));
    shell.spend(text.length >> 8);
    return text;
  }

  private split(parts: readonly WordPart[], word: ShellWord, shell: Shell): Field[] {
    const builder = new FieldBuilder(word.span, shell.variables.get("IFS"));
    for (const [index, part] of parts.entries()) {
      const list = part.kind === "variable" ? this.parameters.list(part, shell) : undefined;
      if (list) builder.list(list, part.kind === "variable" && part.quoted);
      else if (part.kind === "glob") builder.glob(part.text);
      else if (isQuoted(part)) builder.quoted(this.value(part, shell, index === 0));
      else if (part.kind === "variable" || part.kind === "substitution") {
        const value = this.value(part, shell, index === 0);
        // What only the base image may have set is mostly not set, and then the whole word is gone.
        const vanishes = value === UNKNOWN && parts.length === 1 && this.parameters.isUnset(part, shell);
        if (!vanishes) builder.split(value);
      } else builder.plain(this.value(part, shell, index === 0));
    }
    return builder.finish();
  }

  private value(part: WordPart, shell: Shell, first: boolean): string {
    switch (part.kind) {
      case "literal":
        return first && !part.quoted && part.text.startsWith("~") ? tilde(part.text, shell) : part.text;
      case "variable":
        return this.parameters.value(part, shell);
      case "substitution":
        // The shell takes the line ends off the end.
        return this.runner.capture(part.script, shell).replace(/\n+$/, "");
      case "process":
        return this.process(part, shell);
      case "glob":
        return part.text;
      case "brace":
        return part.parts.map((each) => this.value(each, shell, false)).join("");
      case "arithmetic": {
        const value = part.expression ? evaluateArithmetic(part.expression, shell, this) : 0;
        return value === undefined ? UNKNOWN : String(value);
      }
    }
  }

  /** `<(…)` and `>(…)` are paths behind which a text is. */
  private process(part: Extract<WordPart, { kind: "process" }>, shell: Shell): string {
    const path = `/dev/fd/${63 + shell.pipes.size}`;
    const pipe = { text: part.direction === "<" ? this.runner.capture(part.script, shell) : "" };
    shell.pipes.set(path, pipe);
    if (part.direction === ">") shell.pending.push(() => this.runner.feed(part.script, shell, pipe.text));
    return path;
  }
}

const isQuoted = (part: WordPart): boolean => "quoted" in part && part.quoted;

function tilde(text: string, shell: Shell): string {
  const slash = text.indexOf("/");
  const user = text.slice(1, slash < 0 ? text.length : slash);
  const home = user === "" ? shell.home : user === "root" ? "/root" : shell.base.homes.get(user);
  if (user === "+") return shell.directory + (slash < 0 ? "" : text.slice(slash));
  return home === undefined ? text : home.replace(/\/$/, "") + (slash < 0 ? "" : text.slice(slash));
}

const unexpanded = (part: WordPart): readonly WordPart[] => (part.kind === "brace" ? part.parts : [part]);

/** The words that braces make of one. */
function alternatives(parts: readonly WordPart[]): readonly WordPart[][] {
  let words: WordPart[][] = [[]];
  for (const part of parts) {
    if (part.kind !== "brace") {
      for (const word of words) word.push(part);
      continue;
    }
    const choices = part.alternatives.flatMap((word) => alternatives(word.parts));
    // A hostile `{a,b}{a,b}…` doubles with each pair.
    if (words.length * choices.length > MOST_FIELDS) return [[...parts]];
    words = words.flatMap((word) => choices.map((choice) => [...word, ...choice]));
  }
  return words;
}

/** Puts the fields of one word together. */
class FieldBuilder {
  private readonly fields: Field[] = [];
  private text = "";
  private written = "";
  private wild = false;
  private kept = false;
  private readonly separators: string;

  constructor(
    private readonly span: Span,
    separators: string | undefined,
  ) {
    this.separators = separators === undefined || separators.includes(UNKNOWN) ? " \t\n" : separators;
  }

  plain(text: string): void {
    this.text += text;
    this.written += /[*?[\]\\]/.test(text) ? quotedPattern(text) : text;
    this.kept ||= text !== "";
  }

  quoted(text: string): void {
    this.plain(text);
    this.kept = true;
  }

  glob(text: string): void {
    this.text += text;
    this.written += text;
    this.wild = true;
    this.kept = true;
  }

  /** An unquoted value: split at IFS, its wildcards alive. */
  split(value: string): void {
    for (const [index, piece] of splitFields(value, this.separators).entries()) {
      if (index > 0) this.end();
      this.text += piece;
      this.written += piece;
      this.wild ||= PATTERN.test(piece);
      this.kept ||= piece !== "";
    }
  }

  /** `"$@"` has a field for each parameter; the first and last join what stands beside them. */
  list(values: readonly string[], quoted: boolean): void {
    for (const [index, value] of values.entries()) {
      if (index > 0) this.end();
      if (quoted) this.quoted(value);
      else this.split(value);
    }
  }

  finish(): Field[] {
    this.end();
    return this.fields;
  }

  private end(): void {
    const { text, wild, span } = this;
    if (this.kept) this.fields.push({ text, pattern: wild, span, ...(wild ? { glob: this.written } : {}) });
    this.text = "";
    this.written = "";
    this.wild = false;
    this.kept = false;
  }
}
