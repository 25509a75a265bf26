import type { ConfigEntry, Secret } from "../image/model";
import type { Change } from "../text/edits";
import type { StatementOf } from "./dockerfile-text";
import { removeInstruction, removePairs } from "./instructions";
import { quotedVariable } from "./literal";
import type { Rewrite } from "./rewrite";
import { variableName } from "./words";

/** Takes a secret out of a label, or out of the command that a container runs, which gets it from its environment instead. */
export function removeFromConfig(rewrite: Rewrite, entry: ConfigEntry, secret: Secret): void {
  const { dockerfile, subject } = rewrite;
  const statement = dockerfile.statements.find(
    (each) => each.instruction.startLine === entry.statement.instruction.startLine,
  );
  if (!statement) return;
  rewrite.safe = statement.kind === "label";
  if (statement.kind === "label") {
    rewrite.dockerfile = dockerfile.with(removePairs(dockerfile, statement, (name) => name === entry.name));
    return;
  }
  // A trigger that sets a secret, an author, and a command that a later one replaces have no other use.
  const isSetting = statement.kind === "onbuild" && /^(?:env|arg|label)$/.test(statement.statement.kind);
  if (isSetting || statement.kind === "maintainer" || entry.replaced) {
    rewrite.dockerfile = dockerfile.with([removeInstruction(dockerfile, statement)]);
    return;
  }
  if (statement.kind !== "cmd" && statement.kind !== "entrypoint" && statement.kind !== "healthcheck") return;
  const { range } = secret.declared;
  const value = subject.dockerfile.line(range.start.line).slice(range.start.column - 1, range.end.column - 1);
  const name = variableName(secret.name);
  const shell = value === "" ? [] : withVariable(rewrite, statement, value, name);
  if (shell.length === 0) return;
  rewrite.dockerfile = dockerfile.with(shell);
  rewrite.commands.add(`docker run --env-file <file with ${name}> <image>`);
}

function withVariable(
  { dockerfile }: Rewrite,
  statement: StatementOf<"cmd" | "entrypoint" | "healthcheck">,
  value: string,
  name: string,
): Change[] {
  const { command, instruction } = statement;
  if (!command) return [];
  if (command.form === "shell") {
    const at = command.text.indexOf(value);
    if (at < 0) return [];
    const change = quotedVariable(command.text, { start: at, end: at + value.length }, name);
    const start = command.sourceOffset(change.start);
    return [{ start, end: command.sourceOffset(change.end - 1) + 1, text: change.text }];
  }
  const words = command.words.map(({ text }) => {
    if (text.includes(value)) return `"${text.replace(value, `$${name}`)}"`;
    return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
  });
  // The words of CMD are arguments of an ENTRYPOINT, which need not be a shell.
  if (
    statement.kind === "cmd" &&
    dockerfile.lineage(dockerfile.stageOf(statement)!).some((each) => each.kind === "entrypoint")
  )
    return [];
  const script = `exec ${words.join(" ")}${statement.kind === "entrypoint" ? ' "$@"' : ""}`;
  const list = ["sh", "-c", script, ...(statement.kind === "entrypoint" ? [command.words[0]!.text] : [])];
  const start = dockerfile.text.indexOf("[", instruction.keywordSpan.end);
  return [
    { start, end: instruction.span.end, text: `[${list.map((word) => JSON.stringify(word)).join(", ")}]` },
  ];
}
