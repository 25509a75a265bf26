import { DockerfileParser } from "dockerfile-ast";
import { type ParsedDockerfile, parseDockerfile } from "../../src/dockerfile";
import { ParsedInstruction } from "../../src/dockerfile/instruction";
import { maskedSource } from "../../src/dockerfile/mask";
import { isPlain, ownSpans, syntaxSpans } from "../../src/dockerfile/ranges";
import { accepted, textOf } from "./vectors";

function instructionsOf(parsed: ParsedDockerfile): ParsedInstruction[] {
  return parsed.instructions.filter((instruction) => instruction instanceof ParsedInstruction);
}

/** A whole file with all its instructions masked and all else blank. */
function maskedFile(text: string, instructions: readonly ParsedInstruction[]): string {
  const blank = (from: number, to: number) => text.slice(from, to).replace(/[^\n]/g, " ");
  let masked = "";
  for (const instruction of instructions) {
    const start = instruction.sourceOffset(0);
    masked += blank(masked.length, start) + maskedSource(instruction.parts);
  }
  return masked + blank(masked.length, text.length);
}

test("dockerfile-ast sees the instructions that BuildKit sees in the masked text", () => {
  let right = 0;
  for (const vector of accepted) {
    const text = textOf(vector);
    const masked = maskedFile(text, instructionsOf(parseDockerfile(text)));
    expect(masked).toHaveLength(text.length);
    const seen = DockerfileParser.parse(masked)
      .getInstructions()
      .map(
        (instruction) => `${instruction.getRange().start.line + 1} ${instruction.getKeyword().toLowerCase()}`,
      );
    // The mask writes `_` for letters that dockerfile-ast would take for others.
    const known = vector.instructions?.map(
      ({ startLine, keyword }) => `${startLine} ${keyword.toLowerCase().replace(/[\\ſı]/g, "_")}`,
    );
    if (JSON.stringify(seen) === JSON.stringify(known)) right++;
  }
  // Left are 8 files with instructions that begin on a line with nothing but the escape, or have no keyword at all.
  expect(right).toBe(808);
});

test("dockerfile-ast's ranges of arguments are those of our splitting", () => {
  let asked = 0;
  let same = 0;
  for (const vector of accepted) {
    for (const instruction of instructionsOf(parseDockerfile(textOf(vector)))) {
      const { parts, keyword, flags } = instruction;
      // What it does not model: flags where it knows none, ONBUILD as such, unknown instructions.
      if (flags.length > 0 || keyword === "onbuild" || vector.rejected !== undefined) continue;
      const own = ownSpans(parts).arguments;
      if (own.length === 0) continue;
      asked++;
      if (JSON.stringify(syntaxSpans(parts)?.arguments) === JSON.stringify(own)) same++;
    }
  }
  expect(asked).toBeGreaterThan(1000);
  expect(same / asked).toBeGreaterThanOrEqual(0.97);
});

test("where an instruction is plain, dockerfile-ast finds the same words in the same places", () => {
  let plain = 0;
  for (const vector of accepted) {
    for (const { parts } of instructionsOf(parseDockerfile(textOf(vector)))) {
      const syntax = isPlain(parts) ? syntaxSpans(parts) : undefined;
      if (!syntax) continue;
      const own = ownSpans(parts);
      for (const kind of ["arguments", "flags"] as const) {
        const words = (spans: typeof own) => spans[kind].map((span) => parts.joined.within(span));
        if (JSON.stringify(words(syntax)) !== JSON.stringify(words(own))) continue;
        plain++;
        expect(syntax[kind]).toEqual(own[kind]);
      }
    }
  }
  expect(plain).toBeGreaterThan(1000);
});
