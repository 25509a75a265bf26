import { UNKNOWN } from "../../dyes";
import { inPieces } from "../packed";
import type { Field } from "../words";
import { type Command, has, known, type Output, option, type ParsedArguments, textOf } from "./command";
import { commandAfter, ownOptions } from "./wrappers";

const VALUES = "-n -I -P -d -L -a -s -E --max-args --delimiter --arg-file --max-procs --max-chars".split(" ");

/** What the input is taken for: arguments line by line, each run with as many as `size` of them, or those of `byLines` lines. */
interface Reading {
  readonly lines: readonly (readonly string[])[];
  readonly size: number;
  readonly byLines: number;
}

/** The words of the input become arguments. */
const xargs: Command = (call) => {
  const { args, shell, span } = call;
  const rest = commandAfter(args, VALUES, 0);
  const parsed = ownOptions(args, VALUES);
  const command = rest.length > 0 ? rest : [{ text: "echo", pattern: false, span }];
  const file = option(parsed, "-a", "--arg-file");
  const input = inPieces(file === undefined ? call.stdin : shell.read(file), shell);
  const placeholder =
    option(parsed, "-I", "--replace") || (has(parsed, "-i", "--replace") ? "{}" : undefined);
  const reading = readingOf(input, parsed, placeholder);
  // A quote that stays open.
  if (!reading) return known(1);
  const batches = batchesOf(reading);
  const field = (text: string): Field => ({ text, pattern: false, span });
  const runs =
    placeholder === undefined
      ? batches.map((words) => [...command, ...words.map(field)])
      : batches
          .flat()
          .map((item) =>
            command.map((word) => ({ ...word, text: shell.dyes.replaced(word.text, placeholder, item) })),
          );
  const once = runs.length === 0 && placeholder === undefined && !has(parsed, "-r", "--no-run-if-empty");
  if (once) runs.push([...command]);
  const outputs = runs.map((words): Output => call.run(words, shell.subshell(), "", span));
  const text = outputs.map(textOf).join("");
  // With which arguments it ran, nobody knows.
  if (once && input.includes(UNKNOWN)) return text === "" ? "" : text + UNKNOWN;
  const failed = outputs.some(
    (output) => typeof output !== "string" && typeof output.status === "number" && output.status !== 0,
  );
  return failed ? { text, status: 123 } : text;
};

function readingOf(
  input: string,
  parsed: ParsedArguments,
  placeholder: string | undefined,
): Reading | undefined {
  const count = (...names: string[]) => Number(option(parsed, ...names) || Number.POSITIVE_INFINITY);
  const [size, byLines] = [count("-n", "--max-args"), count("-L", "--max-lines")];
  const delimiter = has(parsed, "-0", "--null") ? "\0" : delimiterOf(option(parsed, "-d", "--delimiter"));
  if (delimiter !== undefined) {
    const items = input.split(delimiter);
    if (items.at(-1) === "") items.pop();
    return { lines: items.map((item) => [item]).filter(isWord), size, byLines };
  }
  const lines = linesIn(input, placeholder === undefined);
  if (!lines) return undefined;
  const end = option(parsed, "-E", "--eof");
  const at = end ? lines.findIndex((words) => words.includes(end)) : -1;
  if (at < 0) return { lines: lines.filter(isWord), size, byLines };
  const last = lines[at]!.slice(0, lines[at]!.indexOf(end!));
  return { lines: [...lines.slice(0, at), last].filter(isWord), size, byLines };
}

/** What nobody knows is no word: there may be none. */
const isWord = (words: readonly string[]): boolean =>
  words.length > 0 && words.some((word) => word !== UNKNOWN);

/** A delimiter may be written as an escape. */
function delimiterOf(written: string | undefined): string | undefined {
  const escaped = /^\\(.)/s.exec(written ?? "")?.[1];
  if (escaped === undefined) return written?.[0];
  return { n: "\n", t: "\t", r: "\r", "0": "\0" }[escaped] ?? escaped;
}

/** The arguments of each line, quotes and backslashes read; where they are not `apart`, a line but for its first blanks is one. */
function linesIn(text: string, apart: boolean): string[][] | undefined {
  const lines: string[][] = [];
  let [words, word, quote]: [string[], string | undefined, string] = [[], undefined, ""];
  const endWord = () => {
    // An argument ends at a zero byte.
    if (word !== undefined) words.push(word.replace(/\0.*$/s, ""));
    word = undefined;
  };
  for (let at = 0; at < text.length; at++) {
    const character = text[at]!;
    if (quote !== "") {
      if (character === "\n") return undefined;
      if (character === quote) quote = "";
      else word = (word ?? "") + character;
    } else if (character === "'" || character === '"') {
      quote = character;
      word ??= "";
    } else if (character === "\\") word = (word ?? "") + (text[++at] ?? "");
    else if (character === "\n") {
      endWord();
      lines.push(words);
      words = [];
    } else if (/[ \t]/.test(character) && (apart || word === undefined)) endWord();
    else word = (word ?? "") + character;
  }
  if (quote !== "") return undefined;
  endWord();
  return [...lines, words];
}

function batchesOf({ lines, size, byLines }: Reading): (readonly string[])[] {
  const chunks = <T>(items: readonly T[], most: number): T[][] => {
    const length = most >= 1 ? Math.min(most, Math.max(items.length, 1)) : Math.max(items.length, 1);
    return Array.from({ length: Math.ceil(items.length / length) }, (_, index) =>
      items.slice(index * length, (index + 1) * length),
    );
  };
  if (Number.isFinite(byLines)) return chunks(lines, byLines).map((some) => some.flat());
  return chunks(lines.flat(), size);
}

export const xargsCommands: Readonly<Record<string, Command>> = { xargs };
