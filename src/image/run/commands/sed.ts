import { OPAQUE, UNKNOWN } from "../../dyes";
import { type Call, type Command, filesOf, has, parseArguments, readAll } from "./command";
import { readScript, type SedCommand } from "./sed-script";

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
    for (const path of filesOf(shell, operand)) {
      if (shell.stays(shell.path(path))) {
        shell.missed = true;
        continue;
      }
      if (suffix && !/^[nErsz]+$/.test(suffix))
        shell.transfer(path, path + suffix, { span, by: `${name} -i` });
      const after = change(shell.read(path));
      // A link is replaced by a file, and what it leads to stays.
      const link = shell.path(path, false);
      if (shell.view.links.has(link) && !has(parsed, "--follow-symlinks")) {
        shell.view.links.delete(link);
        shell.write(link, after, { by: `${name} -i`, span });
        continue;
      }
      shell.replace(path, () => after, span, `${name} -i`);
    }
  }
  return "";
};

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
  const counts = commands?.some(({ address }) => address?.line !== undefined);
  const { dyes } = shell;
  // A secret may be of several lines.
  const uncounted = text.includes(UNKNOWN) || (OPAQUE.test(text) && !text.includes("\n"));
  if (!known || (counts && uncounted))
    return (OPAQUE.test(text) ? dyes.doubted(run.restored(text)) : UNKNOWN) + dyes.marksOf(run.script);
  const doubted = (line: string) => dyes.doubted(run.restored(line));
  const open = text !== "" && !text.endsWith("\n");
  const lines = text.split("\n");
  if (!open) lines.pop();
  const result: string[] = [];
  for (const [index, line] of lines.entries()) {
    let current: string | undefined = line;
    let sure = true;
    for (const command of commands!) {
      if (current === undefined) break;
      const applies = selects(command.address, current, index, lines.length);
      if (applies === false) continue;
      if (applies === undefined) sure = false;
      if (applies === undefined && command.verb === "p") {
        result.push(doubted(current));
        continue;
      }
      const changed = applied(command, current, result, run);
      if (applies) current = changed;
      else if (changed !== undefined && changed !== current) current += dyes.marksOf(command.text);
    }
    if (current !== undefined && !run.quiet) result.push(sure ? current : doubted(current));
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
    case "r":
      return `${line}\n${run.call.shell.dyes.marksOf(run.call.shell.read(command.text))}${UNKNOWN}`;
    case "c":
      return command.text;
    case "w":
      run.call.shell.write(command.text, run.restored(`${line}\n`), {
        by: run.call.name,
        span: run.call.span,
        append: true,
      });
      return line;
    case "s": {
      const changed = substituted(command, line, run);
      const matches = command.pattern?.matches(line);
      if (command.flags.includes("p") && matches !== false)
        result.push(matches ? changed : run.call.shell.dyes.doubted(run.restored(changed)));
      return changed;
    }
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
  // In what is not known the pattern may be found.
  if (from === 0 && line.includes(UNKNOWN)) result = run.call.shell.dyes.marksOf(text);
  return result + line.slice(from);
}

export const sedCommands: Readonly<Record<string, Command>> = { sed, gsed: sed };
