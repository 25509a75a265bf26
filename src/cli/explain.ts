import { nearest } from "../engine/nearest";
import { rules } from "../index";
import { coloursOf, visible, wrap } from "../reporters";
import { UsageError } from "./given";
import { rulePage } from "./rule-page";

/** The documentation of a rule, made to be read on a terminal. Throws UsageError for a rule that is not there. */
export function explain(
  id: string | undefined,
  { colour, columns }: { readonly colour: boolean; readonly columns: number },
): string {
  const ids = rules.map((rule) => rule.id);
  if (id === undefined) throw new UsageError(`explain takes a rule: ${ids.join(", ")}`);
  const rule = rules.find((each) => each.id === id);
  if (!rule)
    throw new UsageError(`there is no rule ${JSON.stringify(id)}; the nearest is ${nearest(id, ids)}`);
  return render(rulePage(rule.id) ?? `# ${rule.id}\n\n${rule.summary}\n`, colour, columns);
}

/** Markdown for a terminal: headings and code stand out, prose is wrapped, blocks of code are moved in and left as they are. */
function render(markdown: string, colour: boolean, columns: number): string {
  const { bold, cyan, dim } = coloursOf(colour);
  const lines: string[] = [];
  let fence: string | undefined;
  for (const raw of markdown.trimEnd().split(/\r?\n/)) {
    const line = visible(raw);
    const opening = /^(`{3,}|~{3,})(.*)$/.exec(line);
    if (fence !== undefined) {
      if (line.trim() === fence) fence = undefined;
      else lines.push(`    ${cyan(line)}`.trimEnd());
    } else if (opening) {
      fence = opening[1]!;
      // The file's name, behind the language; a block without one needs no title.
      const name = /^\S* +(\S.*)$/.exec(opening[2]!)?.[1];
      if (name !== undefined) lines.push(dim(`  ${name.replace(/ fixed$/, ", fixed")}`));
    } else if (line.startsWith("#")) lines.push(bold(line.replace(/^#+ */, "")));
    else
      lines.push(
        ...prose(line, columns).map((part) => part.replace(/`([^`]+)`/g, (_, code: string) => cyan(code))),
      );
  }
  return `${lines.join("\n")}\n`;
}

function prose(line: string, columns: number): string[] {
  const bullet = /^\s*(?:[-*]|\d+\.) /.exec(line)?.[0] ?? "";
  const indent = " ".repeat(bullet.length);
  return wrap(line.slice(bullet.length), columns - bullet.length).map(
    (part, index) => (index === 0 ? bullet : indent) + part,
  );
}
