import type { ShellWord, WordPart } from "../../shell/syntax";
import type { Span } from "../../text/source";
import { keepNamedLiteral, keepTokens } from "../literals";
import type { Shell } from "./shell";

/** One argument after expansion. Marks stand for secrets. */
export interface Field {
  readonly text: string;
  /** Unquoted `*`, `?` or `[` in it. */
  readonly pattern: boolean;
  readonly span: Span;
}

type RunScript = (
  script: Extract<WordPart, { kind: "substitution" }>["script"],
  shell: Shell,
  stdin: string,
) => string;

const PATTERN = /[*?[]/;

/** Expands words to arguments, as a POSIX shell does, with an interpreter for `$(…)`. */
export class WordExpander {
  constructor(readonly run: RunScript) {}

  /** The fields of a word: several where an unquoted variable, `$@` or braces split it, none where it vanishes. */
  fields(word: ShellWord, shell: Shell): Field[] {
    if (word.parts.some((part) => part.kind === "brace")) return this.braces(word, shell);
    let text = "";
    let pattern = false;
    let quoted = false;
    const fields: Field[] = [];
    const finish = () => {
      if (text !== "" || quoted) fields.push({ text, pattern, span: word.span });
      text = "";
      pattern = false;
      quoted = false;
    };
    for (const [index, part] of word.parts.entries()) {
      const value = this.part(part, shell, index === 0, word);
      const splits = (part.kind === "variable" || part.kind === "substitution") && !part.quoted;
      quoted ||=
        (part.kind === "literal" || part.kind === "variable" || part.kind === "substitution") && part.quoted;
      if (!splits || !/[ \t\n]/.test(value)) {
        text += value;
        pattern ||= part.kind === "glob" || (splits && PATTERN.test(value));
        continue;
      }
      const pieces = value.split(/[ \t\n]+/);
      for (const [at, piece] of pieces.entries()) {
        if (at > 0) finish();
        text += piece;
        pattern ||= PATTERN.test(piece);
      }
    }
    finish();
    return fields.map((field) => ({ ...field, text: keepTokens(shell, field.text, word) }));
  }

  /** The text of a word where the shell does not split: assignments, redirection targets, heredoc bodies. */
  text(word: ShellWord, shell: Shell, name?: string): string {
    const text = word.parts.map((part, index) => this.part(part, shell, index === 0, word)).join("");
    return name === undefined ? keepTokens(shell, text, word) : keepNamedLiteral(shell, name, text, word);
  }

  private braces(word: ShellWord, shell: Shell): Field[] {
    let texts = [""];
    let pattern = false;
    for (const [index, part] of word.parts.entries()) {
      const choices =
        part.kind === "brace"
          ? part.alternatives.flatMap((alternative) =>
              this.fields(alternative, shell).map((field) => field.text),
            )
          : [this.part(part, shell, index === 0, word)];
      pattern ||= part.kind === "glob";
      // A hostile `{a,b}{a,b}…` doubles with each pair.
      if (texts.length * choices.length > 256) break;
      texts = texts.flatMap((text) =>
        choices.length === 0 ? [text] : choices.map((choice) => text + choice),
      );
    }
    return texts.map((text) => ({ text: keepTokens(shell, text, word), pattern, span: word.span }));
  }

  private part(part: WordPart, shell: Shell, first: boolean, word: ShellWord): string {
    switch (part.kind) {
      case "literal":
        return first && !part.quoted && part.text.startsWith("~") ? this.tilde(part.text, shell) : part.text;
      case "variable":
        return this.variable(part, shell);
      case "substitution":
        // The shell takes the line ends off the end.
        return this.run(part.script, shell.subshell(), "").replace(/\n+$/, "");
      case "process": {
        const output = this.run(part.script, shell.subshell(), "");
        // The command reads the output through a path; the mark in the path is how the secret follows.
        return `/dev/fd/${shell.dyes.marksOf(output)}`;
      }
      case "glob":
        return part.text;
      case "brace":
        return word.text;
      case "arithmetic":
        return "0";
    }
  }

  private tilde(text: string, shell: Shell): string {
    const slash = text.indexOf("/");
    const user = text.slice(1, slash < 0 ? text.length : slash);
    const home = user === "" ? shell.home : user === "root" ? "/root" : shell.base.homes.get(user);
    return home === undefined ? text : home.replace(/\/$/, "") + (slash < 0 ? "" : text.slice(slash));
  }

  private variable(part: Extract<WordPart, { kind: "variable" }>, shell: Shell): string {
    let value = shell.variable(part.name);
    if (part.name === "HOME" && value === undefined) value = shell.home;
    if (part.name === "PWD") value = shell.directory;
    if (part.indirect) value = value === undefined ? undefined : shell.variable(value);
    if (part.length) return "0";
    const operator = part.operator;
    if (operator === undefined) return value ?? "";
    const missing = value === undefined || (operator.startsWith(":") && value === "");
    const operand = () =>
      part.operand
        ? this.text(
            part.operand,
            shell,
            operator.endsWith("-") || operator.endsWith("=") ? part.name : undefined,
          )
        : "";
    switch (operator) {
      case "-":
      case ":-":
        return missing ? operand() : value!;
      case "=":
      case ":=": {
        if (missing) shell.variables.set(part.name, operand());
        return shell.variables.get(part.name) ?? "";
      }
      case "+":
      case ":+":
        return missing ? "" : operand();
      case "#":
      case "##":
      case "%":
      case "%%":
        return trim(value ?? "", operator, operand());
      default:
        // Slices, cases and replacements of a secret still tell it; of other text they do not matter here.
        return value ?? "";
    }
  }
}

/** `${X#p}` and `${X%p}` for patterns without wildcards; with wildcards the value stays whole, which can only over-report. */
function trim(value: string, operator: string, pattern: string): string {
  if (PATTERN.test(pattern) || pattern === "") return value;
  if (operator.startsWith("#")) return value.startsWith(pattern) ? value.slice(pattern.length) : value;
  return value.endsWith(pattern) ? value.slice(0, value.length - pattern.length) : value;
}
