import { saysNothing } from "../name-strength";
import type { Confidence } from "../types";
import { judgeValue, looksGenerated } from "../values";

/** A name and the text it is set to. */
export interface Setting {
  readonly name: string;
  readonly value: string;
  /** 1-based. */
  readonly line?: number;
}

/** A secret in a file: the name it stands under, if any, and its text, where one text is it. */
export interface FileSecret {
  readonly name?: string;
  readonly value?: string;
  readonly line?: number;
  readonly confidence: Confidence;
  /** A well-known default: a risk, and no leak. */
  readonly risk?: "default-password";
}

/** No line of settings is longer; what is, was made by a machine and is searched for token shapes only. */
const LINE_LIMIT = 8192;

/**
 * Reads `name = value` in the notations of settings: ini, properties, YAML, TOML, PHP, XML, JSON with comments, and option lines.
 * `isCode`: only what stands in quotes is a value. Linear in the text's length.
 */
export function readSettings(text: string, isCode: boolean): Setting[] {
  const settings: Setting[] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.length > LINE_LIMIT || /^\s*(?:#|;|\/\/(?:\s|$))/.test(line)) continue;
    for (const [name, value] of pairsOf(line, isCode)) settings.push({ name, value, line: index + 1 });
  }
  return settings;
}

/** How the settings of a file are judged. */
export interface Judging {
  /** Names, in lower case, that are secret in this file whatever they say elsewhere. */
  readonly keys: ReadonlySet<string>;
  /** The file is there to hold secrets: a generated value under a name that says nothing is likely one. */
  readonly isPrivate: boolean;
  /** A default password in it is worth a word. */
  readonly risks: boolean;
  /** The name that a setting is judged by: its own, or one that says what a project calls it. */
  readonly known: (name: string) => string;
}

/** The secrets among settings. */
export const judgeSettings = (settings: readonly Setting[], judging: Judging): FileSecret[] =>
  settings.flatMap(({ name, value, line }) => {
    const secret =
      judgePair(name, value, judging) ?? (judging.isPrivate ? judgeUnnamed(name, value) : undefined);
    return secret ? [{ name, ...(line === undefined ? {} : { line }), ...secret }] : [];
  });

const NAME = String.raw`[\w$@/:.\-\\]{1,200}`;
const QUOTED = String.raw`"(?:[^"\\]|\\.){0,4096}"|'(?:[^'\\]|\\.){0,4096}'`;
/** `name = value` and `name: value` at the start of a line, behind a keyword or the dash of a list. */
const PLAIN = new RegExp(
  String.raw`^\s{0,64}(?:(?:export|set|setx|ENV|public|const|-)\s{1,8}|--?)?["']?(${NAME}?)["']?\s{0,16}(?:=>|:=|=|:(?!/)(?=\s|["']|$)|\s(?=\S+$))\s{0,16}(.*)$`,
);
/** The same between quotes, or under a symbol of Ruby, anywhere in a line. */
const BETWEEN_QUOTES = new RegExp(
  String.raw`(?:["'](${NAME})["']\]?|\[:(\w{1,200})\])\s{0,16}(?:=>|=|:)\s{0,16}(${QUOTED})`,
  "g",
);
/** `{name,<<"value">>}` of Erlang. */
const TUPLE = /\{(\w{1,100}),\s?<<"([^"]{1,1000})">>\}/;
/** `define('NAME', 'value')` of PHP. */
const DEFINED = new RegExp(String.raw`\bdefine\(\s{0,8}["'](${NAME})["']\s{0,8},\s{0,8}(${QUOTED})`);
const ELEMENT = /<([\w.-]{1,100})(?:\s[^<>]{0,200})?>([^<>]{1,1000})<\//g;
const KEY_AND_VALUE = /(?:key|name)\s?=\s?"([^"]{1,200})"\s{1,8}value\s?=\s?"([^"]{1,1000})"/i;
const ATTRIBUTE = /\s([\w:.-]{1,100})\s?=\s?"([^"]{1,1000})"/g;
/** `--password=value` and `--token value` in a typed command. */
const OPTION = /\s--?([A-Za-z][\w-]{2,60})[= ](?!-)("[^"]{1,1000}"|'[^']{1,1000}'|[^\s;|&"']{1,1000})/g;

