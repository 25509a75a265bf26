import { UNKNOWN } from "../../dyes";
import type { Command } from "./command";

/** A program that is asked a question: nobody knows the answer here. */
const question: Command = () => ({ text: UNKNOWN, status: "either" });

/** A question whose answer is the exit code alone. */
const silentQuestion: Command = () => ({ text: "", status: "either" });

/** Programs that people ask, and that fail where the answer is no. */
export const questionCommands: Readonly<Record<string, Command>> = {
  which: question,
  type: question,
  hash: silentQuestion,
  getent: question,
  id: question,
  pgrep: question,
  cmp: silentQuestion,
  mountpoint: silentQuestion,
  ping: question,
  nc: question,
};
