import { readFileSync } from "node:fs";
import { join } from "node:path";
import { judgeValue } from "../../src/secrets";
import { cpuSeconds, PATIENCE } from "../patience";
import { filled } from "./templates";

const verdictOf = (name: string | undefined, value: string) => judgeValue(name, value).verdict;
const random = ["k7QzR2", "mWx9Lp", "T4vBnY", "c8HdJs"].join("");

interface Row {
  readonly verdict: string;
  readonly name: string;
  readonly value: string;
}

/** The rows of values.txt, whose sections are verdicts. */
function readRows(): Row[] {
  const rows: Row[] = [];
  let verdict = "";
  for (const line of readFileSync(join(__dirname, "values.txt"), "utf8").split("\n")) {
    if (line === "" || line.startsWith("#")) continue;
    const section = /^\[(\w+)\]$/.exec(line);
    const equals = line.indexOf("=");
    if (section) verdict = section[1] ?? "";
    else rows.push({ verdict, name: line.slice(0, equals), value: line.slice(equals + 1) });
  }
  return rows;
}

const rows = readRows();

test.each(rows)("$verdict: $name=$value", ({ verdict, name, value }) =>
  expect(verdictOf(name, filled(value))).toBe(verdict),
);

test("the table is long, and names no pair twice", () => {
  expect(rows.length).toBeGreaterThanOrEqual(400);
  expect(new Set(rows.map(({ name, value }) => `${name}=${value}`)).size).toBe(rows.length);
});

test("a value without a name is what its shape says", () => {
  expect(verdictOf(undefined, random)).toBe("harmless");
  expect(verdictOf(undefined, "password")).toBe("harmless");
  expect(verdictOf(undefined, `https://user:${random}@host/x`)).toBe("secret");
});

test("the span is the secret's place", () => {
  const value = `  ${random} `;
  const verdict = judgeValue("API_KEY", value);
  expect("span" in verdict && value.slice(verdict.span.start, verdict.span.end)).toBe(random);
});

test("hostile values cost linear time", () => {
  const units = [
    "a",
    "a-",
    "aB",
    "pass",
    "0",
    "$",
    "{",
    '{"a":"',
    "x@",
    "your-",
    "a.",
    "A_",
    "a,b;",
    "change",
    "should",
    "not ",
    "4a",
    " ",
  ];
  const work = () => {
    for (const unit of units)
      for (const name of ["DB_PASSWORD", "API_KEY", "MY_KEY", undefined])
        judgeValue(name, unit.repeat(Math.ceil(300_000 / unit.length)));
  };
  expect(cpuSeconds(work)).toBeLessThan(PATIENCE);
});

/** Texts made at random, each time the same. */
function madeAtRandom(alphabet: string, length: number, count: number): string[] {
  let state = 4711;
  const next = () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return alphabet[(state >>> 8) % alphabet.length];
  };
  return Array.from({ length: count }, () => Array.from({ length }, next).join(""));
}

const SMALL = "abcdefghijklmnopqrstuvwxyz";
const DIGITS = "0123456789";
const ALPHANUMERIC = SMALL + SMALL.toUpperCase() + DIGITS;

// Words, placeholders and references stand in a few of them by chance: in one of 1,000, where it is long.
test.each([
  ["letters and digits", ALPHANUMERIC, 16, 0.006],
  ["letters and digits", ALPHANUMERIC, 25, 0.001],
  ["letters and digits", ALPHANUMERIC, 40, 0.001],
  ["small letters and digits", SMALL + DIGITS, 24, 0.001],
  ["hexadecimal digits", "0123456789abcdef", 32, 0.001],
  ["base64", `${ALPHANUMERIC}+/`, 43, 0.001],
  ["signs as well", `${ALPHANUMERIC}!@#%^&*-_+`, 20, 0.004],
])("what is made at random is a secret: %s, %#", (_, alphabet, length, most) => {
  const values = madeAtRandom(alphabet, length, 10_000);
  const missed = values.filter((value) => verdictOf("DB_PASSWORD", value) !== "secret");
  expect(missed.length / values.length).toBeLessThanOrEqual(most);
});

test.each(["%DB_PASSWORD%", "prefix-%secret.name%", "%dbPassword%", "prefix-%dbPassword%"])(
  "%s stands for another value",
  (value) => {
    expect(verdictOf("DB_PASSWORD", value)).toBe("harmless");
  },
);
