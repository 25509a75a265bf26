import { type Command, has, option, parseArguments, pathsOf } from "./command";

const join = (fields: readonly { readonly text: string }[]): string =>
  fields.map((field) => field.text).join(" ");

const echo: Command = ({ args }) => {
  const words = [...args];
  let newline = "\n";
  while (words[0] && /^-[neE]+$/.test(words[0].text)) if (words.shift()!.text.includes("n")) newline = "";
  return join(words).replace(/\\n/g, "\n") + newline;
};

/** The format with its arguments put in; without conversions to numbers, which carry no secret. */
const printf: Command = ({ args, shell }) => {
  const [format, ...values] = args[0]?.text === "--" ? args.slice(1) : args;
  if (!format) return "";
  if (format.text === "-v") {
    shell.variables.set(
      values[0]?.text ?? "",
      values
        .slice(2)
        .map((value) => value.text)
        .join(""),
    );
    return "";
  }
  const texts = values.map((value) => value.text);
  let output = "";
  do {
    output += format.text.replace(/%(%|[-+ #0-9.]*[a-zA-Z])/g, (_, conversion: string) =>
      conversion === "%" ? "%" : (texts.shift() ?? ""),
    );
  } while (texts.length > 0 && /%[^%]/.test(format.text) && output.length < 65_536);
  return output.replace(/\\n/g, "\n").replace(/\\t/g, "\t");
};

/** Reads files, or standard input where there are none, and passes the text on. */
const passing =
  (withValue: readonly string[] = [], leading = 0): Command =>
  ({ args, shell, stdin }) => {
    const operands = parseArguments(args, withValue).operands.slice(leading);
    if (operands.length === 0) return stdin;
    return (
      operands.map(({ text }) => (text === "-" ? stdin : text.startsWith("/dev/fd/") ? text : "")).join("") +
      readAll(shell, operands)
    );
  };

const readAll = (
  shell: Parameters<Command>[0]["shell"],
  operands: readonly Parameters<typeof pathsOf>[1][],
): string => operands.flatMap((operand) => pathsOf(shell, operand).map((path) => shell.read(path))).join("");

const sed: Command = (call) => {
  const { args, shell, stdin, span, name } = call;
  const parsed = parseArguments(args, ["-e", "--expression", "-f", "--file"]);
  const expressions = [...(parsed.options.get("-e") ?? []), ...(parsed.options.get("--expression") ?? [])];
  const operands = [...parsed.operands];
  if (expressions.length === 0 && !has(parsed, "-f", "--file"))
    expressions.push(operands.shift()?.text ?? "");
  // What a replacement holds (`s/TOKEN/$TOKEN/`) is put where the pattern stood, if it stood there; that a person writes it says that it does.
  const put = shell.dyes.marksOf(expressions.join(""));
  const inPlace =
    has(parsed, "-i", "--in-place") || args.some((field) => /^(?:-i|--in-place=|-[nEr]+i)/.test(field.text));
  if (!inPlace) return operands.length === 0 ? stdin + put : readAll(shell, operands) + put;
  for (const operand of operands) {
    for (const path of pathsOf(shell, operand)) {
      if (put) shell.write(path, put, { by: `${name} -i`, span, append: true });
      else shell.edit(path, (content) => (deletesAll(expressions) ? "" : content), span, `${name} -i`);
    }
  }
  return "";
};

/** `sed -i d`, `sed -i '1,$d'`: the file is emptied. Any other edit may leave the secret. */
const deletesAll = (expressions: readonly string[]): boolean =>
  expressions.some((expression) => /^(?:1,\$)?\s*d$/.test(expression.trim()));

/** Variables of the shell as text: every secret among them is in the output. */
export const dumpVariables: Command = ({ args, shell }) => {
  const names = args.filter((field) => !field.text.startsWith("-")).map((field) => field.text);
  const lines: string[] = [];
  for (const [name, value] of shell.variables) {
    if (!shell.dyes.marked(value) || (names.length > 0 && !names.includes(name))) continue;
    lines.push(names.length > 0 ? value : `${name}=${value}`);
    shell.base.used.add(name);
  }
  return lines.length > 0 ? `${lines.join("\n")}\n` : "";
};

const substituteVariables: Command = ({ args, shell, stdin }) => {
  const only = args.find((field) => field.text.includes("$"))?.text;
  return stdin.replace(
    /\$(?:\{(\w+)\}|(\w+))/g,
    (written, braced: string | undefined, plain: string | undefined) => {
      const name = braced ?? plain ?? "";
      if (only !== undefined && !only.includes(name)) return written;
      return shell.variable(name) ?? "";
    },
  );
};

const openssl: Command = ({ args, shell, stdin, span, name }) => {
  const parsed = parseArguments(args, [
    "-in",
    "-out",
    "-pass",
    "-passin",
    "-passout",
    "-k",
    "-K",
    "-iv",
    "-keyout",
  ]);
  const input = optionValue(args, "-in");
  const text = input === undefined ? stdin : shell.read(input);
  const output = optionValue(args, "-out");
  // A public key is made of a private one, and holds nothing of it.
  if (args.some((field) => field.text === "-pubout")) return "";
  // Encrypted text tells nothing without its key; decoding and other conversions do.
  if (
    parsed.operands[0]?.text === "enc" &&
    !args.some((field) => field.text === "-d" || field.text === "-base64" || field.text === "-a")
  )
    return "";
  if (output === undefined) return text;
  if (shell.dyes.marked(text)) shell.write(output, text, { by: name, span });
  return "";
};

/** The value of an option with one dash and a long name, as openssl and java tools write them. */
const optionValue = (args: readonly { readonly text: string }[], wanted: string): string | undefined => {
  const index = args.findIndex((field) => field.text === wanted);
  return index < 0 ? undefined : args[index + 1]?.text;
};

const base64: Command = (call) => passing(["-w", "--wrap"])(call);

const sort: Command = (call) => {
  const output = option(parseArguments(call.args, ["-o"]), "-o");
  const text = passing(["-o", "-k", "-t"])(call);
  if (output === undefined) return text;
  call.shell.write(output, text, { by: call.name, span: call.span });
  return "";
};

/** Commands that make, pass on and change text. */
export const textCommands: Readonly<Record<string, Command>> = {
  echo,
  printf,
  cat: passing(),
  tac: passing(),
  base64,
  base32: base64,
  head: passing(["-n", "-c", "--lines", "--bytes"]),
  tail: passing(["-n", "-c", "--lines", "--bytes"]),
  tr: passing([], 2),
  cut: passing(["-d", "-f", "-c", "-b", "--delimiter", "--fields"]),
  awk: passing(["-F", "-v", "-f"], 1),
  gawk: passing(["-F", "-v", "-f"], 1),
  grep: passing(["-e", "-m", "-A", "-B", "-C"], 1),
  jq: passing(["--indent"], 1),
  yq: passing([], 1),
  rev: passing(),
  uniq: passing(["-f", "-s", "-w"]),
  fold: passing(["-w"]),
  xxd: passing(["-c", "-g"]),
  dos2unix: passing(),
  sort,
  sed,
  printenv: dumpVariables,
  envsubst: substituteVariables,
  openssl,
};
