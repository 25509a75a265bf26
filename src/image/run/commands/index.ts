import { credentialCommands } from "../credentials";
import { archiveCommands } from "./archives";
import { builtins } from "./builtins";
import { type Command, textOf } from "./command";
import { downloadCommands } from "./downloads";
import { fileCommands } from "./files";
import { findCommands } from "./find";
import { grepCommands } from "./grep";
import { nameCommands } from "./names";
import { queryCommands } from "./queries";
import { questionCommands } from "./questions";
import { scriptCommands } from "./scripts";
import { sedCommands } from "./sed";
import { textCommands } from "./text";
import { transferCommands } from "./transfers";
import { wrappers } from "./wrappers";

export interface KnownCommand {
  readonly run: Command;
  /** The shell does it itself: no file of that name is looked for. */
  readonly builtin: boolean;
  /** A program of its own: what it prints is not known where nothing is said of it. */
  readonly speaks: boolean;
}

const rows = (commands: Readonly<Record<string, Command>>, builtin: boolean, speaks: boolean) =>
  Object.entries(commands).map(([name, run]): [string, KnownCommand] => [name, { run, builtin, speaks }]);

/** Every command that something is known of, a row each. */
const table = new Map<string, KnownCommand>([
  ...rows(builtins, true, false),
  ...rows(questionCommands, false, false),
  ...rows(fileCommands, false, false),
  ...rows(transferCommands, false, false),
  ...rows(findCommands, false, false),
  ...rows(textCommands, false, false),
  ...rows(queryCommands, false, false),
  ...rows(nameCommands, false, false),
  ...rows(sedCommands, false, false),
  ...rows(grepCommands, false, false),
  ...rows(archiveCommands, false, false),
  ...rows(downloadCommands, false, true),
  ...rows(wrappers, false, false),
  ...rows(scriptCommands, false, false),
]);

// A command may pass text on and store a credential besides: openssl, curl.
for (const [name, keep] of Object.entries(credentialCommands)) {
  const ordinary = table.get(name);
  if (ordinary) table.set(name, { ...ordinary, run: besides(keep, ordinary.run) });
  else table.set(name, { run: keep, builtin: false, speaks: true });
}

function besides(keep: Command, ordinary: Command): Command {
  return (call) => {
    const kept = textOf(keep(call));
    const output = ordinary(call);
    return typeof output === "string" ? kept + output : { ...output, text: kept + output.text };
  };
}

export const commandNamed = (name: string): KnownCommand | undefined => table.get(name);
