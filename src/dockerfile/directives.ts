import { skipSpaces } from "./characters";
import type { Directives, EscapeCharacter } from "./types";

export interface Directive {
  readonly name: "escape" | "syntax" | "check";
  readonly value: string;
}

const byteOrderMark = "\ufeff";

/** Reads one line, without its line end, as a directive behind the given comment sign. */
function readDirective(line: string, sign: string): Directive | undefined {
  if (!line.startsWith(sign)) return undefined;
  const body = line.slice(skipSpaces(line, sign.length));
  const head = /^([a-zA-Z][a-zA-Z0-9]*)[\t\n\f\r ]*=/.exec(body);
  const name = head?.[1]?.toLowerCase();
  if (!head || (name !== "escape" && name !== "syntax" && name !== "check")) return undefined;
  const written = body.slice(head[0].length);
  let end = written.length;
  while (end > 0 && isBlank(written[end - 1]!)) end--;
  let start = 0;
  while (start < end && isBlank(written[start]!)) start++;
  // Blanks alone are a value of one blank, as a pattern that wants at least one character finds it.
  const value = end === 0 ? written.slice(-1) : written.slice(start, end);
  return value === "" ? undefined : { name, value };
}

function isBlank(character: string): boolean {
  return "\t\n\f\r ".includes(character);
}

/** Follows the directives at the top of a file, line by line, until the first line that is none (reading rule 4). */
export class DirectiveReader {
  readonly #seen = new Set<string>();
  #done = false;

  stop(): void {
    this.#done = true;
  }

  /** @returns the directive of a left-trimmed line; a text says why BuildKit refuses the file */
  read(line: string, sign = "#"): Directive | string | undefined {
    if (this.#done) return undefined;
    const directive = readDirective(line, sign);
    if (!directive) {
      this.#done = true;
      return undefined;
    }
    if (this.#seen.has(directive.name)) return `only one ${directive.name} parser directive can be used`;
    this.#seen.add(directive.name);
    if (directive.name === "escape" && !isEscape(directive.value)) {
      return "the escape directive must be a backslash or a backtick";
    }
    return directive;
  }
}

export function isEscape(value: string): value is EscapeCharacter {
  return value === "\\" || value === "`";
}

/** The syntax and check directives, which BuildKit's front end looks for on its own: behind a shebang, as `//`, as JSON. */
export function detectDirectives(text: string): Pick<Directives, "syntax" | "check"> {
  let body = text.startsWith(byteOrderMark) ? text.slice(1) : text;
  if (!/^[#/{\s]/.test(body)) return {};
  if (body.startsWith("#!")) {
    const end = body.indexOf("\n");
    body = end < 0 ? "" : body.slice(end + 1);
  }
  const { syntax: hashSyntax, check } = topDirectives(body, "#");
  const syntax = hashSyntax ?? topDirectives(body, "//").syntax ?? jsonSyntax(body);
  return { ...(syntax !== undefined && { syntax }), ...(check !== undefined && { check }) };
}

function topDirectives(text: string, sign: string): { syntax?: string; check?: string } {
  const found: { syntax?: string; check?: string } = {};
  const reader = new DirectiveReader();
  for (let at = 0; at < text.length; ) {
    const newline = text.indexOf("\n", at);
    const end = newline < 0 ? text.length : newline;
    const directive = reader.read(text.slice(at, text[end - 1] === "\r" && end > at ? end - 1 : end), sign);
    if (directive === undefined) break;
    if (typeof directive === "string") {
      if (directive.startsWith("only one")) break;
    } else if (directive.name !== "escape") found[directive.name] = directive.value;
    at = end + 1;
  }
  return found;
}

function jsonSyntax(text: string): string | undefined {
  if (text[skipSpaces(text, 0)] !== "{") return undefined;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, "syntax")) return undefined;
    const { syntax } = value as { readonly syntax: unknown };
    return typeof syntax === "string" ? syntax : undefined;
  } catch {
    return undefined;
  }
}
