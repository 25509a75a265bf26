import { Dockerignore, matchCopySource } from "../../src/context";

/** Seconds that the fastest of a few runs takes. */
function fastest(work: () => void): number {
  const times = Array.from({ length: 5 }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
  return Math.min(...times);
}

/** How much longer four times the size takes. Linear work gives 4, the backtracking of these patterns many thousands. */
function growth(work: (size: number) => void, size: number): number {
  work(size);
  return (
    fastest(() => work(size * 4)) /
    Math.max(
      fastest(() => work(size)),
      0.05,
    )
  );
}

const generous = 24;

describe("the time for a longer path grows with its length", () => {
  test.each([
    ["folders in front of folders", `${"**/".repeat(8)}x?y`],
    ["stars", `${"*a".repeat(30)}b`],
    ["optional characters", `${"x{0,30}".repeat(20)}y*z`],
    ["alternatives", "a*a*a*|b*b*|*c*c*c*d"],
    ["word boundaries", "*\\b*\\b*\\B*x"],
    ["classes", "[a-z]*[a-y]*[a-x]*[0-9]"],
  ])("%s", (_, pattern) => {
    const rules = Dockerignore.parse(`${pattern}\n`);
    // One segment for most, many for folders: ancestors would each be asked as well.
    const unit = pattern.includes("/") ? "a/" : "ax";
    const ask = (size: number) => void rules.verdict(`${unit.repeat(size)}b`);
    expect(growth(ask, pattern.includes("/") ? 60 : 20_000)).toBeLessThan(generous);
  });
});

test("the time for a longer pattern grows with its length", () => {
  const ask = (size: number) =>
    void Dockerignore.parse(`${"*a?".repeat(size)}z\n`).verdict(`${"a".repeat(100)}`);
  expect(growth(ask, 1000)).toBeLessThan(generous);
});

test("many unfinished class names cost no search each", () => {
  const ask = (size: number) => {
    expect(() => Dockerignore.parse(`x*/${"[[:".repeat(size)}\n`).verdict("x/y")).toThrow(/syntax error/);
  };
  expect(growth(ask, 4000)).toBeLessThan(generous);
});

test("counts that multiply beyond reason are refused, not run", () => {
  expect(() => Dockerignore.parse(`${"[^/]{0,1000}".repeat(1000)}x\n`).verdict("a")).toThrow(/line 1/);
  expect(() => Dockerignore.parse(`a${"\\Q\\E{1}".repeat(5000)}\n`).verdict("a")).toThrow(/line 1/);
});

test("a COPY source with many stars", () => {
  const ask = (size: number) => void matchCopySource(`${"*a".repeat(40)}b`, "a".repeat(size));
  expect(growth(ask, 5000)).toBeLessThan(generous);
});
