import { UNKNOWN } from "../../dyes";
import { slice } from "../expansion";
import { type Call, type Command, option, parseArguments, readAll } from "./command";

/** `head -n 3`, `tail -n +2`, `head -c 4`. */
export const someLines =
  (last: boolean): Command =>
  (call) => {
    const args = call.args.map((field) =>
      /^-\d+$/.test(field.text) ? { ...field, text: `-n${field.text.slice(1)}` } : field,
    );
    const parsed = parseArguments(args, ["-n", "-c", "--lines", "--bytes"]);
    const bytes = option(parsed, "-c", "--bytes");
    const count = option(parsed, "-n", "--lines") ?? "10";
    const change = (text: string, { shell }: Call) => {
      if (bytes !== undefined) {
        const size = /^\d+$/.test(bytes) ? Number(bytes) : undefined;
        return slice(text, last && size !== undefined ? -size : 0, last ? undefined : size, !last, shell);
      }
      // A file of which only the secret is known has lines that nobody knows.
      if (!/^[+-]?\d+$/.test(count) || text.includes(UNKNOWN)) return shell.dyes.doubted(text);
      const open = !text.endsWith("\n");
      const lines = (open ? text : text.slice(0, -1)).split("\n");
      const number = Math.abs(Number(count));
      const kept = last
        ? count.startsWith("+")
          ? lines.slice(Math.max(number - 1, 0))
          : lines.slice(-number || lines.length)
        : count.startsWith("-")
          ? lines.slice(0, -number)
          : lines.slice(0, number);
      // A secret may be of several lines, of which these options leave out the first or the last.
      if (kept.length === 0 && number > 0 && !text.includes("\n")) return shell.dyes.doubted(text);
      if (!text.includes("\n")) return kept.join("");
      return kept
        .map((line, index) => (open && index === kept.length - 1 && last ? line : `${line}\n`))
        .join("");
    };
    const text = parsed.operands.length === 0 ? call.stdin : readAll(call.shell, parsed.operands, call.stdin);
    return change(text, call);
  };
