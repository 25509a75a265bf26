import { OPAQUE, UNKNOWN } from "../../dyes";
import { type Command, has, option, parseArguments, readAll } from "./command";
import { SimplePattern } from "./simple-pattern";

/** `/x/ {print $2}`: which lines, and what of them. */
interface Rule {
  /** Undefined where that depends on what is not known. */
  selects(line: string, number: number): boolean | undefined;
  /** Items of `print`, those that a comma parts in lists of their own. */
  readonly printed: readonly (readonly string[])[];
}

const COMPARED: Readonly<Record<string, (one: number, other: number) => boolean>> = {
  "==": (one, other) => one === other,
  "!=": (one, other) => one !== other,
  ">": (one, other) => one > other,
  ">=": (one, other) => one >= other,
  "<": (one, other) => one < other,
  "<=": (one, other) => one <= other,
};

const ITEM = /"(?:[^"\\]|\\[\s\S])*"|\$NF\b|\$\d{1,3}|\$0|[A-Za-z_]\w*/y;

/** One rule of the kind that people write; undefined for every other program. */
function readRule(program: string): Rule | undefined {
  const action = program.indexOf("{");
  const selects = readSelection((action < 0 ? program : program.slice(0, action)).trim());
  const body = action < 0 ? "print" : /^\{\s*([^{}]*?)[\s;]*\}\s*$/.exec(program.slice(action))?.[1];
  const list = body === undefined ? undefined : /^print\b(.*)$/s.exec(body)?.[1];
  const printed = list === undefined ? undefined : readItems(list.trim());
  return selects && printed && (action >= 0 || program.trim() !== "") ? { selects, printed } : undefined;
}

function readSelection(text: string): Rule["selects"] | undefined {
  if (text === "") return () => true;
  const number = /^NR\s*(==|!=|>=?|<=?)\s*(\d{1,9})$/.exec(text);
  if (number) return (_, at) => COMPARED[number[1]!]!(at, Number(number[2]));
  const expression = /^(!?)\s*\/([^/]*)\/$/.exec(text);
  const pattern = expression ? SimplePattern.read(expression[2]!, { extended: true }) : undefined;
  if (!pattern) return undefined;
  return (line) => {
    const matches = pattern.matches(line);
    return matches === undefined ? undefined : matches !== (expression![1] === "!");
  };
}

function readItems(text: string): string[][] | undefined {
  if (text === "") return [["$0"]];
  const lists: string[][] = [[]];
  for (let at = 0; at < text.length; ) {
    if (/[\s,]/.test(text[at]!)) {
      if (text[at++] === ",") lists.push([]);
      continue;
    }
    ITEM.lastIndex = at;
    const item = ITEM.exec(text)?.[0];
    if (item === undefined) return undefined;
    lists.at(-1)!.push(item);
    at += item.length;
  }
  return lists;
}

/** `awk -F: '{print $2}'` is followed; of any other program the result may hold what goes in, and holds what it is given in words. */
export const awk: Command = ({ args, shell, stdin, span, name }) => {
  const { dyes } = shell;
  const parsed = parseArguments(args, ["-F", "-v", "-f", "--field-separator", "--assign", "--file"]);
  const operands = [...parsed.operands];
  const program = has(parsed, "-f", "--file") ? "" : (operands.shift()?.text ?? "");
  const files = operands.filter(({ text }) => !/^\w+=/.test(text));
  const text = files.length === 0 ? stdin : readAll(shell, files, stdin);
  const names = [...program.matchAll(/ENVIRON\["(\w{1,99})"\]/g)].flatMap(
    (match) => shell.variable(match[1]!) ?? [],
  );
  const given = parsed.options.get("-v") ?? [];
  const rule = readRule(program);
  const separator = option(parsed, "-F", "--field-separator");
  const literal = separator === undefined || /^[^\\[\]().*+?{}|^$]+$/.test(separator);
  const values = new Map(given.map((each) => [each.replace(/=.*$/s, ""), each.slice(each.indexOf("=") + 1)]));
  const isNamed = (item: string) => !/^[A-Za-z_]/.test(item) || values.has(item);
  if (!rule || !literal || !rule.printed.flat().every(isNamed)) {
    const words = dyes.marksOf([...given, program, ...names].join(""));
    const printed = dyes.doubted(dyes.marksOf(text)) + words + UNKNOWN;
    // `print > "file"`
    for (const [, operator, path] of program.matchAll(/(>>?)\s*"([^"\\]{1,400})"/g))
      shell.write(path!, printed, { by: name, span, append: operator === ">>" });
    return { text: printed, status: "likely" };
  }
  const printed = dyes.asCharacters(text, (characters, restored) => {
    const lines = characters.split("\n");
    if (lines.at(-1) === "") lines.pop();
    // A secret may be of several lines.
    const several = characters.includes(UNKNOWN) || (OPAQUE.test(characters) && !characters.includes("\n"));
    const uncounted = several && /\bNR\b/.test(program);
    const shown = lines.flatMap((line, index) => {
      const selected = uncounted ? undefined : rule.selects(line, index + 1);
      if (selected === false) return [];
      const fields = fieldsOf(line, separator);
      // A secret alone may be several fields, and so may what is not known.
      const open = line.includes(UNKNOWN);
      const alone = fields.length === 1 && OPAQUE.test(line);
      const item = (written: string): string => {
        if (written.startsWith('"')) return written.slice(1, -1);
        if (!written.startsWith("$")) return values.get(written) ?? "";
        if (written === "$0") return line;
        if (open || (alone && written !== "$1")) return dyes.doubted(restored(line));
        return fields[written === "$NF" ? fields.length - 1 : Number(written.slice(1)) - 1] ?? "";
      };
      const made = rule.printed.map((list) => list.map(item).join("")).join(" ");
      return [selected ? made : dyes.doubted(restored(made))];
    });
    return shown.map((line) => `${line}\n`).join("");
  });
  return { text: printed, status: 0 };
};

const fieldsOf = (line: string, separator: string | undefined): readonly string[] =>
  separator === undefined || separator === " " ? line.trim().split(/\s+/) : line.split(separator);
