import type { DocumentLink } from "vscode-languageserver/node";
import { rules } from "../index";

/** Links from the rules that comments name to the pages of those rules. */
export function linksIn(text: string, rulePage: (id: string) => string | undefined): DocumentLink[] {
  const links: DocumentLink[] = [];
  for (const [number, line] of text.split(/\r\n|\r|\n/).entries()) {
    const list = line.indexOf(MARKER);
    if (list < 0 || !line.trimStart().startsWith("#")) continue;
    const from = list + MARKER.length;
    for (const match of line.slice(from).matchAll(/[^\s,]+/g)) {
      const target = rules.some(({ id }) => id === match[0]) ? rulePage(match[0]) : undefined;
      if (target === undefined) continue;
      const start = from + match.index;
      links.push({
        range: {
          start: { line: number, character: start },
          end: { line: number, character: start + match[0].length },
        },
        target,
        tooltip: `What ${match[0]} finds, and how to fix it`,
      });
    }
  }
  return links;
}

const MARKER = "watertight ignore=";
