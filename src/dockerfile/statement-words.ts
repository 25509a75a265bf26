import type { Span } from "../text/source";
import { parseFlag } from "./flag-values";
import type { DockerfileWord, Instruction, Pair } from "./types";

/** An argument as a word; its place is worked out when it is asked for. */
export function wordAt(instruction: Instruction, index: number): DockerfileWord {
  return lazyWord(instruction.args[index]!, () => argumentSpan(instruction, index));
}

export function wordsOf(instruction: Instruction): DockerfileWord[] {
  return instruction.args.map((_, index) => wordAt(instruction, index));
}

/** A pair of ENV, LABEL or ARG by its number. */
export function pairAt(instruction: Instruction, index: number): Pair {
  const { keyword, args } = instruction;
  let name = args[index * 3]!;
  let value = args[index * 3 + 1];
  if (keyword === "arg") {
    const equals = args[index]!.indexOf("=");
    name = equals < 0 ? args[index]! : args[index]!.slice(0, equals);
    value = equals < 0 ? undefined : args[index]!.slice(equals + 1);
  }
  const span = () => argumentSpan(instruction, index);
  const nameWord = lazyWord(name, () =>
    stretch(instruction, joinedOffset(instruction, span().start), name.length),
  );
  if (value === undefined) return withSpan({ name: nameWord }, span);
  const valueWord = lazyWord(value, () => {
    // The value is what the pair ends with, in the old form too.
    const { start, end } = span();
    const joinedEnd = end > start ? joinedOffset(instruction, end - 1) + 1 : joinedOffset(instruction, start);
    return stretch(instruction, joinedEnd - value.length, value.length);
  });
  return withSpan({ name: nameWord, value: valueWord }, span);
}

/** The value of a flag as a word. Where quotes or escapes stand in the flag, the span is that of the whole flag. */
export function flagValueWord(instruction: Instruction, name: string): DockerfileWord | undefined {
  const index = instruction.flags.findIndex((flag) => parseFlag(flag).name === name);
  const flag = instruction.flags[index];
  const value = flag === undefined ? undefined : parseFlag(flag).value;
  if (flag === undefined || value === undefined) return undefined;
  return lazyWord(value, () => {
    const span = instruction.flagSpans()[index] ?? instruction.span;
    const plain = span.end - span.start === flag.length;
    return plain ? { start: span.end - value.length, end: span.end } : span;
  });
}

function lazyWord(text: string, findSpan: () => Span): DockerfileWord {
  return {
    text,
    get span() {
      return findSpan();
    },
  };
}

function withSpan(words: Omit<Pair, "span">, findSpan: () => Span): Pair {
  return {
    ...words,
    get span() {
      return findSpan();
    },
  };
}

function argumentSpan(instruction: Instruction, index: number): Span {
  return instruction.argumentSpans()[index] ?? instruction.span;
}

/** Where a character of the source stands in the joined text: the places grow with the offsets. */
function joinedOffset(instruction: Instruction, sourceOffset: number): number {
  let low = 0;
  let high = instruction.original.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (instruction.sourceOffset(middle) < sourceOffset) low = middle + 1;
    else high = middle;
  }
  return low;
}

function stretch(instruction: Instruction, start: number, length: number): Span {
  // An empty stretch stands behind the character before it, which may be on another line than the next.
  if (length === 0) {
    const place = start > 0 ? instruction.sourceOffset(start - 1) + 1 : instruction.sourceOffset(0);
    return { start: place, end: place };
  }
  return { start: instruction.sourceOffset(start), end: instruction.sourceOffset(start + length - 1) + 1 };
}
