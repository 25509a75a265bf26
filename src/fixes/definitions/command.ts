import { at, entriesOf, type Tree } from "../../discover/definitions/tree";
import { applyChanges, type Change } from "../../text/edits";
import type { Handover } from "./handover";
import { Lines } from "./lines";

/** `docker build --build-arg NAME=$TOKEN` becomes `docker build --secret id=name,env=TOKEN`. An expression goes by the environment of the step. */
export function editCommand(text: string, { argument, id }: Handover, step?: Tree): string | undefined {
  const lines = new Lines(text);
  const { start, end } = argument.span;
  const flag = /--build-arg(?:=|[ \t]+)(["']?)$/.exec(lines.before(start));
  if (!flag) return undefined;
  const written = text.slice(start, end);
  const value = written.slice(argument.name.length + 1).replace(/^(["'])(.*)\1$/, "$2");
  const from = start - flag[0].length;
  // Its quotes, and one that was opened before it.
  const behind = /^["']*/.exec(text.slice(end))![0].length;
  const to = end + (flag[1] !== "" || /^\S*=["']/.test(written) ? behind : 0);
  if (id === undefined) return applyChanges(text, [{ start: from, end: spaced(text, to), text: "" }]);
  const expression = /^\$\{\{[^{}]*\}\}$/.test(value);
  const variable =
    written === argument.name || expression
      ? argument.name
      : /^\$(?:(\w+)|\{(\w+)\})$/.exec(value)?.slice(1).find(Boolean);
  // A variable of the script itself is in no environment.
  if (variable === undefined || isOwn(text, variable)) return undefined;
  const secret = { start: from, end: to, text: `--secret id=${id},env=${variable}` };
  if (!expression) return applyChanges(text, [secret]);
  const setting = step && environment(lines, step, variable, value);
  return setting && applyChanges(text, [secret, setting]);
}

/** Up to the next word of the line. */
const spaced = (text: string, end: number): number => end + /^[ \t]*/.exec(text.slice(end))![0].length;

const isOwn = (text: string, variable: string): boolean =>
  new RegExp(`(?:^|[\\s;&(])${variable}=`, "m").test(text.replace(/--build-arg[= \t]\S+/g, ""));

/** A variable of a workflow's step. */
function environment(lines: Lines, step: Tree, variable: string, value: string): Change | undefined {
  const own = entriesOf(step);
  const run = own.get("run");
  const known = at(step, "env");
  const [last] = [...entriesOf(known).values()].slice(-1);
  if (entriesOf(known).has(variable)) return undefined;
  if (last && known && !lines.isFlow(known.span))
    return lines.after(lines.of({ start: last.key.start, end: last.value.span.end }), [
      `${lines.before(last.key.start)}${variable}: ${value}`,
    ]);
  if (known || !run) return undefined;
  const before = lines.before(run.key.start);
  const indent = " ".repeat(before.length);
  const written = [`${indent}env:`, `${indent}  ${variable}: ${value}`];
  // `- run: …`: the item begins with it.
  if (before.trim() !== "")
    return lines.after(lines.of({ start: run.key.start, end: run.value.span.end }), written);
  const { start } = lines.of(run.key);
  return { start, end: start, text: written.map((line) => line + lines.lineEnd).join("") };
}
