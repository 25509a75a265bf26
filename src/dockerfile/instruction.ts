import type { Span } from "../text/source";
import { type Arguments, readArguments } from "./arguments";
import { isSeparator, lowerCase, skipSpaces, skipSpacesBack } from "./characters";
import { splitFlags } from "./flags";
import type { JoinedText } from "./joined-text";
import { findSpans, type InstructionSpans } from "./ranges";
import type { EscapeCharacter, Heredoc, Instruction } from "./types";
import type { Stretch } from "./words";

/** An instruction's text taken apart: what BuildKit's parser sees of it. Offsets are into the joined text. */
export interface InstructionParts {
  readonly joined: JoinedText;
  readonly escapeCharacter: EscapeCharacter;
  readonly keyword: string;
  readonly keywordStart: number;
  readonly keywordEnd: number;
  readonly flags: readonly string[];
  /** Where the text begins that the stretches of the flags are measured in. */
  readonly flagsStart: number;
  readonly flagStretches: readonly Stretch[];
  readonly argumentsStart: number;
  readonly argumentsText: string;
  readonly args: readonly string[];
  readonly json: boolean;
  readonly onbuild: InstructionParts | undefined;
  readonly error: string | undefined;
}

/** ONBUILD in ONBUILD is refused all the same, so that deeper chains need no reading. */
const deepestOnbuild = 20;

/** Takes the joined text of an instruction apart into keyword, flags and arguments. */
export function readParts(joined: JoinedText, escapeCharacter: EscapeCharacter, depth = 0): InstructionParts {
  const { text } = joined;
  const keywordStart = skipSpaces(text, 0);
  const end = skipSpacesBack(text, text.length, keywordStart);
  let keywordEnd = keywordStart;
  while (keywordEnd < end && !isSeparator(text.charCodeAt(keywordEnd))) keywordEnd++;
  let flagsStart = keywordEnd;
  while (flagsStart < end && isSeparator(text.charCodeAt(flagsStart))) flagsStart++;
  const keyword = lowerCase(text.slice(keywordStart, keywordEnd));
  const { flags, stretches, restStart, rest } = splitFlags(text.slice(flagsStart, end), escapeCharacter);
  const blanks = skipSpaces(rest, 0);
  const argumentsText = rest.slice(blanks, skipSpacesBack(rest, rest.length, blanks));
  const argumentsStart = flagsStart + restStart + blanks;
  const nested =
    keyword === "onbuild" && argumentsText !== "" && depth < deepestOnbuild
      ? readParts(joined.part(argumentsStart, argumentsText), escapeCharacter, depth + 1)
      : undefined;
  const { args, json, error }: Arguments = readArguments(keyword, argumentsText, escapeCharacter);
  const refused = error ?? nested?.error;
  return {
    joined,
    escapeCharacter,
    keyword,
    keywordStart,
    keywordEnd,
    flags,
    flagsStart,
    flagStretches: stretches,
    argumentsStart,
    argumentsText,
    args,
    json,
    onbuild: nested,
    error: refused,
  };
}

/** Whether heredocs may follow: RUN, COPY and ADD that are not in JSON form, also right under ONBUILD (reading rule 7). */
export function takesHeredocs(parts: InstructionParts): boolean {
  const { keyword, json } = parts.keyword === "onbuild" && parts.onbuild ? parts.onbuild : parts;
  return !json && (keyword === "run" || keyword === "copy" || keyword === "add");
}

export interface InstructionFrame {
  readonly startLine: number;
  readonly endLine: number;
  /** Where the last character of the instruction ends in the source, heredocs and their terminators inside. */
  readonly sourceEnd: number;
  readonly heredocs: readonly Heredoc[];
  readonly prevComment?: readonly string[];
}

export class ParsedInstruction implements Instruction {
  readonly keyword: string;
  readonly startLine: number;
  readonly endLine: number;
  readonly flags: readonly string[];
  readonly original: string;
  readonly args: readonly string[];
  readonly json: boolean;
  readonly heredocs: readonly Heredoc[];
  declare readonly onbuild?: Instruction;
  declare readonly prevComment?: readonly string[];
  readonly span: Span;
  readonly keywordSpan: Span;
  readonly #parts: InstructionParts;
  #spans: InstructionSpans | undefined;

  constructor(parts: InstructionParts, frame: InstructionFrame) {
    const { joined } = parts;
    this.keyword = parts.keyword;
    this.startLine = frame.startLine;
    this.endLine = frame.endLine;
    this.flags = parts.flags;
    this.original = joined.text;
    this.args = parts.args;
    this.json = parts.json;
    this.heredocs = frame.heredocs;
    if (parts.onbuild) {
      const { startLine, endLine, sourceEnd } = frame;
      this.onbuild = new ParsedInstruction(parts.onbuild, { startLine, endLine, sourceEnd, heredocs: [] });
    }
    if (frame.prevComment) this.prevComment = frame.prevComment;
    this.keywordSpan = joined.span(parts.keywordStart, parts.keywordEnd);
    this.span = { start: this.keywordSpan.start, end: Math.max(this.keywordSpan.end, frame.sourceEnd) };
    this.#parts = parts;
  }

  /** What the spans are worked out from; for what compares our reading with dockerfile-ast's. */
  get parts(): InstructionParts {
    return this.#parts;
  }

  sourceOffset(offsetInOriginal: number): number {
    return this.#parts.joined.sourceOffset(offsetInOriginal);
  }

  argumentSpans(): readonly Span[] {
    return this.#found().arguments;
  }

  flagSpans(): readonly Span[] {
    return this.#found().flags;
  }

  #found(): InstructionSpans {
    this.#spans ??= findSpans(this.#parts);
    return this.#spans;
  }
}
