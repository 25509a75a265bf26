import { UNKNOWN } from "../../dyes";
import { type Command, has, parseArguments, readAll } from "./command";
import { SimplePattern } from "./simple-pattern";

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
    SimplePattern.read(expression, { extended, fixed, anyCase, any: true }),
  );
  const silent = has(parsed, "-c", "--count", "-l", "-L");
  const inverted = has(parsed, "-v", "--invert-match");
  shell.spend(text.length >> 6);
  let sure =
    patterns.every((pattern) => pattern !== undefined) && !recursive && !has(parsed, "-x", "-w", "-f");
  let count = 0;
  const cut = has(parsed, "-o", "--only-matching");
  const found = shell.dyes.asCharacters(text, (characters, restored) => {
    const lines = characters.split("\n");
    if (lines.at(-1) === "") lines.pop();
    const kept = lines.flatMap((line) => {
      const answers = patterns.map((pattern) => pattern?.matches(line));
      const matches = answers.includes(true) ? true : answers.includes(undefined) ? undefined : false;
      if (matches === undefined || line.includes(UNKNOWN)) sure = false;
      const shown = cut ? `${line.replace(NOT_OPAQUE, "")}${UNKNOWN}` : line;
      if (matches === undefined) return [shell.dyes.doubted(restored(shown))];
      // What of the line matches is not known.
      return matches === inverted ? [] : [cut ? shell.dyes.doubted(restored(shown)) : shown];
    });
    count = kept.length;
    return kept.map((line) => `${line}\n`).join("");
  });
  const status = sure ? (count > 0 ? 0 : 1) : "either";
  if (has(parsed, "-q", "--quiet", "--silent")) return { text: "", status };
  return { text: silent ? UNKNOWN : found, status };
};

const NOT_OPAQUE = /[^\uE002\uE100-\uF8FF]+/g;

export const grepCommands: Readonly<Record<string, Command>> = {
  grep,
  egrep: grep,
  fgrep: grep,
  rg: grep,
};
