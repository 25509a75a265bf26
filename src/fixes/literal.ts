import type { Secret } from "../image/model";
import type { ShellWord } from "../shell/syntax";
import type { Change } from "../text/edits";
import type { Span } from "../text/source";
import type { DockerfileText, StatementOf } from "./dockerfile-text";
import { mountInRuns, type Need } from "./mount";
import { mentions, type Rewrite } from "./rewrite";
import { nodesOf, type RunScript, removeElements, runScript, simpleCommands, wordsOf } from "./run-script";
import { removeStoredFiles } from "./stored-file";
import { withoutStores } from "./stores";
import { secretId, variableName } from "./words";

/** Puts a variable in place of a literal in every RUN that holds it, and mounts the secret there: the same commands with the secret from outside. */
export function mountLiteral(rewrite: Rewrite, secret: Secret): void {
  const { start, end } = secret.declared.range;
  const line = rewrite.subject.dockerfile.line(start.line);
  const value = line.slice(start.column - 1, end.column - 1);
  // A key has many lines, of which only the first is known here.
  if (
    value === "" ||
    start.line !== end.line ||
    secret.kind === "private-key" ||
    value.includes("-----BEGIN")
  )
    return;
  const name = nameOf(rewrite.dockerfile, value) ?? variableName(secret.name);
  removeStoredFiles(rewrite, [value, name]);
  const changes: Change[] = [];
  for (const statement of rewrite.dockerfile.statements) {
    if (statement.kind === "run" && rewrite.dockerfile.written(statement).includes(value))
      changes.push(...replaced(rewrite.dockerfile, statement, value, name));
  }
  rewrite.dockerfile = rewrite.dockerfile.with(changes);
  mountName(rewrite, name);
}

/** Mounts a secret as a variable in the RUNs that name it, and in those that read what it is now referred to by. */
export function mountName(rewrite: Rewrite, name: string, id = secretId(name)): void {
  const names = [name];
  const stored = withoutStores(rewrite.dockerfile, names, () => true);
  rewrite.dockerfile = stored.dockerfile;
  const needs = new Map<StatementOf<"run">, Need>();
  let seen = false;
  for (const run of rewrite.dockerfile.statements) {
    if (run.kind !== "run") continue;
    const commands = simpleCommands(runScript(run)?.elements);
    const assigned = stored.exports
      .filter(({ reads, instruction }) => instruction !== "" && commands.some(reads))
      .map(({ assignment }) => assignment);
    const named = mentions(rewrite.dockerfile.written(run), names);
    seen ||= named || stored.exports.length > 0;
    if (
      named ||
      (seen && commands.some((command) => stored.readers.some((reads) => reads(command)))) ||
      assigned.length > 0
    )
      needs.set(run, { mounted: new Set(names), assigned: new Set(named ? [] : assigned) });
  }
  if (needs.size > 0) rewrite.safe = false;
  mountInRuns(rewrite, { id, name }, needs, () => false);
  rewrite.dockerfile = dropAssignments(rewrite.dockerfile, name);
}

/** The variable that a RUN gives the literal to. */
function nameOf(dockerfile: DockerfileText, value: string): string | undefined {
  for (const statement of dockerfile.statements) {
    if (statement.kind !== "run") continue;
    for (const { assignments, words } of simpleCommands(runScript(statement)?.elements)) {
      const assigned = assignments.find((each) => each.value && bare(each.value.text) === value);
      if (assigned) return assigned.name;
      const exported = words.find(
        ({ text }) => /^\w+=/.test(text) && bare(text.slice(text.indexOf("=") + 1)) === value,
      );
      if (exported) return exported.text.slice(0, exported.text.indexOf("="));
    }
  }
  return undefined;
}

