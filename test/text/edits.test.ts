import fc from "fast-check";
import { applyChanges, changesBetween, changesOf, editsBetween } from "../../src/text/edits";
import { lineDiff, linesOf } from "../../src/text/line-diff";
import { SourceText } from "../../src/text/source";
import { unifiedDiff } from "../../src/text/unified-diff";

const text = fc
  .array(fc.constantFrom("a", "b", "", "RUN x", "\tRUN x"), { maxLength: 12 })
  .chain((lines) => fc.constantFrom("\n", "\r\n").map((end) => lines.join(end)));

test("the changes between two texts make one of the other, as changes and as edits", () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      expect(applyChanges(before, changesBetween(before, after))).toBe(after);
      const edits = editsBetween(new SourceText("f", before), after);
      expect(applyChanges(before, changesOf(before, edits))).toBe(after);
    }),
  );
});

test("a difference of lines leaves equal lines out", () => {
  expect(lineDiff(linesOf("a\nb\nc\n"), linesOf("a\nx\nc\nd\n"))).toEqual([
    { before: { start: 1, end: 2 }, after: { start: 1, end: 2 } },
    { before: { start: 3, end: 3 }, after: { start: 3, end: 4 } },
  ]);
});

test("unified: a new file, a last line without an end, changes far apart", () => {
  expect(unifiedDiff("f", undefined, "a\n")).toBe("--- /dev/null\n+++ b/f\n@@ -0,0 +1 @@\n+a\n");
  expect(unifiedDiff("f", "a", "b\n")).toBe(
    "--- a/f\n+++ b/f\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+b\n",
  );
  const lines = Array.from({ length: 20 }, (_, index) => `${index}\n`);
  const changed = lines.map((line, index) => (index === 1 || index === 18 ? `x${line}` : line));
  expect(unifiedDiff("f", lines.join(""), changed.join("")).match(/^@@.*$/gm)).toEqual([
    "@@ -1,5 +1,5 @@",
    "@@ -16,5 +16,5 @@",
  ]);
  expect(unifiedDiff("f", "a\n", "a\n")).toBe("");
});
