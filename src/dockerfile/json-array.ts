import { skipSpaces } from "./characters";
import type { Stretch } from "./words";

/** What JSON form can come to: the strings, a refusal because of an element that is no string, or no JSON (shell form). */
export type JsonForm = readonly string[] | "not strings" | undefined;

const loneSurrogate = /[\ud800-\udfff]/gu;

/** Reads the JSON form of the arguments (reading rule 6). */
export function readJsonArray(text: string): JsonForm {
  const start = skipSpaces(text, 0);
  if (text[start] !== "[") return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text.slice(start));
  } catch {
    return undefined;
  }
  if (!Array.isArray(value)) return undefined;
  const strings: string[] = [];
  for (const element of value as readonly unknown[]) {
    if (typeof element !== "string") return "not strings";
    // Go reads a half of a surrogate pair as the replacement character.
    strings.push(element.replace(loneSurrogate, "\ufffd"));
  }
  return strings;
}

/** Where each string of a JSON array that parsed stands in its text, quotes included. */
export function jsonStringStretches(text: string): Stretch[] {
  const stretches: Stretch[] = [];
  let start = -1;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (start < 0) {
      if (character === '"') start = at;
    } else if (character === "\\") {
      at++;
    } else if (character === '"') {
      stretches.push({ start, end: at + 1 });
      start = -1;
    }
  }
  return stretches;
}
