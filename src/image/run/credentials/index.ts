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

let byProgram: ReadonlyMap<string, readonly CredentialRow[]> | undefined;

function rowsByProgram(): ReadonlyMap<string, readonly CredentialRow[]> {
  const rows = new Map<string, CredentialRow[]>();
  for (const row of credentialRows) {
    for (const program of row.programs?.split(" ") ?? []) {
      const known = rows.get(program);
      if (known) known.push(row);
      else rows.set(program, [row]);
    }
  }
  return rows;
}

/** What a program does that stores credentials in files, or is known to store none; undefined for any other. */
export function credentialCommand(name: string): Command | undefined {
  byProgram ??= rowsByProgram();
  const known = byProgram;
  const rows = known.get(name);
  const keep: Command | undefined = rows && ((call) => keepCredentials(call, rows));
  if (name !== "python" && name !== "python3") return keep;
  // `python -m pip …` is pip.
  return (call) => {
    const [flag, module, ...rest] = call.args;
    return flag?.text === "-m" && module && known.has(module.text)
      ? call.run([module, ...rest], call.shell, call.stdin, call.span)
      : (keep?.(call) ?? "");
  };
}
