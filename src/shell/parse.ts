import { NodeReader } from "./nodes";
import type { Script } from "./syntax";
import { MOST_NESTED } from "./words";

/** As long as a Dockerfile may be. A longer text is data in a script's clothes. */
const LIMIT = 1_000_000;
/** The parser's time grows with the square of the number of open ones. */
const MOST_SUBSTITUTIONS = 20_000;

/**
 * Reads a text as POSIX shell or bash. Spans are offsets into the text; inside backticks each is the place of the whole backtick part.
 * Never throws: a text that cannot be read gives `broken` and what could be understood.
 */
export function parseShell(text: string): Script {
  if (text.length > LIMIT)
    return { commands: [], broken: true, limit: `it is longer than ${LIMIT} characters` };
  if (text.split("$(").length > MOST_SUBSTITUTIONS)
    return { commands: [], broken: true, limit: `it holds more than ${MOST_SUBSTITUTIONS} \`$(\`` };
  try {
    const { parse } = require("unbash") as typeof import("unbash");
    const script = parse(text);
    const deep = script.errors?.find(({ message }) => message.includes("depth exceeded"));
    const reader = new NodeReader(undefined, text.length);
    const commands = reader.list(script.commands);
    const limit = reader.nesting.exceeded
      ? `more than ${MOST_NESTED} expansions stand in one another`
      : deep?.message;
    return {
      commands,
      broken: (script.errors?.length ?? 0) > 0,
      ...(limit === undefined ? {} : { limit }),
    };
  } catch {
    return { commands: [], broken: true, limit: "it is nested too deeply" };
  }
}
