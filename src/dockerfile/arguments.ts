import { isSpace } from "./characters";
import { jsonStringStretches, readJsonArray } from "./json-array";
import type { EscapeCharacter } from "./types";
import { firstSeparator, quotedWords, type Stretch, separatedWords } from "./words";

/** The arguments of one instruction as BuildKit's parser leaves them. */
export interface Arguments {
  readonly args: readonly string[];
  readonly json: boolean;
  /** Where each argument stands in the text; for ENV and LABEL one stretch a pair. */
  readonly stretches: readonly Stretch[];
  /** Why BuildKit's parser refuses the arguments. Never holds their text, which may be a secret. */
  readonly error?: string;
}

type Reader = (text: string, escapeCharacter: EscapeCharacter, keyword: string) => Arguments;

const nothing: Arguments = { args: [], json: false, stretches: [] };

const readers = new Map<string, Reader>([
  ["add", listOrJson],
  ["arg", words],
  ["cmd", textOrJson],
  ["copy", listOrJson],
  ["entrypoint", textOrJson],
  ["env", pairs],
  ["expose", list],
  ["from", list],
  ["healthcheck", healthcheck],
  ["label", pairs],
  ["maintainer", wholeText],
  ["onbuild", () => nothing],
  ["run", textOrJson],
  ["shell", textOrJson],
  ["stopsignal", wholeText],
  ["user", wholeText],
  ["volume", listOrJson],
  ["workdir", wholeText],
]);

export function isKnownKeyword(keyword: string): boolean {
  return readers.has(keyword);
}

/** Reads the text behind keyword and flags, trimmed, by the rules of its keyword. */
export function readArguments(keyword: string, text: string, escapeCharacter: EscapeCharacter): Arguments {
  const reader = readers.get(keyword);
  if (!reader) return { args: [""], json: false, stretches: [{ start: 0, end: text.length }] };
  return reader(text, escapeCharacter, keyword);
}

function wholeText(text: string): Arguments {
  return text === "" ? nothing : { args: [text], json: false, stretches: [{ start: 0, end: text.length }] };
}

function fromStretches(text: string, stretches: readonly Stretch[]): Arguments {
  return { args: stretches.map(({ start, end }) => text.slice(start, end)), json: false, stretches };
}

function list(text: string): Arguments {
  return fromStretches(text, separatedWords(text));
}

function words(text: string, escapeCharacter: EscapeCharacter): Arguments {
  return fromStretches(text, quotedWords(text, escapeCharacter));
}

function jsonOr(text: string, otherwise: (text: string) => Arguments): Arguments {
  const strings = readJsonArray(text);
  if (strings === undefined) return otherwise(text);
  if (strings === "not strings") {
    const error = "when using JSON array syntax, arrays must be comprised of strings only";
    return { ...otherwise(text), error };
  }
  return { args: strings, json: true, stretches: jsonStringStretches(text) };
}

function textOrJson(text: string): Arguments {
  return jsonOr(text, wholeText);
}

function listOrJson(text: string): Arguments {
  return jsonOr(text, list);
}

/** ENV and LABEL: `name=value …`, or the old form `name value` where the first word has no `=` (build-semantics 0.5). */
function pairs(text: string, escapeCharacter: EscapeCharacter, keyword: string): Arguments {
  const stretches = quotedWords(text, escapeCharacter);
  const first = stretches[0];
  if (!first) return nothing;
  if (!text.slice(first.start, first.end).includes("=")) {
    const separator = firstSeparator(text);
    if (!separator) return { ...nothing, error: `${keyword.toUpperCase()} must have two arguments` };
    const args = [text.slice(0, separator.start), text.slice(separator.end), ""];
    return { args, json: false, stretches: [{ start: 0, end: text.length }] };
  }
  const args: string[] = [];
  const kept: Stretch[] = [];
  let error: string | undefined;
  for (const stretch of stretches) {
    const word = text.slice(stretch.start, stretch.end);
    const equals = word.indexOf("=");
    if (equals < 0) {
      error ??= `${keyword.toUpperCase()} has a word without "=": each must be of the form name=value`;
      continue;
    }
    args.push(word.slice(0, equals), word.slice(equals + 1), "=");
    kept.push(stretch);
  }
  return { args, json: false, stretches: kept, ...(error !== undefined && { error }) };
}

/** HEALTHCHECK: a type, then a command. BuildKit looks for the end of the type byte by byte, as it does with flags. */
function healthcheck(text: string): Arguments {
  if (text === "") return nothing;
  const bytes = Buffer.from(text, "utf8");
  const characters = bytes.length === text.length ? text : bytes.toString("latin1");
  let separator = 0;
  while (separator < characters.length && !isSpace(characters.charCodeAt(separator))) separator++;
  if (separator === 0) return nothing;
  let next = separator;
  while (next < characters.length && isSpace(characters.charCodeAt(next))) next++;
  const decode = (from: number, to: number) => bytes.subarray(from, to).toString("utf8");
  const type = decode(0, separator);
  const rest = decode(next, bytes.length);
  const command = textOrJson(rest);
  const shift = Math.max(0, text.length - rest.length);
  const stretches = command.stretches.map(({ start, end }) => ({ start: start + shift, end: end + shift }));
  return {
    ...command,
    args: [type, ...command.args],
    stretches: [{ start: 0, end: Math.min(type.length, text.length) }, ...stretches],
  };
}
