import { credentialCommands } from "../credentials";
import { builtins } from "./builtins";
import type { Command } from "./command";
import { fileCommands } from "./files";
import { textCommands } from "./text";
import { wrappers } from "./wrappers";

/** Every command that something is known of, a row each. */
const table = new Map<string, Command>(
  Object.entries({ ...builtins, ...fileCommands, ...textCommands, ...wrappers }),
);

// A command may pass text on and store a credential besides: openssl, curl.
for (const [name, keep] of Object.entries(credentialCommands)) {
  const ordinary = table.get(name);
  table.set(name, ordinary ? (call) => keep(call) + ordinary(call) : keep);
}

export const commandNamed = (name: string): Command | undefined => table.get(name);
