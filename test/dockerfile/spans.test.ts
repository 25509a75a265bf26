import { type Instruction, parseDockerfile } from "../../src/dockerfile";
import { accepted, textOf } from "./vectors";

/** The source under each argument and flag of each instruction that has some. */
function slices(text: string): { args: string[][]; flags: string[][] } {
  const { instructions } = parseDockerfile(text);
  const under = (spans: ReturnType<Instruction["argumentSpans"]>) =>
    spans.map(({ start, end }) => text.slice(start, end));
  const nested = instructions.flatMap((instruction) => instruction.onbuild ?? []);
  const all = [...instructions, ...nested];
  return {
    args: all.map((instruction) => under(instruction.argumentSpans())).filter((spans) => spans.length > 0),
    flags: all.map((instruction) => under(instruction.flagSpans())).filter((spans) => spans.length > 0),
  };
}

describe("the text under a span is the argument", () => {
  test.each<[string, string, string[][]]>([
    ["ENV pairs", 'ENV A=1 B="x y" C=a\\ b', [["A=1", 'B="x y"', "C=a\\ b"]]],
    ["the old form of ENV", "ENV A  the rest", [["A  the rest"]]],
    ["LABEL", "LABEL a.b='c d' e=", [["a.b='c d'", "e="]]],
    ["ARG", "ARG A B=2 C='x y'", [["A", "B=2", "C='x y'"]]],
    ["COPY", 'COPY a "b  c /d/', [["a", '"b', "c", "/d/"]]],
    ["COPY in JSON form", 'COPY [ "a b", "c\\"d" , "/e" ]', [['"a b"', '"c\\"d"', '"/e"']]],
    ["shell form", 'RUN  a && "b" \\; c  ', [['a && "b" \\; c']]],
    ["exec form", 'CMD ["a", "b c"]', [['"a"', '"b c"']]],
    ["HEALTHCHECK", "HEALTHCHECK --interval=5s CMD a b", [["CMD", "a b"]]],
    ["HEALTHCHECK in exec form", 'HEALTHCHECK CMD [ "a" ]', [["CMD", '"a"']]],
    ["continued lines", "ENV A=1 \\\n# comment\n\n  B=2", [["A=1", "B=2"]]],
    ["a word over two lines", "ENV A=1\\\n2 B=3", [["A=1\\\n2", "B=3"]]],
    ["carriage returns", "ENV A=1 \\\r\n  B=2\r\nUSER u\r\n", [["A=1", "B=2"], ["u"]]],
    ["a byte order mark", "\ufeffENV A=1\nUSER u", [["A=1"], ["u"]]],
    ["tabs", "\tENV\t\tA=1\tB=2\t", [["A=1", "B=2"]]],
    ["another escape character", "# escape=`\nENV A=c:\\ B=x` y `\n C=3", [["A=c:\\", "B=x` y", "C=3"]]],
    [
      "heredocs",
      "RUN cat <<A && x <<B\n1\nA\n2\nB\nCOPY <<C /c\n3\nC\n",
      [["cat <<A && x <<B"], ["<<C", "/c"]],
    ],
    ["ONBUILD", "ONBUILD --x ENV A=1 \\\n  B=2", [["A=1", "B=2"]]],
    ["astral characters", "ENV A=😀 B=2", [["A=😀", "B=2"]]],
    ["an unknown instruction", "FOO bar baz", [["bar baz"]]],
  ])("%s", (_name, text, args) => expect(slices(text).args).toEqual(args));

  test.each<[string, string, string[][]]>([
    ["COPY", "COPY --from=a --chown=1:2 b c", [["--from=a", "--chown=1:2"]]],
    [
      "quotes",
      'RUN --mount=type=secret,id="a b" --network=none x',
      [['--mount=type=secret,id="a b"', "--network=none"]],
    ],
    ["escapes", "COPY --from=a\\ b c d", [["--from=a\\ b"]]],
    [
      "continued lines",
      "RUN --mount=type=cache,\\\ntarget=/x \\\n  --network=none x",
      [["--mount=type=cache,\\\ntarget=/x", "--network=none"]],
    ],
    ["flags that the keyword does not know", "ENV --a --b=c D=e", [["--a", "--b=c"]]],
    ["letters beyond ASCII", "COPY --chown=é:ö --from=b c d", [["--chown=é:ö", "--from=b"]]],
    ["ONBUILD and what it holds", "ONBUILD --x COPY --from=a b c", [["--x"], ["--from=a"]]],
  ])("%s", (_name, text, flags) => expect(slices(text).flags).toEqual(flags));
});

