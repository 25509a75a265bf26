import { placeholders } from "./placeholders";

const FENCE = "```";

/** A page of cases with the `fixed` blocks of one section replaced by texts that were made now. */
export function withFixedBlocks(
  markdown: string,
  title: string,
  texts: Readonly<Record<string, string>>,
): string {
  const lines = markdown.split("\n");
  const start = lines.findIndex((line) => line.replace(/^##+ /, "") === title && line.startsWith("##"));
  const after = lines.findIndex((line, index) => index > start && /^##+ /.test(line));
  const end = after < 0 ? lines.length : after;
  const section = withoutFixed(lines.slice(start, end));
  const last = section.lastIndexOf(FENCE);
  const blocks = Object.entries(texts).flatMap(([path, text]) => [
    "",
    `${FENCE}${languageOf(path)} ${path} fixed`,
    ...unfilled(text).replace(/\n$/, "").split("\n"),
    FENCE,
  ]);
  section.splice(last + 1, 0, ...blocks);
  return [...lines.slice(0, start), ...section, ...lines.slice(end)].join("\n");
}

function withoutFixed(section: readonly string[]): string[] {
  const kept: string[] = [];
  let inside = false;
  for (const line of section) {
    if (/^`{3}\S+ .* fixed$/.test(line)) {
      inside = true;
      // The blank line above goes along.
      if (kept.at(-1) === "") kept.pop();
    }
    if (!inside) kept.push(line);
    else if (line === FENCE) inside = false;
  }
  return kept;
}

const languageOf = (path: string): string => (/dockerfile$/i.test(path) ? "dockerfile" : "text");

/** Values as the placeholders that they came from. */
const unfilled = (text: string): string =>
  Object.entries(placeholders).reduce((shown, [name, value]) => shown.replaceAll(value, `{{${name}}}`), text);
