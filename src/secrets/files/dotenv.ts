import type { Setting } from "./settings";

/**
 * Reads an environment file as the dotenv family does (Node, Ruby, Python, Docker Compose, a shell's `source`): `export`, `=` or `: `,
 * values in single, double or back quotes over several lines, comments, and `${NAME:-default}`, of which the default is read.
 * Lines are 1-based. What is no setting is left out. Linear in the text.
 */
export function readDotenv(text: string): Setting[] {
  const settings: Setting[] = [];
  let line = 1;
  for (let at = 0; at < text.length; ) {
    const end = endOfLine(text, at);
    const name = NAME.exec(text.slice(at, Math.min(end, at + NAME_LIMIT)));
    let next = end;
    if (name) {
      const start = at + name[0].length;
      const quoted = quotedValue(text, start);
      next = quoted ? endOfLine(text, quoted.end) : end;
      const value = quoted ? quoted.value : unquoted(text.slice(start, end));
      settings.push({ name: name[1] ?? "", value: withDefaults(value.trim()), line });
    }
    line += lineBreaks(text, at, next) + 1;
    at = next + 1;
  }
  return settings;
}

/** Without the comment behind it, and without a quote that nothing closes. */
const unquoted = (value: string): string => value.replace(/(?:^|\s)#.*$/, "").replace(/^["'`]/, "");

const NAME_LIMIT = 300;
const NAME =
  /^\s{0,64}(?:(?:export|set|setx|ENV)\s{1,8})?([A-Za-z_][\w.-]{0,200})(?:\s{0,16}=|:(?=\s))[ \t]{0,16}/;

function endOfLine(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end < 0 ? text.length : end;
}

function lineBreaks(text: string, start: number, end: number): number {
  let count = 0;
  for (let at = text.indexOf("\n", start); at >= 0 && at < end; at = text.indexOf("\n", at + 1)) count++;
  return count;
}

/** No value of a key or certificate is longer; an open quote is one character then. */
const QUOTED_LIMIT = 32_768;

/** A value in quotes, over several lines if need be. Undefined where the quote is not closed before the next setting begins. */
function quotedValue(
  text: string,
  start: number,
): { readonly value: string; readonly end: number } | undefined {
  const quote = text[start];
  if (quote !== '"' && quote !== "'" && quote !== "`") return undefined;
  const limit = Math.min(text.length, start + QUOTED_LIMIT);
  for (let at = start + 1; at < limit; at++) {
    if (text[at] === "\\" && quote === '"') at++;
    else if (text[at] === quote) {
      const value = text.slice(start + 1, at);
      return NEXT_SETTING.test(value) ? undefined : { value, end: at };
    }
  }
  return undefined;
}

const NEXT_SETTING = /\n\s{0,16}(?:export )?[A-Za-z_]\w{0,200}=/;

/** `${NAME:-default}` sets the default where nobody sets the name. */
const withDefaults = (value: string): string =>
  value.includes("${") ? value.replace(/\$\{\w{1,200}:?-([^${}]{0,1024})\}/g, "$1") : value;
