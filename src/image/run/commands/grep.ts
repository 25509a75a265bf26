import { MEMBER, OPAQUE, UNKNOWN } from "../../dyes";
import type { Shell } from "../shell";
import type { Field } from "../words";
import {
  type Command,
  filesOf,
  has,
  type Output,
  option,
  type ParsedArguments,
  parseArguments,
  readAll,
} from "./command";
import { SimplePattern } from "./simple-pattern";

const grep: Command = ({ args, shell, stdin, name }) => {
  const parsed = parseArguments(args, ["-e", "--regexp", "-f", "--file", "-m", "-A", "-B", "-C"]);
  const operands = [...parsed.operands];
  const given = [...(parsed.options.get("-e") ?? []), ...(parsed.options.get("--regexp") ?? [])];
  const expressions = given.length > 0 || has(parsed, "-f") ? given : [operands.shift()?.text ?? ""];
  const recursive = has(parsed, "-r", "-R", "--recursive");
  const extended = has(parsed, "-E", "-P", "--extended-regexp", "--perl-regexp") || name === "egrep";
  const options = {
    extended,
    fixed: has(parsed, "-F", "--fixed-strings") || name === "fgrep",
    anyCase: has(parsed, "-i", "--ignore-case", "-y"),
    any: true,
  };
  const patterns = expressions.map((expression) => SimplePattern.read(expression, options));
  const asked = { shell, parsed, patterns };
  const having = has(parsed, "-l", "--files-with-matches");
  const isSilent = has(parsed, "-q", "--quiet", "--silent");
  const names = having || has(parsed, "-L", "--files-without-match");
  if (names && !isSilent && (recursive || operands.length > 0))
    return namesOf(filesBelow(operands, recursive, shell), asked, having);
  const text = recursive
    ? filesBelow(operands, true, shell)
        .map((path) => `${shell.read(path)}\n`)
        .join("")
    : operands.length === 0
      ? stdin
      : readAll(shell, operands, stdin);
  const { found, count, sure } = search(text, asked);
  const status = sure && !recursive ? (count > 0 ? 0 : 1) : "either";
  if (isSilent) return { text: "", status };
  return { text: names || has(parsed, "-c", "--count") ? UNKNOWN : found, status };
};

interface Asked {
  readonly shell: Shell;
  readonly parsed: ParsedArguments;
  /** Undefined for one that is not read. */
  readonly patterns: readonly (SimplePattern | undefined)[];
}

/** The lines of a text that match, and how many do; `sure` where that is known. */
function search(
  text: string,
  { shell, parsed, patterns }: Asked,
): { readonly found: string; readonly count: number; readonly sure: boolean } {
  const inverted = has(parsed, "-v", "--invert-match");
  shell.spend(text.length >> 6);
  let sure = patterns.every((pattern) => pattern !== undefined) && !has(parsed, "-x", "-w", "-f");
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
      const isFile =
        (line.length === 1 || line.includes(MEMBER)) &&
        OPAQUE.test(line) &&
        dyes.standsForFile(restored(line));
      const isOpen = isFile || answers.includes(undefined);
      const matches = answers.includes(true) ? true : isOpen ? undefined : false;
      if (matches === undefined || line.includes(UNKNOWN)) sure = false;
      const shown = cut ? `${line.replace(NOT_OPAQUE, "")}${UNKNOWN}` : line;
      if (matches === undefined) return [dyes.doubted(restored(shown))];
      // What of the line matches is not known.
      return matches === inverted ? [] : [cut ? dyes.doubted(restored(shown)) : shown];
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
  return { found, count, sure };
}

/** The names of the files that surely have such a line, or surely none; of the others it is not known whether they are printed. */
function namesOf(paths: readonly string[], asked: Asked, having: boolean): Output {
  const { shell } = asked;
  const answers = paths.map((path) => {
    const { count, sure } = search(shell.read(path), asked);
    return sure && shell.exists(path) === true ? count > 0 === having : undefined;
  });
  const end = has(asked.parsed, "-Z", "--null") ? "\0" : "\n";
  const printed = answers.map((answer, index) =>
    answer === undefined ? UNKNOWN + end : answer ? paths[index] + end : "",
  );
  const isOpen = answers.includes(undefined) || has(asked.parsed, "-r", "-R", "--recursive");
  return {
    text: printed.join("") + (isOpen ? UNKNOWN + end : ""),
    status: answers.includes(true) ? 0 : isOpen ? "either" : 1,
  };
}

/** The files that are named; where it is recursive the dyed ones below, as grep names them. */
function filesBelow(operands: readonly Field[], recursive: boolean, shell: Shell): readonly string[] {
  const named =
    operands.length === 0 && recursive ? ["."] : operands.flatMap((operand) => filesOf(shell, operand));
  if (!recursive) return named.filter((path) => shell.standing(path) !== "directory");
  return named.flatMap((root) => {
    const top = shell.path(root);
    shell.settle(top);
    // Without an operand the names do not begin with a dot.
    const start = operands.length === 0 ? "" : `${root.replace(/\/$/, "")}/`;
    return shell.view
      .below(top)
      .map(([path]) => (path === top ? root : start + path.slice(top === "/" ? 1 : top.length + 1)));
  });
}

const NOT_OPAQUE = /[^\uE002\uE100-\uF8FF]+/g;

export const grepCommands: Readonly<Record<string, Command>> = {
  grep,
  egrep: grep,
  fgrep: grep,
  rg: grep,
};
