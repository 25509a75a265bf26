import { parseHcl } from "../../discover/definitions/hcl";
import type { Expression, ObjectEntry } from "../../discover/definitions/hcl-syntax";
import { applyChanges, type Change } from "../../text/edits";
import type { Handover } from "./handover";
import { Lines } from "./lines";

/** A bake file in HCL whose target has a `secret` in place of one of its `args`. */
export function editBake(text: string, { argument, id, origin }: Handover): string | undefined {
  if (origin.source.path.endsWith(".json")) return undefined;
  const lines = new Lines(text);
  for (const { attributes } of parseHcl(text)) {
    const args = attributes.find(({ name }) => name === "args");
    const entries = args?.value.kind === "object" ? args.value.entries : [];
    const index = entries.findIndex(({ key }) => key.start === argument.span.start);
    const passed = entries[index];
    if (!args || !passed) continue;
    const variable = variableOf(passed.value);
    if (variable === undefined) return undefined;
    return edited(
      lines,
      args,
      index,
      attributes,
      id === undefined ? undefined : `"id=${id},env=${variable}"`,
    );
  }
  return undefined;
}

/** The one variable that a value is. */
function variableOf(value: Expression): string | undefined {
  if (value.kind === "variable" && value.path.length === 1) return value.path[0];
  return value.kind === "template" && value.parts.length === 1 ? variableOf(value.parts[0]!) : undefined;
}

function edited(
  lines: Lines,
  args: ObjectEntry,
  index: number,
  attributes: readonly ObjectEntry[],
  secret: string | undefined,
): string | undefined {
  const known = attributes.find(({ name }) => name === "secret");
  const entries = args.value.kind === "object" ? args.value.entries : [];
  const items = entries.map(({ key, value }) => ({
    start: key.start,
    end: Math.max(key.end, value.span.end),
  }));
  const pair = { start: args.key.start, end: args.value.span.end };
  const indent = lines.before(args.key.start);
  if (indent.trim() !== "") return undefined;
  const added = secret === undefined || known ? [] : [`${indent}secret = [${secret}]`];
  const changes: Change[] = [];
  if (items.length > 1) {
    const isLines = lines.before(items[index]!.start).trim() === "";
    changes.push(...lines.without(items, index, !isLines, entries[index]!.name));
    if (added.length > 0) changes.push(lines.after(lines.of(pair), added));
  } else changes.push({ ...lines.of(pair), text: added.map((line) => line + lines.lineEnd).join("") });
  if (known && secret !== undefined) {
    if (known.value.kind !== "list") return undefined;
    changes.push(
      lines.appended(
        known.value.span,
        known.value.items.map(({ span }) => span),
        secret,
      ),
    );
  }
  return applyChanges(lines.text, changes);
}
