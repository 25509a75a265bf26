import type { Command } from "../commands/command";
import type { CredentialRow } from "./row";
import { accountRows } from "./rows/accounts";
import { cloudRows } from "./rows/cloud";
import { compiledRows } from "./rows/compiled";
import { containerRows } from "./rows/containers";
import { databaseRows } from "./rows/databases";
import { dotnetRows } from "./rows/dotnet";
import { gitRows } from "./rows/git";
import { hostRows } from "./rows/hosts";
import { javaRows } from "./rows/java";
import { keyRows } from "./rows/keys";
import { nodeRows } from "./rows/node";
import { packageRows } from "./rows/packages";
import { phpRows } from "./rows/php";
import { pythonRows } from "./rows/python";
import { rubyRows } from "./rows/ruby";
import { serviceRows } from "./rows/services";
import { shellRows } from "./rows/shell";
import { transferRows } from "./rows/transfer";
import { keepCredentials } from "./store";

/** Everything that is known of how credentials come to rest in files, a row each. */
export const credentialRows: readonly CredentialRow[] = [
  ...nodeRows,
  ...pythonRows,
  ...rubyRows,
  ...phpRows,
  ...javaRows,
  ...dotnetRows,
  ...compiledRows,
  ...gitRows,
  ...keyRows,
  ...cloudRows,
  ...containerRows,
  ...hostRows,
  ...serviceRows,
  ...databaseRows,
  ...transferRows,
  ...packageRows,
  ...accountRows,
  ...shellRows,
];

/** The rows of each program. */
const programs = new Map<string, CredentialRow[]>();
for (const row of credentialRows) {
  for (const program of row.programs?.split(" ") ?? []) {
    const rows = programs.get(program);
    if (rows) rows.push(row);
    else programs.set(program, [row]);
  }
}

const commands = new Map<string, Command>(
  [...programs].map(([program, rows]) => [program, (call) => keepCredentials(call, rows)]),
);

/** `python -m pip …` is pip. */
for (const name of ["python", "python3"]) {
  const ofScripts = commands.get(name);
  commands.set(name, (call) => {
    const [flag, module, ...rest] = call.args;
    return flag?.text === "-m" && module && programs.has(module.text)
      ? call.run([module, ...rest], call.shell, call.stdin, call.span)
      : (ofScripts?.(call) ?? "");
  });
}

/** Commands that store credentials in files, or are known to store none. */
export const credentialCommands: Readonly<Record<string, Command>> = Object.fromEntries(commands);
