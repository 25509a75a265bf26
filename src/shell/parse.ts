import { NodeReader } from "./nodes";
import type { Script } from "./syntax";

/** A longer text is data in a script's clothes: no whole Dockerfile of 6,000 public ones is as long. */
const LIMIT = 500_000;
/** The parser's time grows with the square of how many of these there are in one command, or open at once. */
const MOST: Readonly<Record<string, number>> = { "$(": 20_000, "${": 6_000, "<<": 4_000 };

/**
 * Reads a text as POSIX shell or bash. Spans are offsets into the text; inside backticks each is the place of the whole backtick part.
 * Never throws: a text that cannot be read gives `broken` and what could be understood.
 */
export function parseShell(text: string): Script {
  if (text.length > LIMIT)
    return { commands: [], broken: true, limit: `it is longer than ${LIMIT} characters` };
  for (const [written, most] of Object.entries(MOST))
    if (text.split(written).length > most)
      return { commands: [], broken: true, limit: `it holds more than ${most} \`${written}\`` };
  try {
    const { parse } = require("unbash") as typeof import("unbash");
    const script = parse(text);
    const deep = script.errors?.find(({ message }) => message.includes("depth exceeded"));
    const reader = new NodeReader(undefined, text.length);
    const commands = reader.list(script.commands);
    const limit = reader.limits.met ?? deep?.message;
    return {
      commands,
      // What is not read to its end is not understood, either.
      broken: limit !== undefined || (script.errors?.length ?? 0) > 0,
      ...(limit === undefined ? {} : { limit }),
    };
  } catch {
    return { commands: [], broken: true, limit: "it is nested too deeply" };
  }
}
