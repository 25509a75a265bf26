import type { Instruction as SyntaxInstruction } from "dockerfile-ast";
import type { Span } from "../text/source";
import { readArguments } from "./arguments";
import type { InstructionParts } from "./instruction";
import { maskedSource } from "./mask";

export interface InstructionSpans {
  readonly arguments: readonly Span[];
  readonly flags: readonly Span[];
}

interface SyntaxPosition {
  readonly line: number;
  readonly character: number;
}

interface SyntaxRange {
  readonly start: SyntaxPosition;
  readonly end: SyntaxPosition;
}

interface SyntaxRanges {
  readonly arguments: readonly SyntaxRange[];
  readonly flags: readonly SyntaxRange[];
}

/** dockerfile-ast takes quadratic time on one instruction; beyond this length our own splitting is used. */
const longestInstruction = 20_000;

/**
 * The places of an instruction's arguments and flags. They are dockerfile-ast's ranges wherever the text under them is what
 * BuildKit takes for the argument; elsewhere, and where dockerfile-ast cannot be asked, those of our own splitting.
 */
export function findSpans(parts: InstructionParts): InstructionSpans {
  const own = ownSpans(parts);
  if (own.arguments.length + own.flags.length === 0 || isPlain(parts)) return own;
  const syntax = syntaxSpans(parts);
  if (!syntax) return own;
  return {
    arguments: sameText(parts, syntax.arguments, own.arguments) ? syntax.arguments : own.arguments,
    flags: sameText(parts, syntax.flags, own.flags) ? syntax.flags : own.flags,
  };
}

/**
 * Whether an instruction can be split in one way only, so that dockerfile-ast, which takes a tenth of a short run to load, has nothing to
 * add: its flags and words stand on one line, with blanks and nothing else that separates or joins. An argument that is all the rest is
 * not split.
 */
export function isPlain(parts: InstructionParts): boolean {
  const { joined, args, json, flagsStart, flagStretches } = parts;
  const lastFlag = flagStretches.at(-1);
  const isWhole = !json && args.length === 1;
  const end = isWhole ? (lastFlag ? flagsStart + lastFlag.end : 0) : joined.text.length;
  const source = joined.span(0, end);
  return source.end - source.start === end && !/["'\\`[]/.test(joined.text.slice(0, end));
}

/** Our own splitting, which is the same that gave the arguments. */
export function ownSpans(parts: InstructionParts): InstructionSpans {
  const { joined, keyword, argumentsText, argumentsStart, escapeCharacter, flagStretches, flagsStart } =
    parts;
  const { stretches } = readArguments(keyword, argumentsText, escapeCharacter);
  return {
    arguments: stretches.map(({ start, end }) => joined.span(argumentsStart + start, argumentsStart + end)),
    flags: flagStretches.map(({ start, end }) => joined.span(flagsStart + start, flagsStart + end)),
  };
}

/** dockerfile-ast's ranges as spans of the source; undefined where it does not see one instruction of that keyword. */
export function syntaxSpans(parts: InstructionParts): InstructionSpans | undefined {
  if (parts.joined.text.length > longestInstruction) return undefined;
  const masked = maskedSource(parts);
  if (masked.length > longestInstruction) return undefined;
  try {
    const { DockerfileParser } = require("dockerfile-ast") as typeof import("dockerfile-ast");
    const [instruction, second] = DockerfileParser.parse(masked).getInstructions();
    if (!instruction || second || instruction.getKeyword() !== parts.keyword.toUpperCase()) return undefined;
    const ranges = syntaxRanges(instruction, parts);
    const toSpan = spanIn(masked, parts.joined.sourceOffset(0));
    return { arguments: ranges.arguments.map(toSpan), flags: ranges.flags.map(toSpan) };
  } catch {
    // It throws on some texts that BuildKit takes; our own splitting holds then.
    return undefined;
  }
}

function syntaxRanges(instruction: SyntaxInstruction, parts: InstructionParts): SyntaxRanges {
  const { JSONInstruction, ModifiableInstruction, PropertyInstruction } =
    require("dockerfile-ast") as typeof import("dockerfile-ast");
  const flags =
    instruction instanceof ModifiableInstruction ? instruction.getFlags().map((flag) => flag.getRange()) : [];
  if (parts.json) {
    const strings = instruction instanceof JSONInstruction ? instruction.getJSONStrings() : [];
    return { flags, arguments: strings.map((string) => string.getRange()) };
  }
  if (instruction instanceof PropertyInstruction) {
    const words = parts.keyword === "arg" ? instruction.getPropertyArguments() : instruction.getProperties();
    return { flags, arguments: words.map((word) => word.getRange()) };
  }
  const words = instruction.getArguments().map((argument) => argument.getRange());
  if (parts.keyword === "healthcheck") {
    return { flags, arguments: [...words.slice(0, 1), ...whole(words.slice(1))] };
  }
  return { flags, arguments: parts.args.length === 1 ? whole(words) : words };
}

/** From the first to the last of some ranges. */
function whole(ranges: readonly SyntaxRange[]): SyntaxRange[] {
  const first = ranges[0];
  const last = ranges[ranges.length - 1];
  return first && last ? [{ start: first.start, end: last.end }] : [];
}

function spanIn(text: string, base: number): (range: SyntaxRange) => Span {
  const lineStarts = [base];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) lineStarts.push(base + at + 1);
  const offset = ({ line, character }: SyntaxPosition) => lineStarts[line]! + character;
  return ({ start, end }) => ({ start: offset(start), end: offset(end) });
}

function sameText(parts: InstructionParts, found: readonly Span[], own: readonly Span[]): boolean {
  const { joined } = parts;
  return (
    found.length === own.length &&
    found.every((span, index) => {
      const text = joined.within(span);
      return text !== "" && text === joined.within(own[index]!);
    })
  );
}
