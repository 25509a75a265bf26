import { Dockerignore, matchCopySource } from "../../src/context";
import { cpuSeconds, PATIENCE } from "../patience";

describe("a long path takes linear time", () => {
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
    const path = `${unit.repeat(pattern.includes("/") ? 500 : 200_000)}b`;
    expect(cpuSeconds(() => void rules.verdict(path))).toBeLessThan(PATIENCE);
  });
});

test("a long pattern takes linear time", () => {
  const ask = () => void Dockerignore.parse(`${"*a?".repeat(10_000)}z\n`).verdict("a".repeat(100));
  expect(cpuSeconds(ask)).toBeLessThan(PATIENCE);
});

test("many unfinished class names cost no search each", () => {
  const ask = () => Dockerignore.parse(`x*/${"[[:".repeat(20_000)}\n`).verdict("x/y");
  expect(cpuSeconds(() => expect(ask).toThrow(/syntax error/))).toBeLessThan(PATIENCE);
});

test("counts that multiply beyond reason are refused, not run", () => {
  expect(() => Dockerignore.parse(`${"[^/]{0,1000}".repeat(1000)}x\n`).verdict("a")).toThrow(/line 1/);
  expect(() => Dockerignore.parse(`a${"\\Q\\E{1}".repeat(5000)}\n`).verdict("a")).toThrow(/line 1/);
});

test("a COPY source with many stars", () => {
  const ask = () => void matchCopySource(`${"*a".repeat(40)}b`, "a".repeat(50_000));
  expect(cpuSeconds(ask)).toBeLessThan(PATIENCE);
});
