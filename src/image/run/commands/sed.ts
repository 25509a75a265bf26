import { OPAQUE, UNKNOWN } from "../../dyes";
import { type Call, type Command, has, parseArguments, pathsOf, readAll } from "./command";
import { SimplePattern } from "./simple-pattern";

/** One command of a sed script. A part that is not read makes its result unknown. */
interface SedCommand {
  readonly address:
    | { readonly pattern?: SimplePattern; readonly line?: number | "$"; readonly negated: boolean }
    | undefined;
  readonly verb: string;
  readonly pattern?: SimplePattern | undefined;
  readonly text: string;
  readonly flags: string;
}

const sed: Command = (call) => {
  const { args, shell, stdin, span, name } = call;
  const parsed = parseArguments(args, ["-e", "--expression", "-f", "--file", "-l"]);
  const expressions = [...(parsed.options.get("-e") ?? []), ...(parsed.options.get("--expression") ?? [])];
  for (const file of [...(parsed.options.get("-f") ?? []), ...(parsed.options.get("--file") ?? [])])
    expressions.push(shell.read(file));
  const operands = [...parsed.operands];
  if (expressions.length === 0) expressions.push(operands.shift()?.text ?? "");
  const inPlace = args.some((field) => /^(?:-[nErsz]*i|--in-place)/.test(field.text));
  const extended = has(parsed, "-E", "-r", "--regexp-extended");
  const script = expressions.join("\n");
  const commands = readScript(script, extended);
  const quiet = has(parsed, "-n", "--quiet", "--silent");
  const change = (text: string) =>
    shell.dyes.asCharacters(text, (characters, restored) =>
      edited(characters, commands, { quiet, script, call, restored }),
    );
  if (!inPlace) return change(operands.length === 0 ? stdin : readAll(shell, operands, stdin));
  const suffix = args
    .map(({ text }) => /^(?:-[nErsz]*i|--in-place=)(.+)$/.exec(text)?.[1])
    .find((each) => each);
  for (const operand of operands) {
    for (const path of pathsOf(shell, operand)) {
      if (suffix && !/^[nErsz]+$/.test(suffix))
        shell.transfer(path, path + suffix, { span, by: `${name} -i` });
      const before = shell.read(path);
      const after = change(before);
      if (shell.dyes.marked(after) && !shell.view.files.has(shell.path(path)))
        shell.write(path, after, { by: `${name} -i`, span });
      else shell.edit(path, () => after, span, `${name} -i`);
    }
  }
  return "";
};

