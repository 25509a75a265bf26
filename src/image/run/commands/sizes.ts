import { UNKNOWN } from "../../dyes";
import type { Shell } from "../shell";
import type { Field } from "../words";
import { type Command, has, option, type ParsedArguments, parseArguments, pathsOf } from "./command";
import { firstBytes } from "./some-lines";

/** `truncate -s 0 f` empties a file; a larger size keeps what fits. */
const truncate: Command = (call) => {
  const parsed = parseArguments(call.args, ["-s", "--size", "-r", "--reference"]);
  const size = option(parsed, "-s", "--size") ?? "";
  for (const operand of parsed.operands) {
    for (const path of pathsOf(call.shell, operand)) {
      if (/^<?0+[A-Za-z]*$/.test(size)) call.shell.edit(path, () => "", call.span, call.name);
      else if (/^\d{1,9}$/.test(size))
        call.shell.edit(path, (text) => shortened(text, Number(size), call.shell), call.span, call.name);
      else call.shell.touch(path, false);
    }
  }
  return "";
};

/** The first characters: what is shorter is followed by zeros. */
const shortened = (text: string, size: number, shell: Shell): string =>
  text.includes(UNKNOWN) ? shell.dyes.doubted(text) : firstBytes(text, size, shell);

const dd: Command = ({ args, shell, stdin, span, name }) => {
  const value = (key: string) =>
    args.find((field: Field) => field.text.startsWith(`${key}=`))?.text.slice(key.length + 1);
  const source = value("if");
  const target = value("of");
  const whole =
    source === undefined
      ? stdin
      : /^\/dev\/u?random$|^\/dev\/zero$/.test(source)
        ? UNKNOWN
        : shell.read(source);
  const content = blocksOf(whole, value, shell);
  if (target === undefined) return content;
  if (source !== undefined && shell.exists(source) === false) return { text: "", status: 1 };
  // The target is emptied before the source is read.
  if (
    source !== undefined &&
    shell.path(source) === shell.path(target) &&
    !args.some(({ text }) => text.includes("notrunc"))
  ) {
    shell.write(target, "", { by: name, span });
    return "";
  }
  // `conv=notrunc` leaves behind what was longer.
  if (args.some(({ text }) => text.includes("notrunc")))
    shell.edit(target, (old) => content + shell.dyes.marksOf(old), span, name);
  else shell.write(target, content, { by: name, span });
  return "";
};

/** `bs=1 count=3`: of so many bytes, where that can be read. */
function blocksOf(text: string, value: (key: string) => string | undefined, shell: Shell): string {
  const count = value("count");
  if (value("skip") !== undefined) return shell.dyes.doubted(text);
  if (count === undefined) return text;
  const size = value("bs") ?? value("ibs") ?? "512";
  if (!/^\d{1,6}$/.test(size) || !/^\d{1,6}$/.test(count)) return shell.dyes.doubted(text);
  return firstBytes(text, Number(size) * Number(count), shell);
}

/** `split -b 1k f prefix`: the parts are named by the prefix. */
const split: Command = ({ args, shell, stdin, span, name }) => {
  const parsed = parseArguments(args, [
    "-b",
    "-l",
    "-n",
    "-C",
    "-a",
    "--bytes",
    "--lines",
    "--additional-suffix",
  ]);
  const [file, prefix = "x"] = parsed.operands.map((operand) => operand.text);
  const text = file === undefined || file === "-" ? stdin : shell.read(file);
  const suffix = option(parsed, "--additional-suffix") ?? "";
  for (const [index, part] of partsOf(text, parsed, shell).entries())
    shell.write(`${prefix}${letters(index)}${suffix}`, part, { by: name, span });
  return "";
};

/** Most parts that are named one by one; a part more holds the rest. */
const MOST_PARTS = 100;

function partsOf(text: string, parsed: ParsedArguments, { dyes }: Shell): string[] {
  const size = option(parsed, "-l", "--lines") ?? "1000";
  const count = /^\d{1,9}$/.test(size) ? Number(size) : 0;
  const isCounted = count > 0 && !has(parsed, "-b", "-n", "-C", "--bytes") && !text.includes(UNKNOWN);
  // Where the lines or the bytes are not known, the first part may hold all.
  if (!isCounted || (dyes.marked(text) && !text.includes("\n"))) return [dyes.doubted(text)];
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const parts: string[] = [];
  for (let at = 0; at < lines.length; at += count)
    parts.push(lines.slice(at, parts.length < MOST_PARTS ? at + count : undefined).join(""));
  return parts.slice(0, MOST_PARTS + 1);
}

/** `aa`, `ab` … `az`, `ba`. */
const letters = (index: number): string =>
  [Math.floor(index / 26), index % 26].map((each) => String.fromCharCode(97 + each)).join("");

/** Commands that cut files by their size. */
export const sizeCommands: Readonly<Record<string, Command>> = { truncate, dd, split };