const bare = (text: string): string => text.replace(/^(["'])(.*)\1$/, "$2");

function replaced(
  dockerfile: DockerfileText,
  run: StatementOf<"run">,
  value: string,
  name: string,
): Change[] {
  if (run.command.form === "exec") return shellForm(dockerfile, run, value, name);
  const script = runScript(run);
  if (!script) return [];
  const changes: Change[] = [];
  for (let at = script.text.indexOf(value); at >= 0; at = script.text.indexOf(value, at + value.length)) {
    const word = wordAt(script, { start: at, end: at + value.length });
    if (!word) continue;
    const change = inWord(script, word, { start: at, end: at + value.length }, name);
    if (change) changes.push({ ...script.toSource(change), text: change.text });
  }
  return changes;
}

/** The innermost word around a stretch of a script. */
function wordAt({ elements }: RunScript, { start, end }: Span): ShellWord | undefined {
  const commands = simpleCommands(elements);
  const words = commands.flatMap(({ words: own, assignments, redirections }) => [
    ...own,
    ...assignments.flatMap(({ value }) => value ?? []),
    ...redirections.flatMap(({ target, body }) => [target, body]).filter((word) => word !== undefined),
  ]);
  return words
    .filter(({ span }) => span.start <= start && end <= span.end)
    .sort((a, b) => a.span.end - a.span.start - (b.span.end - b.span.start))[0];
}

/** The variable in place of a stretch of a word, with the quotes that it needs there. */
function inWord(script: RunScript, word: ShellWord, { start, end }: Span, name: string): Change | undefined {
  const body = nodesOf(script.elements).some(
    (node) =>
      node.kind === "command" &&
      (node as ReturnType<typeof simpleCommands>[number]).redirections.some(
        (redirection) => redirection.body === word,
      ),
  );
  const next = script.text[end] ?? "";
  const variable = /\w/.test(next) ? `\${${name}}` : `$${name}`;
  if (body)
    return word.parts.length === 1 && word.parts[0]?.kind === "literal" && word.parts[0].quoted
      ? undefined
      : { start, end, text: variable };
  return quotedVariable(script.text, { start, end }, name, word.span.start);
}

/** The variable in place of a stretch of a shell text, quoted as the text around it asks; `from` is a place outside all quotes. */
export function quotedVariable(text: string, { start, end }: Span, name: string, from = 0): Change {
  const variable = /\w/.test(text[end] ?? "") ? `\${${name}}` : `$${name}`;
  const quote = quoteAt(text, from, start);
  if (quote === '"') return { start, end, text: variable };
  if (quote === "") return { start, end, text: `"$${name}"` };
  // Between single quotes nothing is expanded: they become double ones where nothing in them means anything else there.
  const open = text.lastIndexOf("'", start);
  const close = text.indexOf("'", end);
  const [head, tail] = [text.slice(open + 1, start), text.slice(end, close)];
  if (/[$`"\\!]/.test(head + tail)) return { start, end, text: `'"$${name}"'` };
  return { start: open, end: close + 1, text: `"${head}${variable}${tail}"` };
}

function quoteAt(text: string, from: number, to: number): "" | "'" | '"' {
  let quote: "" | "'" | '"' = "";
  for (let at = from; at < to; at++) {
    const character = text[at]!;
    if (character === "\\" && quote !== "'") at++;
    else if (quote === character) quote = "";
    else if (quote === "" && (character === "'" || character === '"')) quote = character;
  }
  return quote;
}

/** The exec form knows no variables, so the command becomes one of the shell form. */
function shellForm(
  dockerfile: DockerfileText,
  run: StatementOf<"run">,
  value: string,
  name: string,
): Change[] {
  if (run.command.form !== "exec") return [];
  const words = run.command.words.map(({ text }) => {
    if (text.includes(value)) return `"${text.replaceAll(/[\\"$`]/g, "\\$&").replace(value, `\${${name}}`)}"`;
    return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
  });
  const { span } = run.instruction;
  const start = dockerfile.text.indexOf("[", run.instruction.flagSpans().at(-1)?.end ?? span.start);
  return [{ start, end: span.end, text: words.join(" ") }];
}

/** `NAME="$NAME"` says nothing once the mount sets the variable: it goes, and so does a command that does nothing else. */
function dropAssignments(dockerfile: DockerfileText, name: string): DockerfileText {
  const itself = (text: string) => new RegExp(`^["']?\\$(?:${name}|\\{${name}\\})["']?$`).test(text);
  const changes: Change[] = [];
  for (const statement of dockerfile.statements) {
    const script = statement.kind === "run" ? runScript(statement) : undefined;
    if (!script || !mentions(dockerfile.written(statement), [name])) continue;
    const idle = new Set<unknown>();
    for (const element of script.elements) {
      if (element.kind !== "command") continue;
      const assigned = element.assignments.filter(
        (each) => each.name === name && itself(each.value?.text ?? ""),
      );
      const exported =
        wordsOf(element)[0] === "export" &&
        element.words.length === 2 &&
        itself(element.words[1]!.text.replace(`${name}=`, ""));
      if (exported || (assigned.length > 0 && element.words.length === 0 && element.assignments.length === 1))
        idle.add(element);
      else
        for (const { span } of assigned) {
          const after = script.text.slice(span.end).search(/\S/);
          changes.push({
            ...script.toSource({ start: span.start, end: span.end + Math.max(0, after) }),
            text: "",
          });
        }
    }
    changes.push(...removeElements(dockerfile, script, (element) => idle.has(element)));
  }
  return dockerfile.with(changes);
}
