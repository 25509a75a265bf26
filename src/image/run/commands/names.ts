import { UNKNOWN } from "../../dyes";
import { baseName } from "../../paths";
import { type Command, filesOf, has, parseArguments } from "./command";

/** `seq 3`, `seq 1 3`. */
const sequence: Command = ({ args }) => {
  const numbers = args.map(({ text }) => (/^-?\d{1,9}$/.test(text) ? Number(text) : undefined));
  if (numbers.includes(undefined) || numbers.length === 0) return UNKNOWN;
  const last = numbers.at(-1)!;
  const first = numbers.length > 1 ? numbers[0]! : 1;
  const step = numbers.length > 2 ? numbers[1]! : 1;
  const size = step === 0 ? 0 : Math.floor((last - first) / step) + 1;
  if (size > 10_000) return UNKNOWN;
  return {
    text: Array.from({ length: Math.max(size, 0) }, (_, index) => `${first + index * step}\n`).join(""),
    status: 0,
  };
};

const pathPart =
  (change: (path: string, suffix: string) => string): Command =>
  ({ args }) => {
    const [path = "", suffix = ""] = parseArguments(args, ["-s"]).operands.map((field) => field.text);
    return {
      text: `${path.includes(UNKNOWN) ? UNKNOWN : change(path.replace(/(.)\/+$/, "$1"), suffix)}\n`,
      status: 0,
    };
  };

/** `realpath F`, `readlink -f F`. */
const realPath: Command = ({ args, shell }) => {
  const parsed = parseArguments(args);
  const path = parsed.operands[0]?.text ?? "";
  return `${path.includes(UNKNOWN) ? UNKNOWN : shell.path(path)}\n`;
};

/** `ls`: the names that are known, and those that only the base image knows. A long listing is more than names. */
const list: Command = ({ args, shell }) => {
  const parsed = parseArguments(args, ["-I", "-w"]);
  const { operands } = parsed;
  const paths = operands.length === 0 ? ["."] : operands.flatMap((operand) => filesOf(shell, operand));
  if (has(parsed, "-l", "-R", "-s", "-i", "-F", "-p", "-d")) return UNKNOWN;
  const lines = paths.flatMap((path) => {
    if (!shell.view.isDirectory(shell.path(path))) return [shell.exists(path) ? path : UNKNOWN];
    const hidden = has(parsed, "-a", "-A", "--all", "--almost-all") ? shell.matching(`${path}/.*`) : [];
    return [...[...shell.matching(`${path}/*`), ...hidden].map(baseName).sort(), UNKNOWN];
  });
  return lines.map((line) => `${line}\n`).join("");
};

/** Commands that make names of names, and numbers. */
export const nameCommands: Readonly<Record<string, Command>> = {
  seq: sequence,
  ls: list,
  basename: pathPart((path, suffix) => {
    const name = path.slice(path.lastIndexOf("/") + 1) || "/";
    return suffix !== "" && name.endsWith(suffix) && name !== suffix ? name.slice(0, -suffix.length) : name;
  }),
  dirname: pathPart((path) => (path.includes("/") ? path.slice(0, path.lastIndexOf("/")) || "/" : ".")),
  realpath: realPath,
  readlink: realPath,
};