test("the span of an instruction reaches from its keyword to the end of its heredocs", () => {
  const text = "FROM a\n\n  RUN <<E cat \\\n  x\nbody\nE\nONBUILD RUN <<F\n1\nF\nUSER u  \n";
  const parsed = parseDockerfile(text);
  const under = ({ start, end }: { start: number; end: number }) => text.slice(start, end);
  expect(parsed.instructions.map(({ span }) => under(span))).toEqual([
    "FROM a",
    "RUN <<E cat \\\n  x\nbody\nE",
    "ONBUILD RUN <<F\n1\nF",
    "USER u",
  ]);
  expect(parsed.instructions.map(({ keywordSpan }) => under(keywordSpan))).toEqual([
    "FROM",
    "RUN",
    "ONBUILD",
    "USER",
  ]);
  expect(parsed.instructions.flatMap(({ onbuild }) => (onbuild ? [under(onbuild.span)] : []))).toEqual([
    "RUN <<F\n1\nF",
  ]);
  expect(parsed.instructions.flatMap(({ heredocs }) => heredocs.map(({ span }) => under(span)))).toEqual([
    "body\n",
    "1\n",
  ]);
});

test("each character of an instruction's joined text stands where sourceOffset says", () => {
  for (const vector of accepted) {
    const text = textOf(vector);
    for (const instruction of parseDockerfile(text).instructions) {
      for (const part of instruction.onbuild ? [instruction, instruction.onbuild] : [instruction]) {
        // Where flags are cut between the bytes of one character there is no such place.
        if (part.original.includes("\ufffd")) continue;
        const step = Math.max(1, Math.floor(part.original.length / 500));
        for (let at = 0; at < part.original.length; at += step) {
          if (text[part.sourceOffset(at)] !== part.original[at]) throw new Error(JSON.stringify([text, at]));
        }
      }
    }
  }
});

test("every argument of every vector is under its span, in order and inside the instruction", () => {
  let compared = 0;
  for (const vector of accepted) {
    const text = textOf(vector);
    for (const instruction of parseDockerfile(text).instructions) {
      const spans = instruction.argumentSpans();
      let last = instruction.keywordSpan.end;
      for (const [index, { start, end }] of spans.entries()) {
        expect(start).toBeGreaterThanOrEqual(last);
        expect(end).toBeGreaterThanOrEqual(start);
        expect(end).toBeLessThanOrEqual(Math.max(instruction.span.end, instruction.keywordSpan.end));
        last = end;
        const { keyword, args, json } = instruction;
        const slice = text.slice(start, end);
        // A slice over several lines holds comments and escapes, and JSON strings have escapes of their own.
        if (slice.includes("\n") || json || args[0] === "") continue;
        const pair = keyword === "env" || keyword === "label";
        const [name, value, sign] = pair ? args.slice(index * 3) : [];
        const wanted = pair ? `${name}${sign}${value}` : args[index];
        // BuildKit cut a character between its bytes.
        if (wanted?.includes("\ufffd") && !slice.includes("\ufffd")) continue;
        const found = sign === "" ? slice.replace(/[\t\v\f\r ]+/, "") : slice;
        expect(found).toBe(wanted);
        compared++;
      }
    }
  }
  expect(compared).toBeGreaterThan(2000);
});
