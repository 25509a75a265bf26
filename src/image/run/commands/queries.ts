import { UNKNOWN } from "../../dyes";
import { awk } from "./awk";
import { type Command, has, parseArguments, readAll } from "./command";
import { variablesText } from "./variables";

/** `jq .token f`, `yq .a f`: what it selects may be the secret. */
const query =
  (edits: boolean): Command =>
  ({ args, shell, stdin, span, name }) => {
    const parsed = parseArguments(args, ["--indent", "-f", "--from-file", "-L", "-o", "-p", "--tab"]);
    // `--arg NAME VALUE` takes two words.
    const texts = args.map((field) => field.text);
    const bound = texts.flatMap((text, index) =>
      /^--(?:arg|argjson|slurpfile|rawfile)$/.test(text) ? [index + 1, index + 2] : [],
    );
    const values = bound.map((index) => {
      const option = texts[index - 2] ?? "";
      return /file$/.test(option) ? shell.read(texts[index] ?? "") : (texts[index] ?? "");
    });
    const boundFields = new Set(bound.map((index) => args[index]));
    const operands = parsed.operands.filter((field) => !boundFields.has(field));
    const program = has(parsed, "-f", "--from-file") ? "" : (operands[0]?.text ?? "");
    const files = operands.slice(has(parsed, "-f", "--from-file") ? 0 : /^e(?:val)?$/.test(program) ? 2 : 1);
    const input = has(parsed, "-n", "--null-input")
      ? ""
      : files.length === 0
        ? stdin
        : readAll(shell, files, stdin);
    const variables = [...program.matchAll(/(?:env\.|\$ENV\.|strenv\(|env\()(\w{1,99})/g)].flatMap(
      (match) => shell.variable(match[1]!) ?? [],
    );
    const all = [input, program, ...values, ...variables].join("");
    const result = shell.dyes.marksOf(all) + UNKNOWN;
    if (!edits || !has(parsed, "-i", "--inplace")) return { text: result, status: "likely" };
    for (const file of files) shell.write(file.text, result, { by: `${name} -i`, span });
    return "";
  };

/** The environment as text. */
const printEnvironment: Command = ({ args, shell }) => {
  const names = parseArguments(args).operands.map((field) => field.text);
  if (names.length === 0) return { text: variablesText(shell, [...shell.exported.keys()]), status: 0 };
  const values = names
    .filter((name) => shell.exported.has(name))
    .flatMap((name) => shell.variable(name) ?? []);
  return {
    text: values.map((value) => `${value}\n`).join(""),
    status: values.length === names.length ? 0 : "either",
  };
};

const substituteVariables: Command = ({ args, shell, stdin }) => {
  const only = args.find((field) => field.text.includes("$"))?.text;
  const listed =
    only === undefined
      ? undefined
      : new Set([...only.matchAll(/\$\{?(\w{1,99})/g)].map((match) => match[1]!));
  const text = stdin.replace(
    /\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))/g,
    (written, braced?: string, plain?: string) => {
      const name = braced ?? plain ?? "";
      if (listed && !listed.has(name)) return written;
      return (shell.exported.has(name) ? shell.variable(name) : undefined) ?? shell.unsetValue(name);
    },
  );
  return { text, status: 0 };
};

/** Commands that pick from texts and variables. */
export const queryCommands: Readonly<Record<string, Command>> = {
  awk,
  gawk: awk,
  mawk: awk,
  jq: query(false),
  yq: query(true),
  printenv: printEnvironment,
  envsubst: substituteVariables,
};
