import { UNKNOWN } from "../../dyes";
import { expandPattern } from "../flow";
import type { Shell } from "../shell";
import type { Command } from "./command";

const ESCAPES: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  a: "\x07",
  b: "\b",
  f: "\f",
  v: "\v",
  e: "\x1b",
  E: "\x1b",
  "\\": "\\",
};

/** A text with its backslash escapes read; `\c` ends it, and all output. */
export function unescaped(text: string): { readonly text: string; readonly ended: boolean } {
  if (!text.includes("\\")) return { text, ended: false };
  let result = "";
  for (let at = 0; at < text.length; at++) {
    if (text[at] !== "\\" || at + 1 === text.length) {
      result += text[at];
      continue;
    }
    const letter = text[++at]!;
    if (letter === "c") return { text: result, ended: true };
    const octal = /^0?[0-7]{1,3}/.exec(text.slice(at, at + 4))?.[0];
    const hex = letter === "x" ? /^x[0-9a-fA-F]{1,2}/.exec(text.slice(at, at + 3))?.[0] : undefined;
    if (octal) result += String.fromCharCode(Number.parseInt(octal, 8) & 255);
    else if (hex) result += String.fromCharCode(Number.parseInt(hex.slice(1), 16));
    else result += ESCAPES[letter] ?? `\\${letter}`;
    at += (octal ?? hex ?? "x").length - 1;
  }
  return { text: result, ended: false };
}

/** bash reads escapes after `-e` only; the `sh` of Debian and Alpine always does. */
export const echo: Command = ({ args, shell }) => {
  const words = args.flatMap((field) => expandPattern(field, shell));
  let newline = "\n";
  let escapes = !shell.bash;
  while (words[0] !== undefined && /^-[neE]+$/.test(words[0])) {
    const flags = words.shift()!;
    if (flags.includes("n")) newline = "";
    if (flags.includes("e")) escapes = true;
    if (flags.includes("E")) escapes = false;
  }
  const text = words.join(" ");
  if (!escapes) return { text: text + newline, status: 0 };
  const read = unescaped(text);
  return { text: read.text + (read.ended ? "" : newline), status: 0 };
};

/** `printf FORMAT ARGUMENTS`, `printf -v NAME FORMAT ARGUMENTS`. */
export const printf: Command = ({ args, shell }) => {
  const words = args.flatMap((field) => expandPattern(field, shell));
  const name = words[0] === "-v" ? words[1] : undefined;
  if (name !== undefined) words.splice(0, 2);
  if (words[0] === "--") words.shift();
  const [format, ...values] = words;
  const text = format === undefined ? "" : formatted(format, values, shell);
  if (name === undefined) return { text, status: 0 };
  shell.assign(name, text);
  return { text: "", status: 0 };
};

/** The format is used again as long as there are arguments. */
function formatted(format: string, values: string[], shell: Shell): string {
  const pieces = [...pieceList(format)];
  const consumes = pieces.some((piece) => piece.conversion !== undefined);
  let output = "";
  do {
    for (const { literal, conversion } of pieces) {
      output += unescaped(literal).text;
      if (conversion !== undefined) output += converted(conversion, values.shift() ?? "", shell);
    }
  } while (consumes && values.length > 0 && shell.spend(1));
  return output;
}

function* pieceList(format: string): Generator<{ literal: string; conversion?: string }> {
  let literal = "";
  for (let at = 0; at < format.length; at++) {
    if (format[at] !== "%") {
      literal += format[at];
      continue;
    }
    const found = /^%[-+ #0']{0,5}\d{0,5}(?:\.\d{0,5})?[a-zA-Z%]/.exec(format.slice(at, at + 20))?.[0];
    at += (found ?? "%").length - 1;
    if (found === "%%" || found === undefined) literal += "%";
    else {
      yield { literal, conversion: found };
      literal = "";
    }
  }
  yield { literal };
}

function converted(conversion: string, value: string, shell: Shell): string {
  const letter = conversion.at(-1)!;
  const { dyes } = shell;
  if (letter === "b") return unescaped(value).text;
  const precision = /\.(\d*)/.exec(conversion)?.[1];
  if (letter === "s" && precision !== undefined) {
    if (dyes.marked(value)) return Number(precision) <= 4 ? UNKNOWN : dyes.marksOf(value);
    return value.slice(0, Number(precision));
  }
  if (letter === "s") {
    const width = Number(/^%(-?\d+)/.exec(conversion)?.[1] ?? 0);
    return width < 0 ? value.padEnd(-width) : value.padStart(width);
  }
  if (letter === "c") return dyes.marked(value) ? UNKNOWN : value.slice(0, 1);
  if (letter === "q") return dyes.marked(value) || /^[\w./-]+$/.test(value) ? value : `'${value}'`;
  // A number made of a secret is an error, and prints 0.
  if (dyes.marked(value)) return "0";
  if (/^[di]$/.test(letter) && conversion.length === 2)
    return /^-?\d+$/.test(value) ? value : value === "" ? "0" : UNKNOWN;
  return UNKNOWN;
}
