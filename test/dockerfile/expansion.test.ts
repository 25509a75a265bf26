import { ExpansionError, expand, expandWord } from "../../src/dockerfile";
import vectors from "../conformance/expansion.json";
import { cpuSeconds, PATIENCE } from "../patience";

interface Vector {
  readonly word: string;
  readonly env: Readonly<Record<string, string>>;
  readonly escape: "\\" | "`";
  readonly mode: "word" | "raw" | "words";
  readonly group: string;
  readonly result?: string | readonly string[];
  readonly matched?: readonly string[];
  readonly unmatched?: readonly string[];
  readonly error?: string;
}

/** What a vector says, and what we say, in the same shape. */
function expected(vector: Vector): unknown {
  if (vector.error !== undefined) return "an error";
  if (vector.mode === "words") return { result: vector.result };
  return { result: vector.result, matched: vector.matched ?? [], unmatched: vector.unmatched ?? [] };
}

function actual(vector: Vector): unknown {
  const { word, env, mode } = vector;
  const options = { escape: vector.escape, mode };
  try {
    const result = expandWord(word, env, options);
    if (mode === "words") return { result };
    const { matched, unmatched } = expand(word, (name) => env[name], options);
    return { result, matched, unmatched };
  } catch (error) {
    if (error instanceof ExpansionError) return "an error";
    throw error;
  }
}

const all = vectors as unknown as readonly Vector[];
const groups = [...new Set(all.map((vector) => vector.group))];

test("the vectors are all there", () => expect(all).toHaveLength(900));

test.each(groups)("BuildKit's answers: %s", (group) => {
  const members = all.filter((vector) => vector.group === group);
  const ours = members.map((vector) => ({ word: vector.word, answer: actual(vector) }));
  expect(ours).toEqual(members.map((vector) => ({ word: vector.word, answer: expected(vector) })));
});

describe("which variables flow into the result", () => {
  const environment = new Map([
    ["A", "a/b"],
    ["S", "secret"],
    ["E", ""],
  ]);
  const flowed = (word: string) => expand(word, (name) => environment.get(name)).flowed;

  test.each([
    ["x$S", ["S"]],
    ["'$S'", []],
    ["${A:-$S}", ["A"]],
    ["${E:-$S}", ["S"]],
    ["${A:+$S}", ["S"]],
    ["${U:+$S}", []],
    ["${A#$S}", ["A"]],
    ["${A/b/$S}", ["S", "A"]],
    ["$E$U", []],
  ])("%s", (word, names) => expect(flowed(word)).toEqual(names));
});

test("an inherited property of the environment is not a variable", () => {
  expect(expandWord("[$constructor]", {})).toBe("[]");
});

describe("hostile words cost little", () => {
  const long = "a".repeat(100_000);
  test.each([
    ["many stars", "${A##*a*a*a*a*a*a*a*a*a*b}"],
    ["many stars from the end", "${A%%b*a*a*a*a*a*a*a*a*a*}"],
    ["a long pattern that almost fits everywhere", `\${A##*${"a".repeat(5000)}b}`],
    ["a long pattern of question marks", `\${A//${"?".repeat(5000)}b/x}`],
    ["replacing each character", "${A//a/bbbb}"],
    ["deep nesting", "${A:+".repeat(50_000)],
    ["growth", "$A".repeat(50_000)],
  ])("%s", (_name, word) => {
    const work = () => {
      try {
        expand(word, () => long);
      } catch (error) {
        expect(error).toBeInstanceOf(ExpansionError);
      }
    };
    expect(cpuSeconds(work)).toBeLessThan(PATIENCE);
  });
});
