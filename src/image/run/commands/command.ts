import type { Span } from "../../../text/source";
import type { Shell } from "../shell";
import type { Field } from "../words";

/** One call of a command, words expanded. Texts hold marks in place of secrets. */
export interface Call {
  /** The base name of the program. */
  readonly name: string;
  readonly args: readonly Field[];
  readonly stdin: string;
  /** The whole command in the script. */
  readonly span: Span;
  readonly shell: Shell;
  /** Runs another command: for `sudo`, `env`, `xargs`. */
  readonly run: (fields: readonly Field[], shell: Shell, stdin: string, span: Span) => Output;
  /** Runs a script given as text: for `sh -c`, `eval`. */
  readonly script: (text: string, shell: Shell, span: Span, stdin: string) => Output;
}

/**
 * How a command ended: its exit code where it is known; `likely` for a program that succeeds in a build that succeeds;
 * `either` for one that answers a question.
 */
export type Status = number | "likely" | "either";

/** Standard output as far as it is known, alone where the command is `likely` to succeed. */
export type Output = string | { readonly text: string; readonly status: Status };

/** How two end together: one that fails is a failure of both. */
export function worse(one: Status, other: Status): Status {
  const worst = ([1, "either", "likely"] as const).find((status) => status === one || status === other);
  return worst ?? 0;
}

/** The output of a command whose exit code is known. */
export const known = (status: number, text = ""): Output => ({ text, status });

/** What a command does to dyed files and variables. */
export type Command = (call: Call) => Output;

export interface ParsedArguments {
  /** Values by option, dashes included; an option without a value has "". A repeated option keeps all. */
  readonly options: ReadonlyMap<string, readonly string[]>;
  readonly operands: readonly Field[];
}

/**
 * Splits arguments into options and operands. `withValue` lists the options whose next word is their value; `--option=value` needs no entry.
 * Clusters (`-rf`) count as each of their letters; a cluster whose letter takes a value has the rest as the value (`-pSECRET`).
 */
export function parseArguments(args: readonly Field[], withValue: readonly string[] = []): ParsedArguments {
  const options = new Map<string, string[]>();
  const operands: Field[] = [];
  const add = (option: string, value: string) => {
    const values = options.get(option);
    if (values) values.push(value);
    else options.set(option, [value]);
  };
  for (let index = 0; index < args.length; index++) {
    const field = args[index]!;
    const { text } = field;
    if (text === "--") {
      operands.push(...args.slice(index + 1));
      break;
    }
    if (!text.startsWith("-") || text === "-") operands.push(field);
    else if (text.startsWith("--")) {
      const equals = text.indexOf("=");
      if (equals > 0) add(text.slice(0, equals), text.slice(equals + 1));
      else add(text, withValue.includes(text) ? (args[++index]?.text ?? "") : "");
    } else if (withValue.includes(text)) add(text, args[++index]?.text ?? "");
    else {
      for (let letter = 1; letter < text.length; letter++) {
        const option = `-${text[letter]}`;
        if (!withValue.includes(option)) {
          add(option, "");
          continue;
        }
        add(option, text.slice(letter + 1) || (args[++index]?.text ?? ""));
        break;
      }
    }
  }
  return { options, operands };
}

export const option = (parsed: ParsedArguments, ...names: string[]): string | undefined => {
  for (const name of names) {
    const value = parsed.options.get(name)?.at(-1);
    if (value !== undefined) return value;
  }
  return undefined;
};

export const has = (parsed: ParsedArguments, ...names: string[]): boolean =>
  names.some((name) => parsed.options.has(name));

/** The paths that an operand names: itself, or what a pattern matches among the files that are known. */
export const pathsOf = (shell: Shell, field: Field): readonly string[] =>
  field.pattern && !shell.options.has("noglob") ? shell.matching(field.glob ?? field.text) : [field.text];

/** The same of what has to be there: where it is surely not, the command fails. */
export const filesOf = (shell: Shell, field: Field): readonly string[] => {
  const paths = pathsOf(shell, field);
  if (paths.some((path) => shell.exists(path) === false)) shell.missed = true;
  return paths;
};

/** The text of files one after the other; `-` is standard input. */
export const readAll = (shell: Shell, operands: readonly Field[], stdin: string): string =>
  operands
    .flatMap((operand) => {
      if (operand.text === "-") return [stdin];
      const paths = filesOf(shell, operand);
      if (paths.some((path) => shell.standing(path) === "directory")) shell.missed = true;
      return paths.map((path) => shell.read(path));
    })
    .join("");

export const textOf = (output: Output): string => (typeof output === "string" ? output : output.text);
