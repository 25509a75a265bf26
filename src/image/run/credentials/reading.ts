import { type Call, type ParsedArguments, parseArguments } from "../commands/command";
import type { Field } from "../words";
import type { CredentialRow, Entry, Place } from "./row";

export const listOf = (words: string | undefined): readonly string[] =>
  words === undefined ? [] : words.split(" ");

/** A call as the rows of its program read it. */
export interface Reading {
  readonly call: Call;
  readonly parsed: ParsedArguments;
}

/** Options that take a value in most programs that have them. */
const USUAL = "-u --username -p --password -t --token -n --name --host --hostname --registry --profile";

/** Reads a call by all the options that the rows of its program know. */
export function readingOf(call: Call, rows: readonly CredentialRow[]): Reading {
  const valued = valuedOptions(rows);
  // `-backend-config=X`: a long option with one dash.
  const args = call.args.flatMap((field) => {
    const equals = field.text.indexOf("=");
    const name = field.text.slice(0, equals);
    if (equals < 0 || name.startsWith("--") || !valued.includes(name)) return [field];
    return [
      { ...field, text: name },
      { ...field, text: field.text.slice(equals + 1) },
    ];
  });
  return { call, parsed: parseArguments(args, valued) };
}

const known = new WeakMap<readonly CredentialRow[], readonly string[]>();

function valuedOptions(rows: readonly CredentialRow[]): readonly string[] {
  let valued = known.get(rows);
  if (valued) return valued;
  const flags = new Set(
    rows.flatMap((row) =>
      [row.needs, row.unless, ...(row.erased ?? []).map((erase) => erase.needs)].flatMap((list) =>
        listOf(list),
      ),
    ),
  );
  const moves = rows.flatMap((row) =>
    [...(row.files ?? []), ...(row.copies ?? [])].flatMap((place) =>
      Object.entries(place.moved ?? {}).flatMap(([by, path]) =>
        path.includes("{}") || by.includes("=") ? [by.split("=")[0]!] : [],
      ),
    ),
  );
  const entries = rows.flatMap((row) => [row.entry, ...(row.erased ?? []).map((erase) => erase.entry)]);
  const named = entries.flatMap((entry) =>
    typeof entry === "object" && typeof entry.in === "string" ? listOf(entry.in) : [],
  );
  const own = rows.flatMap((row) =>
    [row.valued, row.takes?.options, row.takes?.contentOf].flatMap((list) => listOf(list)),
  );
  valued = [
    ...new Set([...own, ...moves, ...named, ...listOf(USUAL).filter((option) => !flags.has(option))]),
  ].filter((word) => word.startsWith("-"));
  known.set(rows, valued);
  return valued;
}

/** The operands behind the words of a row, or undefined where the call does not start with them. */
export function operandsBehind(words: string | undefined, { parsed }: Reading): readonly Field[] | undefined {
  if (words === undefined) return parsed.operands;
  for (const spelling of words.split("|")) {
    const wanted = spelling.trim().split(" ");
    if (wanted.every((word, index) => parsed.operands[index]?.text === word))
      return parsed.operands.slice(wanted.length);
  }
  return undefined;
}

/** Whether an option stands in the call, or a setting in its environment: `--global`, `-nodes`, `--location=project`, `NPM_CONFIG_LOGS_MAX=0`. */
export function hasOption({ call, parsed }: Reading, option: string): boolean {
  const equals = option.indexOf("=");
  if (option.startsWith("#"))
    return parsed.operands.some(({ text }) => text.split("=")[0] === option.slice(1));
  if (!option.startsWith("-"))
    return call.shell.variable(option.slice(0, equals)) === option.slice(equals + 1);
  if (equals > 0) return optionValue({ call, parsed }, option.slice(0, equals)) === option.slice(equals + 1);
  return (
    parsed.options.has(option) ||
    call.args.some(({ text }) => text === option || text.startsWith(`${option}=`))
  );
}

export const hasAny = (reading: Reading, options: string | undefined): boolean =>
  listOf(options).some((option) => hasOption(reading, option));

export const optionValue = ({ parsed }: Reading, options: string): string | undefined =>
  listOf(options)
    .map((option) => parsed.options.get(option)?.at(-1))
    .find((value) => value !== undefined);

/** The path of a place for this call, or undefined where it is not written. */
export function pathOf(place: Place, reading: Reading, operands: readonly Field[]): string | undefined {
  const { shell } = reading.call;
  if (place.when !== undefined && !hasAny(reading, place.when)) return undefined;
  if (hasAny(reading, place.unless)) return undefined;
  for (const [by, path] of Object.entries(place.moved ?? {})) {
    if (by === "root") {
      if (shell.base.home === "/root") return path;
    } else if (!by.startsWith("-")) {
      const value = shell.variable(by);
      if (value) return located(path.replace("{}", value), reading);
    } else if (hasOption(reading, by))
      return located(path.replace("{}", optionValue(reading, by) ?? ""), reading);
  }
  const operand = /^#(\d)/.exec(place.at);
  if (!operand) return located(place.at, reading);
  const path = operands[Number(operand[1]) - 1]?.text;
  return path === undefined ? undefined : path + place.at.slice(2);
}

const located = (path: string, { call }: Reading): string => atHome(path, call);

/** `~/x` under the home of the RUN's user; any other path as it is. */
export const atHome = (path: string, { shell }: Call): string =>
  path.startsWith("~/") ? shell.home.replace(/\/$/, "") + path.slice(1) : path;

export function entryOf(
  entry: Entry | undefined,
  reading: Reading,
  operands: readonly Field[],
  usual: string,
): string {
  if (entry === undefined) return usual;
  const named = typeof entry.in === "number" ? operands[entry.in - 1]?.text : optionValue(reading, entry.in);
  return named ?? entry.otherwise ?? usual;
}
