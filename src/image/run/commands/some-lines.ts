import { OPAQUE, UNKNOWN } from "../../dyes";
import { TELLS_NOTHING } from "../expansion";
import type { Shell } from "../shell";
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
        if (!/^\d+$/.test(bytes)) return shell.dyes.doubted(text);
        return last ? lastBytes(text, Number(bytes), shell) : firstBytes(text, Number(bytes), shell);
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

/** The first bytes of a text. A secret that is cut off is one still, but for a few characters; where the next begins is not known. */
export const firstBytes = (text: string, size: number, { dyes }: Shell): string =>
  dyes.asCharacters(text, (characters, restored) => {
    const at = characters.search(OPAQUE);
    if (at < 0 || at >= size) return characters.slice(0, size);
    const more = dyes.marksOf(restored(characters.slice(at + 1, size)));
    return characters.slice(0, at) + cutOff(characters[at]!, size - at) + dyes.doubted(more) + UNKNOWN;
  });

/** The last bytes of a text. */
const lastBytes = (text: string, size: number, { dyes }: Shell): string =>
  dyes.asCharacters(text, (characters, restored) => {
    let at = characters.length - 1;
    while (at >= 0 && !OPAQUE.test(characters[at]!)) at--;
    const behind = characters.slice(at + 1);
    if (at < 0 || behind.length >= size) return size > 0 ? behind.slice(-size) : "";
    const left = size - behind.length;
    const more = dyes.marksOf(restored(characters.slice(Math.max(0, at + 1 - left), at)));
    return dyes.doubted(more) + UNKNOWN + cutOff(characters[at]!, left) + behind;
  });

const cutOff = (opaque: string, size: number): string =>
  opaque !== UNKNOWN && size > TELLS_NOTHING ? opaque : "";
