import { at, entriesOf, itemsOf, type Tree, textOf } from "../../discover/definitions/tree";
import { readYaml } from "../../discover/definitions/yaml";
import { applyChanges } from "../../text/edits";
import { editCommand } from "./command";
import type { Handover } from "./handover";
import { Lines } from "./lines";

/** A GitHub workflow that gives a build secret in place of a build arg, to `docker/build-push-action` or to a `docker build`. */
export function editWorkflow(text: string, handover: Handover): string | undefined {
  const tree = readYaml(text)?.[0];
  const { start } = handover.argument.span;
  const lists = [
    ...[...entriesOf(at(tree, "jobs")).values()].map(({ value }) => at(value, "steps")),
    at(tree, "runs", "steps"),
  ];
  const step = lists
    .flatMap((list) => itemsOf(list))
    .find(({ span }) => span.start <= start && start < span.end);
  if (!step) return undefined;
  return at(step, "run") ? editCommand(text, handover, step) : editAction(new Lines(text), step, handover);
}

/** The line `NAME=value` of `build-args` becomes the line `id=value` of `secrets`. */
function editAction(lines: Lines, step: Tree, { argument, id }: Handover): string | undefined {
  const { text } = lines;
  const inputs = entriesOf(at(step, "with"));
  const args = inputs.get("build-args");
  const secrets = inputs.get("secrets");
  const written = text.slice(argument.span.start, argument.span.end);
  const value = written.slice(argument.name.length + 1);
  // Only an expression is one secret; what else stands there is for a person.
  if (!args || !/^\$\{\{[^{}]*\}\}$/.test(value) || !written.startsWith(`${argument.name}=`))
    return undefined;
  const isBlock = /^[|>]/.test(text.slice(args.value.span.start));
  const others = (textOf(args.value) ?? "").split("\n").filter((line) => line.trim() !== "").length - 1;
  const line = lines.of(argument.span);
  const pair = lines.of({ start: args.key.start, end: args.value.span.end });
  const indent = lines.before(args.key.start);
  if (indent.trim() !== "" || (!isBlock && others > 0)) return undefined;
  if (id === undefined) return applyChanges(text, [{ ...(others > 0 ? line : pair), text: "" }]);
  const renamed = { start: argument.span.start, end: argument.span.start + argument.name.length, text: id };
  if (others === 0 && !secrets) return applyChanges(text, [{ ...args.key, text: "secrets" }, renamed]);
  const gone = { ...(others > 0 ? line : pair), text: "" };
  const inside = isBlock ? lines.before(argument.span.start) : `${indent}  `;
  if (!secrets)
    return applyChanges(text, [gone, lines.after(pair, [`${indent}secrets: |`, `${inside}${id}=${value}`])]);
  if (!/^[|>]/.test(text.slice(secrets.value.span.start))) return undefined;
  const [, own = inside] = /^[^\n]*\n([ \t]*)/.exec(text.slice(secrets.value.span.start)) ?? [];
  const last = text.slice(0, secrets.value.span.end).trimEnd().length;
  return applyChanges(text, [
    gone,
    lines.after(lines.of({ start: last, end: last }), [`${own}${id}=${value}`]),
  ]);
}
