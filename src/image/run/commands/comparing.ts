import { UNKNOWN } from "../../dyes";
import { type Command, has, parseArguments, pathsOf, textOf } from "./command";

/** `join f g`, `comm`: lines of both, as they agree or not. */
const agreeing: Command = (call) => {
  const both = together(call);
  return typeof both === "string" ? call.shell.dyes.doubted(both) : both;
};

/** `diff f g`: the lines that differ, with the answer. */
const differing: Command = (call) => {
  const quiet = has(parseArguments(call.args), "-q", "--brief");
  return { text: quiet ? UNKNOWN : textOf(agreeing(call)), status: "either" };
};

/** `paste f g`: parts of all of them. */
const together: Command = ({ args, shell, stdin }) => {
  const { operands } = parseArguments(args, ["-d", "-1", "-2", "-t", "-o"]);
  return (
    shell.dyes.marksOf(
      operands.flatMap((operand) => pathsOf(shell, operand).map((path) => shell.read(path))).join("") + stdin,
    ) + UNKNOWN
  );
};

/** Commands that read several files side by side. */
export const comparingCommands: Readonly<Record<string, Command>> = {
  paste: together,
  join: agreeing,
  comm: agreeing,
  diff: differing,
};
