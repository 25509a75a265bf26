import * as fc from "fast-check";
import {
  ExpansionError,
  expandWord,
  type Instruction,
  parseDockerfile,
  readStatement,
} from "../../src/dockerfile";
import { cpuSeconds, PATIENCE } from "../patience";
import { accepted, all, textOf } from "./vectors";

const numRuns = 300;
const ordinary = all.map(textOf).filter((text) => text.length < 2000);
const piece = fc.constantFrom(
  "\n",
  "\r\n",
  "\\\n",
  "`\n",
  "\\",
  "`",
  "#",
  "# escape=`\n",
  '"',
  "'",
  "<<E",
  "\nE\n",
  "$",
  "${",
  "}",
  "[",
  "]",
  "--",
  "=",
  " ",
  "\t",
  "\u0085",
  "\u00a0",
  "\ufeff",
  "é",
  "😀",
  "\ud800",
  "\0",
  "ONBUILD ",
  "RUN ",
  "COPY ",
  "ENV ",
  "ARG ",
);
/** A Dockerfile of the vectors with some stretches replaced. */
const mutated = fc
  .tuple(fc.constantFrom(...ordinary), fc.array(fc.tuple(fc.nat(), fc.nat(4), piece), { maxLength: 6 }))
  .map(([text, changes]) => {
    let result = text;
    for (const [place, cut, added] of changes) {
      const at = place % (result.length + 1);
      result = result.slice(0, at) + added + result.slice(at + cut);
    }
    return result;
  });

/** Everything of an instruction that does not depend on where it stands. */
function content(instruction: Instruction): unknown {
  const { flags, args, json, heredocs, onbuild } = instruction;
  return {
    keyword: instruction.keyword,
    flags,
    args,
    json,
    heredocs: heredocs.map(({ name, content: body, expand, chomp, fd }) => ({
      name,
      body,
      expand,
      chomp,
      fd,
    })),
    onbuild: onbuild && content(onbuild),
  };
}

test("any text is read, and spans lie in order inside it", () => {
  fc.assert(
    fc.property(mutated, (text) => {
      const { instructions, problems } = parseDockerfile(text);
      let last = 0;
      let line = 0;
      for (const instruction of instructions) {
        const { span, keywordSpan, startLine, endLine, heredocs } = instruction;
        expect(span.start).toBeGreaterThanOrEqual(last);
        expect(keywordSpan.start).toBe(span.start);
        expect(span.end).toBeGreaterThanOrEqual(keywordSpan.end);
        last = span.end;
        expect(startLine).toBeGreaterThan(line);
        expect(endLine).toBeGreaterThanOrEqual(startLine);
        line = endLine;
        for (const { span: body } of heredocs) {
          expect(body.start).toBeGreaterThan(span.start);
          expect(body.end).toBeLessThanOrEqual(span.end);
        }
        for (const { start, end } of [...instruction.flagSpans(), ...instruction.argumentSpans()]) {
          expect(start).toBeGreaterThanOrEqual(span.start);
          expect(end).toBeGreaterThanOrEqual(start);
          expect(end).toBeLessThanOrEqual(span.end);
        }
        readStatement(instruction);
      }
      expect(last).toBeLessThanOrEqual(text.length);
      for (const { span } of problems) expect(span.end).toBeLessThanOrEqual(text.length);
      if (instructions.length === 0) expect(problems.length).toBeGreaterThan(0);
    }),
    { numRuns },
  );
});

test("words are expanded or refused", () => {
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 12 }),
      fc.constantFrom("\\" as const, "`" as const),
      (parts, escapeCharacter) => {
        try {
          expandWord(parts.join(""), { A: "a" }, { escape: escapeCharacter });
        } catch (error) {
          expect(error).toBeInstanceOf(ExpansionError);
        }
      },
    ),
    { numRuns },
  );
});

const stable = accepted.map(textOf).filter((text) => text.length < 2000 && !text.includes("\ufffd"));

test("the case of keywords changes nothing but the text as written", () => {
  fc.assert(
    fc.property(fc.constantFrom(...stable), fc.boolean(), (text, upper) => {
      const before = parseDockerfile(text);
      let changed = "";
      for (const { keywordSpan } of before.instructions) {
        const keyword = text.slice(keywordSpan.start, keywordSpan.end);
        // Letters beyond ASCII do not keep their length or their meaning.
        const cased = /^[a-z]+$/i.test(keyword)
          ? upper
            ? keyword.toUpperCase()
            : keyword.toLowerCase()
          : keyword;
        changed += text.slice(changed.length, keywordSpan.start) + cased;
      }
      changed += text.slice(changed.length);
      const after = parseDockerfile(changed);
      expect(after.instructions.map(content)).toEqual(before.instructions.map(content));
      expect(after.instructions.map(({ span }) => span)).toEqual(before.instructions.map(({ span }) => span));
    }),
    { numRuns },
  );
});

test("a comment line before an instruction changes nothing but line numbers", () => {
  fc.assert(
    fc.property(fc.constantFrom(...stable), fc.nat(), (text, place) => {
      const before = parseDockerfile(text);
      const chosen = before.instructions[place % before.instructions.length]!;
      // A byte order mark stays the first character.
      const line = text.lastIndexOf("\n", chosen.span.start - 1) + 1 || (text.startsWith("\ufeff") ? 1 : 0);
      // An instruction whose first line is but the escape begins further up.
      fc.pre(text.slice(0, line).split("\n").length === chosen.startLine);
      const after = parseDockerfile(`${text.slice(0, line)}# added\n${text.slice(line)}`);
      expect(after.instructions.map(content)).toEqual(before.instructions.map(content));
      const shifted = before.instructions.map(
        ({ startLine }) => startLine + (startLine >= chosen.startLine ? 1 : 0),
      );
      expect(after.instructions.map(({ startLine }) => startLine)).toEqual(shifted);
    }),
    { numRuns },
  );
});

describe("hostile files cost linear time", () => {
  const many = (text: string, times: number) => text.repeat(times);
  test.each<[string, string]>([
    ["unterminated heredocs", `FROM a\n${many("RUN <<E\n", 50_000)}`],
    ["mistakes on each line", `FROM a\n${many("FOO\n", 50_000)}`],
    ["nested ONBUILD", `FROM a\n${many("ONBUILD \\\n", 50_000)}RUN x`],
    ["nested substitutions beside a heredoc", `FROM a\nRUN ${many("${A:-\\\n", 50_000)}<<E\nE\n`],
    ["blanks in a heredoc word", `FROM a\nRUN <<${many(" \\\n", 50_000)}<\n`],
    ["nested arrays", `FROM a\nRUN ${many("[\\\n", 50_000)}\n`],
    ["many flags", `FROM a\nRUN ${many("--mount=a,b,c \\\n", 50_000)} x\n`],
    ["many pairs", `FROM a\nENV ${many("A=b \\\n", 50_000)}\n`],
    ["blank lines in a continuation", `FROM a\nRUN x \\\n${many("\n", 100_000)}y\n`],
  ])("%s", (_name, text) => {
    const work = () => {
      const { instructions } = parseDockerfile(text);
      for (const instruction of instructions.slice(0, 20)) {
        instruction.argumentSpans();
        instruction.flagSpans();
        readStatement(instruction);
      }
    };
    expect(cpuSeconds(work)).toBeLessThan(PATIENCE);
  });
});
