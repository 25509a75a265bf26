import type { Confidence } from "../types";
import { judgeValue } from "../values";

/** A secret in a file: the name it stands under, if any. */
export interface Finding {
  readonly name?: string;
  readonly confidence: Confidence;
}

/** No line of settings is longer; what is, was made by a machine and is searched for token shapes only. */
const LINE_LIMIT = 8192;

/**
 * Reads `name = value` in the notations of settings: shell, ini, properties, YAML, JSON, TOML, PHP, XML and option lines. `keys` are
 * names, in lower case, that are secret in this file whatever they say elsewhere. One verdict a name; linear in the text's length.
 */
export function readSettings(text: string, keys: ReadonlySet<string>): Finding[] {
  const found: Finding[] = [];
  for (const line of text.split(/\r?\n/)) {
    if (line.length > LINE_LIMIT || /^\s*(?:#|;|\/\/)/.test(line)) continue;
    for (const [name, value] of pairsOf(line)) {
      const confidence = judgePair(name, value, keys);
      if (confidence) found.push({ name, confidence });
    }
  }
  return found;
}

const NAME = String.raw`[\w$@/:.\-\\]{1,200}`;
const QUOTED = String.raw`"(?:[^"\\]|\\.){0,4096}"|'(?:[^'\\]|\\.){0,4096}'`;

/** `name = value` and `name: value` at the start of a line; then the same between quotes anywhere in it; then XML. */
function* pairsOf(line: string): Generator<readonly [string, string]> {
  const plain = new RegExp(
    String.raw`^\s{0,64}(?:export\s{1,8}|set\s{1,8}|-\s{1,8}|ENV\s{1,8}|public\s{1,8}|const\s{1,8}|--?)?["']?(${NAME}?)["']?\s{0,16}(?:=>|:=|=|:(?!/)(?=\s|["']|$)|\s(?=\S+$))\s{0,16}(.*)$`,
  ).exec(line);
  if (plain) yield [plain[1] ?? "", unquoted(plain[2] ?? "")];
  if (line.includes('"') || line.includes("'"))
    for (const pair of line.matchAll(
      new RegExp(String.raw`["'](${NAME})["']\]?\s{0,16}(?:=>|=|:|,)\s{0,16}(${QUOTED})`, "g"),
    ))
      yield [pair[1] ?? "", unquoted(pair[2] ?? "")];
  if (line.includes("<")) {
    for (const pair of line.matchAll(/<([\w.-]{1,100})>([^<>]{1,1000})<\//g))
      yield [pair[1] ?? "", pair[2] ?? ""];
    const attribute = /key\s?=\s?"([^"]{1,200})"\s{1,8}value\s?=\s?"([^"]{1,1000})"/i.exec(line);
    if (attribute) yield [attribute[1] ?? "", attribute[2] ?? ""];
  }
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

function judgePair(name: string, value: string, keys: ReadonlySet<string>): Confidence | undefined {
  if (value === "" || value.startsWith("!") || /^[|>]-?$/.test(value)) return undefined;
  const last = name.slice(Math.max(name.lastIndexOf(":"), name.lastIndexOf("/")) + 1).toLowerCase();
  const own = keys.has(last) || keys.has(name.toLowerCase());
  // In a file for credentials such a name is as strong as a password's.
  const verdict = judgeValue(own ? "AUTH_TOKEN" : name, value);
  return verdict.verdict === "secret" ? verdict.confidence : undefined;
}
