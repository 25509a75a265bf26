import { SimplePattern } from "./simple-pattern";

/** One command of a sed script. A part that is not read makes its result unknown. */
export interface SedCommand {
  readonly address:
    | {
        readonly pattern?: SimplePattern;
        readonly line?: number | "$";
        readonly negated: boolean;
        /** Capitals and small letters are the same to it: only GNU's sed reads that of an address. */
        readonly anyCase?: boolean;
      }
    | undefined;
  readonly verb: string;
  readonly pattern?: SimplePattern | undefined;
  readonly text: string;
  readonly flags: string;
}

/** Undefined where some command of the script is not read. */
export function readScript(script: string, extended: boolean): readonly SedCommand[] | undefined {
  const commands: SedCommand[] = [];
  let rest = script;
  for (;;) {
    rest = rest.replace(/^[\s;]+/, "");
    if (rest === "") break;
    const read = readCommand(rest, extended);
    if (!read) return undefined;
    commands.push(read.command);
    rest = rest.slice(read.length);
  }
  return commands;
}

function readCommand(text: string, extended: boolean): { command: SedCommand; length: number } | undefined {
  let at = 0;
  let address: SedCommand["address"];
  const number = /^(?:\d{1,9}|\$)/.exec(text)?.[0];
  if (number) {
    at = number.length;
    if (text.startsWith(",$", at) && number === "1") {
      at += 2;
      address = undefined;
    } else address = { line: number === "$" ? "$" : Number(number), negated: false };
  } else if (text[0] === "/") {
    const part = delimited(text, 1, "/");
    if (!part) return undefined;
    at = part.end + 1;
    const anyCase = text[at] === "I";
    const pattern = SimplePattern.read(part.text, { extended, anyCase });
    if (!pattern) return undefined;
    if (anyCase) at++;
    address = { pattern, negated: false, anyCase };
  }
  while (text[at] === " ") at++;
  if (text[at] === "!") {
    if (!address) return undefined;
    address = { ...address, negated: true };
    at++;
    while (text[at] === " ") at++;
  }
  const verb = text[at++] ?? "";
  const plain = { address, verb, text: "", flags: "" };
  switch (verb) {
    case "d":
    case "p":
      return { command: plain, length: at };
    case "#": {
      const end = text.indexOf("\n", at);
      return { command: plain, length: end < 0 ? text.length : end };
    }
    case "a":
    case "i":
    case "c":
    case "r":
    case "w": {
      const end = text.indexOf(
        "\n",
        verb === "w" || verb === "r" ? at : text.startsWith("\\\n", at) ? at + 2 : at,
      );
      const written = text.slice(at, end < 0 ? undefined : end).replace(/^\s*\\?\n?/, "");
      return { command: { ...plain, text: written.trimStart() }, length: end < 0 ? text.length : end };
    }
    case "s": {
      const delimiter = text[at];
      if (!delimiter || delimiter === "\\" || delimiter === "\n") return undefined;
      const pattern = delimited(text, at + 1, delimiter);
      const replacement = pattern && delimited(text, pattern.end + 1, delimiter);
      if (!replacement) return undefined;
      const flags = /^[gpiIme0-9]*/.exec(text.slice(replacement.end + 1, replacement.end + 12))![0];
      const read = SimplePattern.read(pattern.text, { extended, anyCase: /i/i.test(flags) });
      const command = { ...plain, pattern: read, text: replacement.text, flags };
      return { command, length: replacement.end + 1 + flags.length };
    }
    default:
      return undefined;
  }
}

/** The text up to a delimiter; a delimiter behind a backslash is part of it. */
function delimited(
  text: string,
  start: number,
  delimiter: string,
): { text: string; end: number } | undefined {
  let found = "";
  for (let at = start; at < text.length; at++) {
    if (text[at] === delimiter) return { text: found, end: at };
    if (text[at] === "\\" && text[at + 1] === delimiter) found += text[++at];
    else if (text[at] === "\\") found += text[at]! + (text[++at] ?? "");
    else found += text[at];
  }
  return undefined;
}
