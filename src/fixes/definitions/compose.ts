import { at, cutAt, entriesOf, itemsOf, type Tree, textOf } from "../../discover/definitions/tree";
import { readYaml } from "../../discover/definitions/yaml";
import { applyChanges, type Change } from "../../text/edits";
import type { Span } from "../../text/source";
import type { Handover } from "./handover";
import { Lines } from "./lines";

/** A compose file whose service gives a build secret in place of a build arg; undefined where that takes more than a few lines. */
export function editCompose(text: string, { origin, argument, id }: Handover): string | undefined {
  const lines = new Lines(text);
  const tree = readYaml(text)?.[0];
  const service = [...entriesOf(at(tree, "services")).values()].find(
    ({ key }) => key.start === origin.span.start,
  );
  const build = at(service?.value, "build");
  const args = entriesOf(build).get("args");
  if (!tree || build?.kind !== "map" || !args || !isWithin(args.value.span, build.span)) return undefined;
  const found = argumentsOf(args.value);
  const index = found.findIndex(({ name }) => name === argument.name);
  const passed = found[index];
  const variable = passed && variableOf(argument.name, passed.written);
  if (!passed || variable === undefined || !isWithin(passed.span, args.value.span)) return undefined;
  const changes: Change[] = [];
  const pair = { start: args.key.start, end: args.value.span.end };
  const inFlow = lines.isFlow(build.span);
  const secrets = at(build, "secrets");
  const indent = lines.before(args.key.start);
  if (!inFlow && indent.trim() !== "") return undefined;
  const isListFlow = inFlow || lines.isFlow(args.value.span);
  const added =
    id === undefined || secrets
      ? []
      : isListFlow
        ? [`secrets: [${id}]`]
        : ["secrets:", `${listIndent(text)}- ${id}`];
  if (found.length > 1) {
    changes.push(
      ...lines.without(
        found.map(({ span }) => span),
        index,
        lines.isFlow(args.value.span),
        argument.name,
      ),
    );
    if (added.length > 0)
      changes.push(
        inFlow
          ? { start: pair.end, end: pair.end, text: `, ${added[0]}` }
          : lines.after(
              lines.of(pair),
              added.map((line) => indent + line),
            ),
      );
  } else if (inFlow && added.length > 0) changes.push({ ...pair, text: added[0]! });
  else if (inFlow) {
    const pairs = [...entriesOf(build).values()].map(({ key, value }) => ({
      start: key.start,
      end: value.span.end,
    }));
    changes.push(
      ...lines.without(
        pairs,
        pairs.findIndex(({ start }) => start === pair.start),
        true,
        argument.name,
      ),
    );
  } else
    changes.push({ ...lines.of(pair), text: added.map((line) => indent + line + lines.lineEnd).join("") });
  if (id !== undefined) {
    if (secrets) changes.push(...withItem(lines, secrets, id));
    const defined = withSecret(lines, tree, id, variable);
    if (!defined) return undefined;
    changes.push(...defined);
  }
  return applyChanges(text, changes);
}

const isWithin = (inner: Span, outer: Span): boolean => outer.start <= inner.start && inner.end <= outer.end;

/** The items of `args`, a map or a list, each with its value as written. */
const argumentsOf = (tree: Tree): { name: string; written: string | undefined; span: Span }[] => [
  ...[...entriesOf(tree)].map(([name, { key, value }]) => ({
    name,
    written: textOf(value),
    span: { start: key.start, end: Math.max(key.end, value.span.end) },
  })),
  ...itemsOf(tree).map((item) => {
    const [name, written] = cutAt(textOf(item) ?? "", "=");
    return { name, written, span: item.span };
  }),
];

/** The variable that a value is; for a literal that of the argument's name, which a person is to set. */
function variableOf(name: string, written: string | undefined): string | undefined {
  if (written === undefined || written === "" || !written.includes("$")) return name;
  return /^\$(?:(\w+)|\{(\w+)(?::?[-?][^${}]*)?\})$/.exec(written)?.slice(1).find(Boolean);
}

/** Lists stand below their key indented, or not, as others of the file do. */
const listIndent = (text: string): string => (/^( *)[\w-]+:[ \t]*\r?\n\1- /m.test(text) ? "" : "  ");

function withItem(lines: Lines, list: Tree, id: string): Change[] {
  const items = itemsOf(list);
  if (items.some((item) => textOf(item) === id)) return [];
  const last = items.at(-1);
  if (lines.isFlow(list.span) || !last)
    return [
      lines.appended(
        list.span,
        items.map(({ span }) => span),
        id,
      ),
    ];
  return [lines.after(lines.of(last.span), [`${lines.before(last.span.start).replace(/\S.*$/, "")}- ${id}`])];
}

/** `secrets:` of the whole file says where the secret comes from. */
function withSecret(lines: Lines, tree: Tree, id: string, variable: string): Change[] | undefined {
  const known = at(tree, "secrets");
  const definition = at(known, id);
  if (definition) return textOf(at(definition, "environment")) === variable ? [] : undefined;
  const [first] = entriesOf(at(tree, "services")).values();
  const step = (first && lines.before(first.key.start)) || "  ";
  const entries = [...entriesOf(known).values()];
  const last = entries.at(-1);
  if (known && lines.isFlow(known.span)) {
    const spans = entries.map(({ key, value }) => ({ start: key.start, end: value.span.end }));
    return [lines.appended(known.span, spans, `${id}: { environment: ${variable} }`)];
  }
  if (last) {
    const indent = lines.before(last.key.start);
    return [
      lines.after(lines.of({ start: last.key.start, end: last.value.span.end }), [
        `${indent}${id}:`,
        `${indent}${indent || step}environment: ${variable}`,
      ]),
    ];
  }
  if (known) return undefined;
  const end = { start: lines.text.length, end: lines.text.length };
  const gap = /\n\r?\n\S/.test(lines.text) ? [""] : [];
  return [lines.after(end, [...gap, "secrets:", `${step}${id}:`, `${step}${step}environment: ${variable}`])];
}