function* pairsOf(line: string, isCode: boolean): Generator<readonly [string, string]> {
  const plain = PLAIN.exec(line);
  if (plain && (!isCode || /^["']/.test(plain[2] ?? ""))) yield [plain[1] ?? "", unquoted(plain[2] ?? "")];
  if (line.includes('"') || line.includes("'"))
    for (const pair of line.matchAll(BETWEEN_QUOTES))
      yield [pair[1] ?? pair[2] ?? "", unquoted(pair[3] ?? "")];
  const defined = line.includes("define(") ? DEFINED.exec(line) : undefined;
  if (defined) yield [defined[1] ?? "", unquoted(defined[2] ?? "")];
  if (!line.includes("<")) return;
  const tuple = TUPLE.exec(line);
  if (tuple) yield [tuple[1] ?? "", tuple[2] ?? ""];
  for (const pair of line.matchAll(ELEMENT)) yield [pair[1] ?? "", pair[2] ?? ""];
  const named = KEY_AND_VALUE.exec(line);
  if (named) yield [named[1] ?? "", named[2] ?? ""];
  else for (const pair of line.matchAll(ATTRIBUTE)) yield [pair[1] ?? "", pair[2] ?? ""];
}

/** The settings that typed commands hold: variables that they set, and options. */
export function readCommands(text: string): Setting[] {
  const settings: Setting[] = [];
  for (const [index, line] of text.split("\n").entries()) {
    if (line.length > LINE_LIMIT) continue;
    for (const [, name = "", value = ""] of line.matchAll(ASSIGNMENT))
      settings.push({ name, value: unquoted(value), line: index + 1 });
    for (const [, name = "", value = ""] of line.matchAll(OPTION))
      settings.push({ name, value: unquoted(value), line: index + 1 });
    // curl and its kind take `name:password`, mysql its password right behind the letter.
    const login = /\s(?:-u|--user)[= ]?["']?[^\s:"'$]{1,100}:([^\s"'$]{1,200})/.exec(line)?.[1];
    const glued = /\b(?:mysql\w*|mariadb\w*|sshpass)\b.{0,500}?\s-p(\S{4,200})/.exec(line)?.[1];
    for (const value of [login, glued])
      if (value) settings.push({ name: "PASSWORD", value, line: index + 1 });
  }
  return settings;
}

const ASSIGNMENT = /(?:^|[\s;:"'])([A-Za-z_]\w{1,100})=("[^"]{1,2000}"|'[^']{1,2000}'|[^\s;|&"']{1,2000})/g;

function unquoted(value: string): string {
  const text = value.trim();
  const quote = text[0];
  if (quote === '"' || quote === "'") {
    const end = text.indexOf(quote, 1);
    return end < 0 ? text.slice(1) : text.slice(1, end);
  }
  return text.replace(/\s+[#;].*$/, "").replace(/[,;]$/, "");
}

/** A connection string to a database on the same machine: what stands in it opens nothing elsewhere. */
export const isLocalConnection = (text: string): boolean =>
  text.includes("=") &&
  /(?:server|host|data source|addr\w{0,5})\s?=\s?(?:tcp:)?(?:localhost|127\.0\.0\.1|\(localdb\)|\.\\|\.;)/i.test(
    text,
  );

function judgePair(written: string, text: string, { keys, risks, known }: Judging): FileSecret | undefined {
  // An HTTP header says its scheme first.
  const value = text.replace(/^(?:Bearer|Basic|Token)\s{1,4}(?=\S)/i, "");
  if (isLocalConnection(value)) return undefined;
  if (value === "" || value.startsWith("!") || /^[|>]-?$/.test(value)) return undefined;
  const name = known(written);
  const last = name.slice(Math.max(name.lastIndexOf(":"), name.lastIndexOf("/")) + 1).toLowerCase();
  const own = keys.has(last) || keys.has(name.toLowerCase());
  // Maven writes what it has encrypted in braces.
  if (!own && /^\{[^{}]*\}$/.test(value)) return undefined;
  // In a file for credentials such a name is as strong as a token's.
  const verdict = judgeValue(own ? "AUTH_TOKEN" : name, value);
  if (risks && verdict.verdict === "default") return { confidence: "medium", risk: "default-password" };
  if (verdict.verdict !== "secret") return undefined;
  return { value: value.slice(verdict.span.start, verdict.span.end), confidence: verdict.confidence };
}

const judgeUnnamed = (name: string, value: string): FileSecret | undefined =>
  saysNothing(name) && looksGenerated(value) ? { value, confidence: "low" } : undefined;
