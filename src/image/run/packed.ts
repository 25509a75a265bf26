import { MEMBER, UNKNOWN } from "../dyes";
import type { Call } from "./commands/command";
import type { Shell } from "./shell";

/** A text that is cut where words or lines end: what is packed then has zero bytes in it no more, and cannot be unpacked. */
export const inPieces = (text: string, { dyes }: Pick<Shell, "dyes">): string =>
  text.includes(MEMBER) ? dyes.doubted(text) : text;

/** What a command of lines prints of what is packed: that has zero bytes in it, so that any of its secrets may be in the lines or none. */
export function linesOfPacked(
  printed: string,
  { args, stdin, shell }: Pick<Call, "args" | "stdin" | "shell">,
) {
  const { dyes, view } = shell;
  const files = args.map(({ text }) => view.files.get(shell.path(text))?.content ?? "");
  const read = [stdin, ...files.filter((text) => text.includes(MEMBER))].join("");
  if (printed === "" || printed === UNKNOWN || !(printed + read).includes(MEMBER)) return printed;
  const missing = dyes.units(dyes.marksOf(read)).filter((mark) => !printed.includes(mark));
  return dyes.doubted(printed + missing.join(""));
}
