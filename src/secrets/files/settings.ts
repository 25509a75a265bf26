import { saysNothing } from "../name-strength";
import type { Confidence } from "../types";
import { judgeValue, looksGenerated } from "../values";

/** A secret in a file: the name it stands under, if any, and its text, where one text is it. */
export interface FileSecret {
  readonly name?: string;
  readonly value?: string;
  readonly confidence: Confidence;
}

/** No line of settings is longer; what is, was made by a machine and is searched for token shapes only. */
const LINE_LIMIT = 8192;

/** How the settings of a file are read. */
export interface SettingsFile {
  /** Names, in lower case, that are secret in this file whatever they say elsewhere. */
  readonly keys: ReadonlySet<string>;
  /** In code only what stands in quotes is a value. */
  readonly isCode?: boolean;
  /** The file is there to hold secrets, so a generated value under a name that says nothing is likely one. */
  readonly isPrivate?: boolean;
}

/**
 * Reads `name = value` in the notations of settings: shell, ini, properties, YAML, JSON, TOML, PHP, XML and option lines. One verdict a
 * name; linear in the text's length.
 */
export function readSettings(
  text: string,
  { keys, isCode = false, isPrivate = false }: SettingsFile,
): FileSecret[] {
  const found: FileSecret[] = [];
  for (const line of text.split(/\r?\n/)) {
    if (line.length > LINE_LIMIT || /^\s*(?:#|;|\/\/(?:\s|$))/.test(line)) continue;
    for (const [name, value] of pairsOf(line, isCode)) {
      const secret = judgePair(name, value, keys) ?? (isPrivate ? judgeUnnamed(name, value) : undefined);
      if (secret) found.push({ name, ...secret });
    }
  }
  return found;
}

const NAME = String.raw`[\w$@/:.\-\\]{1,200}`;
const QUOTED = String.raw`"(?:[^"\\]|\\.){0,4096}"|'(?:[^'\\]|\\.){0,4096}'`;
/** `name = value` and `name: value` at the start of a line, behind a keyword or the dash of a list. */
const PLAIN = new RegExp(
  String.raw`^\s{0,64}(?:(?:export|set|ENV|public|const|-)\s{1,8}|--?)?["']?(${NAME}?)["']?\s{0,16}(?:=>|:=|=|:(?!/)(?=\s|["']|$)|\s(?=\S+$))\s{0,16}(.*)$`,
);
/** The same between quotes, anywhere in a line. */
const BETWEEN_QUOTES = new RegExp(String.raw`["'](${NAME})["']\]?\s{0,16}(?:=>|=|:)\s{0,16}(${QUOTED})`, "g");
/** `define('NAME', 'value')` of PHP. */
const DEFINED = new RegExp(String.raw`\bdefine\(\s{0,8}["'](${NAME})["']\s{0,8},\s{0,8}(${QUOTED})`);
const ELEMENT = /<([\w.-]{1,100})>([^<>]{1,1000})<\//g;
const ATTRIBUTES = /key\s?=\s?"([^"]{1,200})"\s{1,8}value\s?=\s?"([^"]{1,1000})"/i;

function* pairsOf(line: string, isCode: boolean): Generator<readonly [string, string]> {
  const plain = PLAIN.exec(line);
  if (plain && (!isCode || /^["']/.test(plain[2] ?? ""))) yield [plain[1] ?? "", unquoted(plain[2] ?? "")];
  if (line.includes('"') || line.includes("'"))
    for (const pair of line.matchAll(BETWEEN_QUOTES)) yield [pair[1] ?? "", unquoted(pair[2] ?? "")];
  const defined = line.includes("define(") ? DEFINED.exec(line) : undefined;
  if (defined) yield [defined[1] ?? "", unquoted(defined[2] ?? "")];
  if (!line.includes("<")) return;
  for (const pair of line.matchAll(ELEMENT)) yield [pair[1] ?? "", pair[2] ?? ""];
  const attributes = ATTRIBUTES.exec(line);
  if (attributes) yield [attributes[1] ?? "", attributes[2] ?? ""];
}

function unquoted(value: string): string {
  const text = value.trim();
  const quote = text[0];
  if (quote === '"' || quote === "'") {
    const end = text.indexOf(quote, 1);
    return end < 0 ? text.slice(1) : text.slice(1, end);
  }
  return text.replace(/\s+[#;].*$/, "").replace(/[,;]$/, "");
}

function judgePair(name: string, value: string, keys: ReadonlySet<string>): FileSecret | undefined {
  if (value === "" || value.startsWith("!") || /^[|>]-?$/.test(value)) return undefined;
  const last = name.slice(Math.max(name.lastIndexOf(":"), name.lastIndexOf("/")) + 1).toLowerCase();
  const own = keys.has(last) || keys.has(name.toLowerCase());
  // In a file for credentials such a name is as strong as a token's.
  const verdict = judgeValue(own ? "AUTH_TOKEN" : name, value);
  if (verdict.verdict !== "secret") return undefined;
  return { value: value.slice(verdict.span.start, verdict.span.end), confidence: verdict.confidence };
}

const judgeUnnamed = (name: string, value: string): FileSecret | undefined =>
  saysNothing(name) && looksGenerated(value) ? { value, confidence: "low" } : undefined;
