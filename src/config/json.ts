import { SourceText } from "../text/source";

/** A JSON value, and the line on which each part of it begins. */
export interface JsonText {
  readonly value: unknown;
  /** 1-based; the path holds names and indexes from the outermost value. The line of the nearest part that is there. */
  lineOf(path: readonly PropertyKey[]): number;
}

export class JsonSyntaxError extends Error {
  constructor(
    message: string,
    readonly line: number,
  ) {
    super(message);
  }
}

const DEEPEST = 50;

/** Reads JSON that may hold comments and commas before a closing bracket. Throws JsonSyntaxError. */
export function readJson(text: string): JsonText {
  const lines = new Map<string, number>();
  let at = text.startsWith("\uFEFF") ? 1 : 0;
  const source = new SourceText("", text);
  const lineAt = (offset: number) => source.position(offset).line;
  const fail = (message: string): never => {
    throw new JsonSyntaxError(message, lineAt(at));
  };
  const skip = () => {
    for (;;) {
      while (at < text.length && " \t\r\n".includes(text[at]!)) at++;
      if (text.startsWith("//", at)) at = endOr(text.indexOf("\n", at));
      else if (text.startsWith("/*", at)) at = endOr(text.indexOf("*/", at + 2)) + 2;
      else return;
    }
  };
  const endOr = (found: number) => (found < 0 ? text.length : found);
  const expected = (what: string) =>
    fail(
      `Expected ${what}${at < text.length ? `, but found ${JSON.stringify(text[at])}` : ", but the file ends"}.`,
    );

  const value = (path: string): unknown => {
    skip();
    lines.set(path, lineAt(at));
    if (path.split("\n").length > DEEPEST) fail("This is nested too deeply.");
    if (text[at] === "{") return members(path);
    if (text[at] === "[") return elements(path);
    const scalar = SCALAR();
    scalar.lastIndex = at;
    const found = scalar.exec(text)?.[0];
    if (found === undefined) return expected("a value");
    try {
      const read: unknown = JSON.parse(found);
      at += found.length;
      return read;
    } catch {
      return fail("This value is not valid JSON.");
    }
  };
  const members = (path: string): Record<string, unknown> => {
    const read: [string, unknown][] = [];
    list("}", () => {
      const line = lineAt(at);
      const name = text[at] === '"' ? value(`${path}\n`) : expected('a name in "quotes"');
      skip();
      if (text[at] !== ":") expected("a colon");
      at++;
      const inside = `${path}\n${String(name)}`;
      read.push([String(name), value(inside)]);
      lines.set(inside, line);
    });
    return Object.fromEntries(read);
  };
  const elements = (path: string): unknown[] => {
    const read: unknown[] = [];
    list("]", () => read.push(value(`${path}\n${read.length}`)));
    return read;
  };
  const list = (close: string, item: () => void) => {
    at++;
    for (skip(); text[at] !== close; skip()) {
      item();
      skip();
      if (text[at] === ",") at++;
      else if (text[at] !== close) expected(`a comma or ${close}`);
    }
    at++;
  };

  const read = value("");
  skip();
  if (at < text.length) expected("the end of the file");
  return {
    value: read,
    lineOf: (path) => {
      for (let length = path.length; length > 0; length--) {
        const line = lines.get(
          path
            .slice(0, length)
            .map((part) => `\n${String(part)}`)
            .join(""),
        );
        if (line !== undefined) return line;
      }
      return lines.get("") ?? 1;
    },
  };
}

/** A string on one line, a number or a word, where the search stands. */
const SCALAR = () => /"(?:[^"\\\n]|\\.)*"|-?[0-9][-+.0-9eE]*|true|false|null/y;
