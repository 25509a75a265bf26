import { UNKNOWN } from "../../dyes";
import { type Command, parseArguments } from "./command";

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

/** Commands that make names of names, and numbers. */
export const nameCommands: Readonly<Record<string, Command>> = {
  seq: sequence,
  basename: pathPart((path, suffix) => {
    const name = path.slice(path.lastIndexOf("/") + 1) || "/";
    return suffix !== "" && name.endsWith(suffix) && name !== suffix ? name.slice(0, -suffix.length) : name;
  }),
  dirname: pathPart((path) => (path.includes("/") ? path.slice(0, path.lastIndexOf("/")) || "/" : ".")),
  realpath: realPath,
  readlink: realPath,
};
