import type * as unbash from "unbash";
import type { Span } from "../text/source";
import type { WordPart } from "./syntax";

/** `{1..3}` and `{3..1}`; no script that a person writes counts further than this. */
export function numbers(from: number, to: number): string[] {
  const length = Math.min(Math.abs(to - from) + 1, 1_000);
  const step = to < from ? -1 : 1;
  return Array.from({ length }, (_, index) => String(from + index * step));
}

/** Splits the inside of a brace at the commas that stand in no brace of their own. */
export function splitBrace(inner: string): string[] {
  const choices = [""];
  let depth = 0;
  for (const character of inner) {
    if (character === "{") depth++;
    else if (character === "}") depth--;
    if (character === "," && depth === 0) choices.push("");
    else choices[choices.length - 1] += character;
  }
  return choices;
}

/** The parts of a text without quotes: literals, and the braces in it. */
export function textParts(text: string, brace: (text: string) => WordPart, span: Span): WordPart[] {
  const parts: WordPart[] = [];
  const ends = closings(text);
  let literal = "";
  const flush = () => {
    if (literal !== "") parts.push({ kind: "literal", text: literal, quoted: false, span });
    literal = "";
  };
  for (let at = 0; at < text.length; at++) {
    const end = ends.get(at);
    if (end === undefined || splitBrace(text.slice(at + 1, end)).length < 2) {
      literal += text[at];
      continue;
    }
    flush();
    parts.push(brace(text.slice(at, end + 1)));
    at = end;
  }
  flush();
  return parts;
}

/** Where the brace ends that opens at an offset; none for one that is not closed, which is text. */
function closings(text: string): ReadonlyMap<number, number> {
  const ends = new Map<number, number>();
  const open: number[] = [];
  for (let at = 0; at < text.length; at++) {
    if (text[at] === "{") open.push(at);
    else if (text[at] === "}" && open.length > 0) ends.set(open.pop()!, at);
  }
  return ends;
}

type Choice = (unbash.WordPart | WordPart)[];

/** The choices of a brace as parts, where the parser has read its inside; undefined where it has no comma. */
export function choicesOf(
  parts: readonly unbash.WordPart[],
  brace: (text: string) => WordPart,
): Choice[] | undefined {
  const choices: Choice[] = [[]];
  for (const part of parts) {
    if (part.type !== "Literal") {
      choices.at(-1)!.push(part);
      continue;
    }
    const span = { start: part.pos, end: part.end };
    for (const [index, piece] of splitBrace(part.value).entries()) {
      if (index > 0) choices.push([]);
      choices.at(-1)!.push(...textParts(piece, brace, span));
    }
  }
  return choices.length > 1 ? choices : undefined;
}
