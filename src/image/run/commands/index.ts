import { credentialCommand } from "../credentials";
import { archiveCommands } from "./archives";
import { builtins } from "./builtins";
import { type Command, textOf } from "./command";
import { comparingCommands } from "./comparing";
import { compressCommands } from "./compress";
import { downloadCommands } from "./downloads";
import { fileCommands } from "./files";
import { findCommands } from "./find";
import { grepCommands } from "./grep";
import { linkCommands } from "./links";
import { nameCommands } from "./names";
import { queryCommands } from "./queries";
import { questionCommands } from "./questions";
import { scriptCommands } from "./scripts";
import { sedCommands } from "./sed";
import { sizeCommands } from "./sizes";
import { textCommands } from "./text";
import { transferCommands } from "./transfers";
import { wrappers } from "./wrappers";
import { xargsCommands } from "./xargs";

export interface KnownCommand {
  readonly run: Command;
  /** The shell does it itself: no file of that name is looked for. */
  readonly builtin: boolean;
  /** A program of its own: what it prints is not known where nothing is said of it. */
  readonly speaks: boolean;
}

/** Every command that something is known of, a row each; the last that has a name counts. */
const tables: readonly (Omit<KnownCommand, "run"> & {
  readonly commands: Readonly<Record<string, Command>>;
})[] = [
  { commands: builtins, builtin: true, speaks: false },
  { commands: questionCommands, builtin: false, speaks: false },
  { commands: fileCommands, builtin: false, speaks: false },
  { commands: sizeCommands, builtin: false, speaks: false },
  { commands: transferCommands, builtin: false, speaks: false },
  { commands: linkCommands, builtin: false, speaks: false },
  { commands: findCommands, builtin: false, speaks: false },
  { commands: textCommands, builtin: false, speaks: false },
  { commands: comparingCommands, builtin: false, speaks: false },
  { commands: queryCommands, builtin: false, speaks: false },
  { commands: nameCommands, builtin: false, speaks: false },
  { commands: sedCommands, builtin: false, speaks: false },
  { commands: grepCommands, builtin: false, speaks: false },
  { commands: archiveCommands, builtin: false, speaks: false },
  { commands: compressCommands, builtin: false, speaks: false },
  { commands: downloadCommands, builtin: false, speaks: true },
  { commands: wrappers, builtin: false, speaks: false },
  { commands: xargsCommands, builtin: false, speaks: false },
  { commands: scriptCommands, builtin: false, speaks: false },
];

export function commandNamed(name: string): KnownCommand | undefined {
  const table = tables.findLast(({ commands }) => Object.hasOwn(commands, name));
  const ordinary = table?.commands[name];
  const keep = credentialCommand(name);
  if (!table || !ordinary) return keep && { run: keep, builtin: false, speaks: true };
  // A command may pass text on and store a credential besides: openssl, curl.
  return { ...table, run: keep ? besides(keep, ordinary) : ordinary };
}

function besides(keep: Command, ordinary: Command): Command {
  return (call) => {
    const kept = textOf(keep(call));
    const output = ordinary(call);
    return typeof output === "string" ? kept + output : { ...output, text: kept + output.text };
  };
}
