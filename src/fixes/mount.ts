import type { Pair, Statement } from "../dockerfile/types";
import type { Change } from "../text/edits";
import type { DockerfileText, StatementOf } from "./dockerfile-text";
import { addMounts, envMounts, removePairs, withSyntaxLine } from "./instructions";
import type { Rewrite } from "./rewrite";
import { type RunScript, runScript } from "./run-script";

/** What a RUN needs of a secret. */
export interface Need {
  readonly mounted: Set<string>;
  /** Assignments that the command needs besides. */
  readonly assigned: Set<string>;
}

export type Declaring = StatementOf<"arg" | "env">;

export const isDeclaring = (statement: Statement): statement is Declaring =>
  statement.kind === "arg" || statement.kind === "env";

/** The literal behind `:-` of a value that is one reference, its quotes around it; undefined where there is none. */
export function defaultOf(value: string): string | undefined {
  const found = /^(["']?)\$\{\w+:?-([^}$`]+)\}\1$/.exec(value);
  return found ? `${found[1]}${found[2]}${found[1]}` : undefined;
}

/** Whether a text expands a variable. */
export const refersTo = (text: string, name: string): boolean =>
  new RegExp(`\\$(?:${name}(?!\\w)|\\{${name}[}:+?-])`).test(text);

/** Adds the mounts, and takes the pairs out that a predicate names. */
export function mountInRuns(
  rewrite: Rewrite,
  { id, name }: { readonly id: string; readonly name: string },
  needs: ReadonlyMap<StatementOf<"run">, Need>,
  removed: (statement: Declaring, pair: Pair) => boolean,
): void {
  const { dockerfile } = rewrite;
  const style = envMounts(dockerfile);
  const changes: Change[] = [];
  for (const [run, { mounted, assigned }] of needs) {
    const has = new Set(run.mounts.flatMap(({ type, env }) => (type === "secret" && env ? [env] : [])));
    const variables = [...mounted].filter((variable) => !has.has(variable));
    const mounts =
      style === "no"
        ? [`type=secret,id=${id}${readableBy(dockerfile.userAt(run))}`]
        : variables.map((variable) => `type=secret,id=${id},env=${variable}`);
    const assignments =
      style === "no"
        ? [...variables.map((variable) => `${variable}="$(cat /run/secrets/${id})"`), ...assigned]
        : [...assigned];
    if (variables.length > 0)
      changes.push(...addMounts(dockerfile, run, mounts, assignments.join(" ").length));
    changes.push(...addAssignments(dockerfile, run, assignments));
  }
  for (const statement of dockerfile.statements) {
    if (statement.kind === "label")
      changes.push(
        ...removePairs(dockerfile, statement, (label) =>
          statement.pairs.some((pair) => pair.name.text === label && refersTo(pair.value?.text ?? "", name)),
        ),
      );
    if (!isDeclaring(statement)) continue;
    const gone = new Set<string>();
    for (const pair of statement.pairs.filter((each) => removed(statement, each))) {
      const fallback =
        statement.kind === "env" && refersTo(pair.value?.text ?? "", name)
          ? defaultOf(pair.value?.text ?? "")
          : undefined;
      // What stands behind `:-` is what a build without the secret had, and stays.
      if (fallback !== undefined && pair.value) changes.push({ ...pair.value.span, text: fallback });
      else gone.add(pair.name.text);
    }
    changes.push(...removePairs(dockerfile, statement, (own) => gone.has(own)));
  }
  rewrite.dockerfile = dockerfile.with(changes);
  if (needs.size === 0) return;
  const usesEnv = [...needs.values()].some(({ mounted }) => mounted.size > 0);
  if (usesEnv && style === "with a syntax line") rewrite.dockerfile = withSyntaxLine(rewrite.dockerfile);
  rewrite.commands.add(`docker build --secret id=${id},env=${name} .`);
}

/** A secret is a file of root's that nobody else reads, unless the mount says another user. */
export function readableBy(user: string): string {
  if (user === "") return "";
  const number = { node: "1000", bun: "1000", jenkins: "1000" }[user] ?? /^\d+(?=:|$)/.exec(user)?.[0];
  return number === undefined ? ",mode=0444" : `,uid=${number}`;
}

/** Sets variables before a RUN's commands: in front of a lone command, else exported for all. */
export function addAssignments(
  dockerfile: DockerfileText,
  run: StatementOf<"run">,
  assignments: readonly string[],
): Change[] {
  const script = runScript(run);
  const first = script?.elements[0];
  if (assignments.length === 0 || !script || !first) return [];
  const { start } = script.toSource({ start: first.span.start, end: first.span.start + 1 });
  const names = assignments.map((assignment) => assignment.slice(0, assignment.indexOf("=")));
  const alone = script.elements.length === 1 && first.kind === "command" && !expandsAny(script, names);
  const inHeredoc =
    run.instruction.heredocs.length > 0 && start > run.instruction.heredocs[0]!.span.start - 1;
  const text = alone
    ? `${assignments.join(" ")} `
    : `export ${assignments.join(" ")}${inHeredoc ? dockerfile.lineEnd : joint(dockerfile, run)}`;
  return [{ start, end: start, text }];
}

const expandsAny = ({ text }: RunScript, names: readonly string[]): boolean =>
  names.some((name) => refersTo(text, name));

/** ` && `, with a line break where the RUN has several lines. */
export function joint(
  { source, parsed, lineEnd }: DockerfileText,
  { instruction }: StatementOf<"run">,
): string {
  if (instruction.endLine === instruction.startLine || instruction.heredocs.length > 0) return " && ";
  const indent = (/^[ \t]*/.exec(source.line(instruction.startLine + 1))?.[0] ?? "") || "    ";
  return ` && ${parsed.escape}${lineEnd}${indent}`;
}
