import { credentialCommands } from "../credentials";
import { builtins } from "./builtins";
import type { Command } from "./command";
import { fileCommands } from "./files";
import { textCommands } from "./text";
import { wrappers } from "./wrappers";

/** Every command that something is known of, a row each. */
const table: ReadonlyMap<string, Command> = new Map(
  Object.entries({ ...builtins, ...fileCommands, ...textCommands, ...wrappers, ...credentialCommands }),
);

export const commandNamed = (name: string): Command | undefined => table.get(name);
