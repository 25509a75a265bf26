import type { Span } from "../text/source";
import { refusals } from "./acceptance";
import { byteLength, skipSpaces, skipSpacesBack, trim } from "./characters";
import { DirectiveReader, detectDirectives, isEscape } from "./directives";
import { heredocHeaders } from "./heredoc";
import { ParsedInstruction, readParts, takesHeredocs } from "./instruction";
import { JoinedText } from "./joined-text";
import { Lines } from "./lines";
import { ExpansionError } from "./pattern";
import type { DockerfileProblem, EscapeCharacter, Heredoc, Instruction, ParsedDockerfile } from "./types";

const numberSign = 0x23;

/**
 * Reads a Dockerfile as BuildKit's parser does. Takes any text and never throws: what a build would refuse is a problem with
 * severity "error", and the rest is read all the same.
 */
export function parseDockerfile(text: string): ParsedDockerfile {
  return new DockerfileReader(text).read();
}

class DockerfileReader {
  readonly #lines: Lines;
  readonly #directives = new DirectiveReader();
  readonly #instructions: Instruction[] = [];
  readonly #problems: DockerfileProblem[] = [];
  #escape: EscapeCharacter = "\\";
  #escapeDirective: string | undefined;
  #comments: string[] = [];

  constructor(readonly text: string) {
    this.#lines = new Lines(text);
  }

  read(): ParsedDockerfile {
    const lines = this.#lines;
    while (lines.advance()) {
      const first = skipSpaces(this.text, lines.start, lines.end);
      if (first < lines.end && this.text.charCodeAt(first) === numberSign) this.#readComment(first);
      else {
        this.#directives.stop();
        if (first < lines.end) this.#readInstruction(first);
      }
    }
    if (lines.tooLong)
      this.#refuse("a line is longer than 65535 bytes", lines.tooLong.line, lines.tooLong.span);
    this.#checkStages();
    return {
      escape: this.#escape,
      directives: {
        ...detectDirectives(this.text),
        ...(this.#escapeDirective !== undefined && { escape: this.#escapeDirective }),
      },
      instructions: this.#instructions,
      problems: this.#problems.sort((one, other) => one.line - other.line),
    };
  }

  #readComment(first: number): void {
    const lines = this.#lines;
    const directive = this.#directives.read(this.text.slice(first, lines.end));
    if (typeof directive === "string") this.#refuse(directive, lines.number, this.#line());
    else if (directive) {
      if (directive.name === "escape" && isEscape(directive.value)) {
        this.#escape = directive.value;
        this.#escapeDirective = directive.value;
      }
      return;
    }
    // BuildKit drops the first byte of the line, even where that is a blank, or a part of one.
    const broken = byteLength(this.text, lines.start, lines.start + 1) - 1;
    const comment = trim("\ufffd".repeat(broken) + this.text.slice(lines.start + 1, lines.end));
    if (comment === "") this.#comments = [];
    else this.#comments.push(comment);
  }

  #readInstruction(first: number): void {
    const lines = this.#lines;
    const startLine = lines.number;
    const { pieces, emptyLine } = this.#readContinuedLines(first);
    const joined = JoinedText.of(this.text, pieces);
    const parts = readParts(joined, this.#escape);
    const span = joined.span(0, skipSpacesBack(joined.text, joined.text.length));
    if (emptyLine) {
      const message = "empty line in a continued instruction";
      this.#problems.push({
        severity: "warning",
        step: "parse",
        message,
        line: lines.number,
        span: this.#line(),
      });
    }
    if (parts.error !== undefined) this.#refuse(parts.error, startLine, span);

    let sourceEnd = span.end;
    const heredocs: Heredoc[] = [];
    if (takesHeredocs(parts)) {
      for (const header of this.#headers(joined.text, startLine, span)) {
        const { body, terminated } = this.#readHeredoc(header.name, header.chomp);
        heredocs.push({ ...header, content: this.text.slice(body.start, body.end), span: body });
        sourceEnd = terminated ? lines.end : body.end;
        if (!terminated) this.#refuse("unterminated heredoc", startLine, span);
      }
    }
    const comments = this.#comments;
    this.#comments = [];
    const frame = { startLine, endLine: lines.number, sourceEnd, heredocs };
    const instruction = new ParsedInstruction(
      parts,
      comments.length > 0 ? { ...frame, prevComment: comments } : frame,
    );
    this.#instructions.push(instruction);
    if (parts.error !== undefined) return;
    for (const { step, message } of refusals(instruction)) this.#refuse(message, startLine, span, step);
  }

  /** Gathers the lines of an instruction (reading rules 2 and 3) as pairs of offsets, without escapes and comments. */
  #readContinuedLines(first: number): { readonly pieces: number[]; readonly emptyLine: boolean } {
    const lines = this.#lines;
    let emptyLine = false;
    let end = this.#continuationEnd(first, lines.end);
    const pieces = [first, end ?? lines.end];
    while (end !== undefined && lines.advance()) {
      const start = skipSpaces(this.text, lines.start, lines.end);
      if (start === lines.end) emptyLine = true;
      else if (this.text.charCodeAt(start) !== numberSign) {
        end = this.#continuationEnd(lines.start, lines.end);
        pieces.push(lines.start, end ?? lines.end);
      }
    }
    return { pieces, emptyLine };
  }

  /** Where a line that is continued ends before its escape, or undefined; two escapes at the end continue nothing. */
  #continuationEnd(start: number, lineEnd: number): number | undefined {
    const { text } = this;
    let end = lineEnd;
    while (end > start && (text[end - 1] === " " || text[end - 1] === "\t")) end--;
    if (end === start || text[end - 1] !== this.#escape) return undefined;
    return end - 1 > start && text[end - 2] === this.#escape ? undefined : end - 1;
  }

  #line(): Span {
    return { start: this.#lines.start, end: this.#lines.end };
  }

  #headers(line: string, startLine: number, span: Span): ReturnType<typeof heredocHeaders> {
    try {
      return heredocHeaders(line);
    } catch (error) {
      if (!(error instanceof ExpansionError)) throw error;
      this.#refuse("a heredoc's delimiter cannot be read", startLine, span);
      return [];
    }
  }

  #readHeredoc(name: string, chomp: boolean): { readonly body: Span; readonly terminated: boolean } {
    const lines = this.#lines;
    const start = lines.next;
    while (lines.advance()) {
      let word = lines.start;
      while (chomp && word < lines.end && this.text[word] === "\t") word++;
      if (lines.end - word === name.length && this.text.startsWith(name, word)) {
        return { body: { start, end: lines.start }, terminated: true };
      }
    }
    return { body: { start, end: this.text.length }, terminated: false };
  }

  /** What makes a build refuse the file as a whole (build-semantics 1.8, 2.2). */
  #checkStages(): void {
    const instructions = this.#instructions;
    if (instructions.length === 0) {
      this.#refuse("file with no instructions", 1, { start: 0, end: 0 });
      return;
    }
    const from = instructions.findIndex((instruction) => instruction.keyword === "from");
    const before = from < 0 ? instructions : instructions.slice(0, from);
    const early = before.find((instruction) => instruction.keyword !== "arg");
    if (early) {
      this.#refuse("only ARG may stand before the first FROM", early.startLine, early.span);
    } else if (from < 0) {
      const last = instructions[instructions.length - 1]!;
      this.#refuse("the Dockerfile has no FROM", last.startLine, last.span, "build");
    }
  }

  #refuse(message: string, line: number, span: Span, step: DockerfileProblem["step"] = "parse"): void {
    this.#problems.push({ severity: "error", step, message, line, span });
  }
}
