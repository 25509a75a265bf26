import { OPAQUE, UNKNOWN } from "../../dyes";
import type { Shell } from "../shell";
import type { Field } from "../words";
import { type Command, filesOf, has, option, parseArguments, readAll } from "./command";
import { SimplePattern } from "./simple-pattern";

const grep: Command = ({ args, shell, stdin, name }) => {
  const parsed = parseArguments(args, ["-e", "--regexp", "-f", "--file", "-m", "-A", "-B", "-C"]);
  const operands = [...parsed.operands];
  const given = [...(parsed.options.get("-e") ?? []), ...(parsed.options.get("--regexp") ?? [])];
  const expressions = given.length > 0 || has(parsed, "-f") ? given : [operands.shift()?.text ?? ""];
  const recursive = has(parsed, "-r", "-R");
  const text = recursive
    ? textsBelow(operands, shell)
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
  shell.spend(text.length >> 6);
  let sure =
    patterns.every((pattern) => pattern !== undefined) && !recursive && !has(parsed, "-x", "-w", "-f");
  let count = 0;
  const cut = has(parsed, "-o", "--only-matching");
  const { dyes } = shell;
  const lined = (lines: readonly string[]) => lines.map((line) => `${line}\n`).join("");
  const found = dyes.asCharacters(text, (characters, restored) => {
    const lines = characters.split("\n");
    if (lines.at(-1) === "") lines.pop();
    const kept = lines.flatMap((line) => {
      const answers = patterns.map((pattern) => pattern?.matches(line));
      // Such a file may hold any line.
      const isFile = line.length === 1 && OPAQUE.test(line) && dyes.standsForFile(restored(line));
      const isOpen = isFile || answers.includes(undefined);
      const matches = answers.includes(true) ? true : isOpen ? undefined : false;
      if (matches === undefined || line.includes(UNKNOWN)) sure = false;
      const shown = cut ? `${line.replace(NOT_OPAQUE, "")}${UNKNOWN}` : line;
      if (matches === undefined) return [shell.dyes.doubted(restored(shown))];
      // What of the line matches is not known.
      return matches === inverted ? [] : [cut ? shell.dyes.doubted(restored(shown)) : shown];
    });
    count = kept.length;
    const most = option(parsed, "-m", "--max-count");
    if (most !== undefined && sure) kept.splice(Number(most) || 0);
    // Whole words, whole lines, lines around: which of them is not worked out.
    const isAny =
      has(parsed, "-w", "-x", "-A", "-B", "-C") || (most !== undefined && !sure) || has(parsed, "-f");
    if (isAny) return dyes.doubted(restored(has(parsed, "-A", "-B", "-C") ? characters : lined(kept)));
    return lined(kept);
  });
  const status = sure ? (count > 0 ? 0 : 1) : "either";
  if (has(parsed, "-q", "--quiet", "--silent")) return { text: "", status };
  return { text: silent ? UNKNOWN : found, status };
};

/** The texts of the dyed files at or below the operands, that of the directory where it is run where there are none. */
function textsBelow(operands: readonly Field[], shell: Shell): string {
  const paths = operands.length === 0 ? ["."] : operands.flatMap((operand) => filesOf(shell, operand));
  const below = paths.flatMap((path) => shell.view.below(shell.path(path)));
  return below.map(([path]) => `${shell.read(path)}\n`).join("");
}

const NOT_OPAQUE = /[^\uE002\uE100-\uF8FF]+/g;

export const grepCommands: Readonly<Record<string, Command>> = {
  grep,
  egrep: grep,
  fgrep: grep,
  rg: grep,
};
