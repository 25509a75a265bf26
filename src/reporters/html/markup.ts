import { visible } from "../visible";

/** Text that is HTML already. */
export class Markup {
  constructor(readonly text: string) {}
}

/** What may stand in a template: markup as it is, anything else escaped, `undefined` as nothing. */
export type Part = Markup | string | number | undefined | readonly Part[];

/** A template of HTML. Names of a project come into it as plain strings, so none can act as markup. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return new Markup(strings.reduce((text, string, index) => text + written(parts[index - 1]) + string));
}

function written(part: Part): string {
  if (part === undefined) return "";
  if (part instanceof Markup) return part.text;
  if (typeof part === "number") return String(part);
  return typeof part === "string" ? escaped(part) : part.map(written).join("");
}

/** Safe between tags and in quoted attributes; control characters and marks of direction are shown, not obeyed. */
const escaped = (text: string): string =>
  visible(text).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
