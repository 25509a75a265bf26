import type { Command } from "../commands/command";
import { gitCommands } from "./git";
import { nodeCommands } from "./node";
import { pythonCommands } from "./python";
import { erases, stores, storing } from "./stores";
import { userCommands } from "./users";

const rows = Object.fromEntries(
  [...stores, ...erases].flatMap((row) =>
    row.programs.map((program): [string, Command] => [program, storing]),
  ),
);

/** Commands that store credentials in files. */
export const credentialCommands: Readonly<Record<string, Command>> = {
  ...rows,
  ...nodeCommands,
  ...gitCommands,
  ...pythonCommands,
  ...userCommands,
};
