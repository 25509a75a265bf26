import type { InstructionParts } from "./instruction";

/** Keywords whose arguments are words in which an escape keeps a blank from parting them. */
const quoting: ReadonlySet<string> = new Set(["env", "label", "arg"]);

/**
 * The stretch of the source that an instruction's joined text takes, rewritten so that dockerfile-ast reads it as BuildKit
 * does. It has the same length, so that ranges hold on the source. Left are the line ends and the continuations, which become
 * backslashes whatever the escape character is; comments, blank lines and heredoc operators go; other escapes become `_`.
 */
export function maskedSource(parts: InstructionParts): string {
  return parts.joined.laidOut(maskedText(parts), maskedGap);
}

function maskedGap(gap: string): string {
  if (gap === "") return "";
  let masked = "\\";
  for (let at = 1; at < gap.length; at++) masked += gap[at] === "\n" ? "\n" : " ";
  return masked;
}

function maskedText(parts: InstructionParts): string {
  const { joined, keyword, keywordStart, keywordEnd, argumentsStart } = parts;
  const { text } = joined;
  let masked = " ".repeat(keywordStart);
  for (const character of text.slice(keywordStart, keywordEnd)) masked += maskedKeywordCharacter(character);
  // The flags of ONBUILD itself are not known to dockerfile-ast.
  let at = keyword === "onbuild" ? Math.max(argumentsStart, keywordEnd) : keywordEnd;
  masked = masked.padEnd(at, " ");
  while (at < text.length) {
    const taken = maskAt(parts, at);
    masked += taken;
    at += taken.length;
  }
  return masked;
}

function maskedKeywordCharacter(character: string): string {
  if (character === "İ") return "i";
  if (character === "\u212a") return "k";
  // dockerfile-ast compares in upper case, in which these two are ordinary letters.
  return character === "ſ" || character === "ı" || character === "\\" ? "_" : character;
}

/** What stands for the one or two characters at an offset. */
function maskAt(parts: InstructionParts, at: number): string {
  const { text } = parts.joined;
  const character = text[at]!;
  const next = text[at + 1];
  if (character === "\r" || character === "\v" || character === "\f") return " ";
  if (character === "<" && next === "<") return "__";
  if (character !== "\\" && character !== parts.escapeCharacter) return character;
  const takesBlank = next === " " || next === "\t" ? quoting.has(parts.keyword) : false;
  return next === '"' || next === "'" || next === "\\" || next === parts.escapeCharacter || takesBlank
    ? "__"
    : "_";
}
