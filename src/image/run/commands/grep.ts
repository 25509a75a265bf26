import { UNKNOWN } from "../../dyes";
import type { Shell } from "../shell";
import type { Field } from "../words";
import { type Command, has, option, parseArguments, pathsOf, readAll } from "./command";
import { SimplePattern } from "./simple-pattern";

const grep: Command = ({ args, shell, stdin, name }) => {
  const parsed = parseArguments(args, [
    "-e",
    "--regexp",
    "-f",
    "--file",
    "-m",
    "--max-count",
    "-A",
    "-B",
    "-C",
  ]);
  const operands = [...parsed.operands];
  const given = [...(parsed.options.get("-e") ?? []), ...(parsed.options.get("--regexp") ?? [])];
  const expressions = given.length > 0 || has(parsed, "-f") ? given : [operands.shift()?.text ?? ""];
  const recursive = has(parsed, "-r", "-R");
  const text = recursive
    ? readBelow(shell, operands)
    : operands.length === 0
      ? stdin
      : readAll(shell, operands, stdin);
  const anyCase = has(parsed, "-i", "--ignore-case", "-y");
  const fixed = has(parsed, "-F", "--fixed-strings") || name === "fgrep";
  const extended = has(parsed, "-E", "-P", "--extended-regexp", "--perl-regexp") || name === "egrep";
  const patterns = expressions.map((expression) =>
    SimplePattern.read(expression, { extended, fixed, anyCase, any: true }),
  );
  const silent = has(parsed, "-c", "--count", "-l", "-L");
  const inverted = has(parsed, "-v", "--invert-match");
  // The pattern has to be the whole line, or a whole word of it.
  const whole = has(parsed, "-x", "-w", "--line-regexp", "--word-regexp");
  const most = Number(option(parsed, "-m", "--max-count") ?? Number.POSITIVE_INFINITY);
  shell.spend(text.length >> 6);
  let sure = patterns.every((pattern) => pattern !== undefined) && !recursive && !has(parsed, "-f", "--file");
  let count = 0;
  const cut = has(parsed, "-o", "--only-matching");
  const found = shell.dyes.asCharacters(text, (characters, restored) => {
    const lines = characters.split("\n");
    if (lines.at(-1) === "") lines.pop();
    const kept = lines.flatMap((line) => {
      if (count >= most) return [];
      const answers = patterns.map((pattern) => pattern?.matches(line) && (whole ? undefined : true));
      const matches = answers.includes(true) ? true : answers.includes(undefined) ? undefined : false;
      if (matches === undefined || line.includes(UNKNOWN)) sure = false;
      const shown = cut ? `${line.replace(NOT_OPAQUE, "")}${UNKNOWN}` : line;
      if (matches === undefined) return [shell.dyes.doubted(restored(shown))];
      if (matches === inverted) return [];
      count++;
      // What of the line matches is not known, nor whether a line before was the last that counts.
      return [
        cut || (!sure && most < Number.POSITIVE_INFINITY) ? shell.dyes.doubted(restored(shown)) : shown,
      ];
    });
    return kept.map((line) => `${line}\n`).join("");
  });
  const status = sure ? (count > 0 ? 0 : 1) : "either";
  if (has(parsed, "-q", "--quiet", "--silent")) return { text: "", status };
  return { text: silent ? UNKNOWN : found, status };
};

/** What lies below directories, and files. */
const readBelow = (shell: Shell, operands: readonly Field[]): string =>
  (operands.length === 0 ? ["."] : operands.flatMap((operand) => pathsOf(shell, operand)))
    .flatMap((path) =>
      shell.view.isDirectory(shell.path(path))
        ? shell.view.below(shell.path(path)).map(([file]) => shell.read(file))
        : [shell.read(path)],
    )
    .join("");

const NOT_OPAQUE = /[^\uE002\uE100-\uF8FF]+/g;

export const grepCommands: Readonly<Record<string, Command>> = {
  grep,
  egrep: grep,
  fgrep: grep,
  rg: grep,
};