/** Undefined where some command of the script is not read. */
function readScript(script: string, extended: boolean): readonly SedCommand[] | undefined {
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
    const pattern = SimplePattern.read(part.text, { extended, anyCase: text[at] === "I" });
    if (!pattern) return undefined;
    if (text[at] === "I") at++;
    address = { pattern, negated: false };
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
    case "w": {
      const end = text.indexOf("\n", verb === "w" ? at : text.startsWith("\\\n", at) ? at + 2 : at);
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

interface SedRun {
  readonly quiet: boolean;
  readonly script: string;
  readonly call: Call;
  /** A text with its marks again. */
  restored(text: string): string;
}

/** The text after a script. Where what a command does is not known, all secrets of text and script may be in it. */
function edited(text: string, commands: readonly SedCommand[] | undefined, run: SedRun): string {
  const { shell } = run.call;
  shell.spend(text.length >> 6);
  // Whatever the lines are, none is left.
  if (commands?.length === 1 && commands[0]!.verb === "d" && !commands[0]!.address) return "";
  const known = commands?.every(({ verb, pattern }) => verb !== "s" || pattern);
  if (!known || text.includes(UNKNOWN))
    return (OPAQUE.test(text) ? text : UNKNOWN) + shell.dyes.marksOf(run.script);
  const open = text !== "" && !text.endsWith("\n");
  const lines = text.split("\n");
  if (!open) lines.pop();
  const result: string[] = [];
  for (const [index, line] of lines.entries()) {
    let current: string | undefined = line;
    for (const command of commands!) {
      if (current === undefined) break;
      const applies = selects(command.address, current, index, lines.length);
      if (applies === false) continue;
      const changed = applied(command, current, result, run);
      if (applies) current = changed;
      else if (changed !== undefined && changed !== current) current += shell.dyes.marksOf(command.text);
    }
    if (current !== undefined && !run.quiet) result.push(current);
    if (!shell.spend((current?.length ?? 0) >> 8)) break;
  }
  return result.join("\n") + (open || result.length === 0 ? "" : "\n");
}

function selects(
  address: SedCommand["address"],
  line: string,
  index: number,
  count: number,
): boolean | undefined {
  if (!address) return true;
  const selected = address.pattern
    ? address.pattern.matches(line)
    : (address.line === "$" ? count : address.line) === index + 1;
  return selected === undefined || !address.negated ? selected : !selected;
}

/** A line after one command; undefined where it is deleted. */
function applied(command: SedCommand, line: string, result: string[], run: SedRun): string | undefined {
  switch (command.verb) {
    case "d":
      return undefined;
    case "p":
      result.push(line);
      return line;
    case "a":
      return `${line}\n${command.text}`;
    case "i":
      result.push(command.text);
      return line;
    case "c":
      return command.text;
    case "w":
      run.call.shell.write(command.text, run.restored(`${line}\n`), {
        by: run.call.name,
        span: run.call.span,
        append: true,
      });
      return line;
    case "s":
      return substituted(command, line, run);
    default:
      return line;
  }
}

function substituted({ pattern, text, flags }: SedCommand, line: string, run: SedRun): string {
  let result = "";
  let from = 0;
  for (let match = pattern?.find(line); match; match = pattern?.find(line, from)) {
    const whole = line.slice(match.start, match.end);
    const put = text.replace(/\\(.)|&/g, (written, escaped: string | undefined) =>
      written === "&" ? whole : escaped === "n" ? "\n" : (escaped ?? ""),
    );
    result += line.slice(from, match.start) + put;
    from = match.end;
    // Longer than any file that ships: only what is secret in it is kept.
    if (result.length > 1_000_000) return run.call.shell.dyes.marksOf(run.restored(line + text)) + UNKNOWN;
    if (!flags.includes("g") || match.end === match.start) break;
  }
  return result + line.slice(from);
}

const grep: Command = ({ args, shell, stdin, name }) => {
  const parsed = parseArguments(args, ["-e", "--regexp", "-f", "--file", "-m", "-A", "-B", "-C"]);
  const operands = [...parsed.operands];
  const given = [...(parsed.options.get("-e") ?? []), ...(parsed.options.get("--regexp") ?? [])];
  const expressions = given.length > 0 || has(parsed, "-f") ? given : [operands.shift()?.text ?? ""];
  const recursive = has(parsed, "-r", "-R");
  const text = operands.length === 0 && !recursive ? stdin : readAll(shell, operands, stdin);
  const anyCase = has(parsed, "-i", "--ignore-case", "-y");
  const fixed = has(parsed, "-F", "--fixed-strings") || name === "fgrep";
  const extended = has(parsed, "-E", "-P", "--extended-regexp", "--perl-regexp") || name === "egrep";
  const patterns = expressions.map((expression) =>
    SimplePattern.read(expression, { extended, fixed, anyCase }),
  );
  const silent = has(parsed, "-c", "--count", "-l", "-L");
  const inverted = has(parsed, "-v", "--invert-match");
  shell.spend(text.length >> 6);
  let sure =
    patterns.every((pattern) => pattern !== undefined) && !recursive && !has(parsed, "-x", "-w", "-f");
  let count = 0;
  const cut = has(parsed, "-o", "--only-matching");
  const found = shell.dyes.asCharacters(text, (characters) => {
    const lines = characters.split("\n");
    if (lines.at(-1) === "") lines.pop();
    const kept = lines.filter((line) => {
      const answers = patterns.map((pattern) => pattern?.matches(line));
      const matches = answers.includes(true) ? true : answers.includes(undefined) ? undefined : false;
      if (matches === undefined || line.includes(UNKNOWN)) sure = false;
      return matches === undefined || matches !== inverted;
    });
    count = kept.length;
    return kept.map((line) => `${cut ? `${line.replace(NOT_OPAQUE, "")}${UNKNOWN}` : line}\n`).join("");
  });
  const status = sure ? (count > 0 ? 0 : 1) : "either";
  if (has(parsed, "-q", "--quiet", "--silent")) return { text: "", status };
  return { text: silent ? UNKNOWN : found, status };
};

const NOT_OPAQUE = /[^\uE002\uE100-\uF8FF]+/g;

export const streamEditors: Readonly<Record<string, Command>> = {
  sed,
  gsed: sed,
  grep,
  egrep: grep,
  fgrep: grep,
  rg: grep,
};
