import type { Streams } from "./streams";

/** Lines longer than this are hard to read, however wide the terminal is. */
const WIDEST = 120;
const NARROWEST = 40;

export const columnsOf = (streams: Streams): number =>
  Math.max(NARROWEST, Math.min(WIDEST, streams.columns() || 80));

/** Whether to colour: what the command line says, else NO_COLOR, else FORCE_COLOR, else whether a terminal reads it. */
export function colourOf(
  wanted: "auto" | "always" | "never",
  { environment, isTerminal }: Streams,
  output?: string,
): boolean {
  if (wanted !== "auto") return wanted === "always";
  if (environment.NO_COLOR) return false;
  if (environment.FORCE_COLOR) return environment.FORCE_COLOR !== "0" && environment.FORCE_COLOR !== "false";
  return output === undefined && environment.TERM !== "dumb" && isTerminal("stdout");
}
