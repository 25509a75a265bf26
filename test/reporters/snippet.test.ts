import { redactor } from "../../src/reporters/redact";
import { snippet } from "../../src/reporters/snippet";
import { SourceText } from "../../src/text/source";

const same = (text: string) => text;

/** The snippet of what stands between `‹` and `›`; what stands between `«` and `»` is a secret. The marks are not in the text. */
function shown(marked: string, columns = 80): string {
  let text = "";
  const at: Record<string, number> = {};
  const secrets: { start: number; end: number; name: string }[] = [];
  for (const character of marked) {
    if (character === "«") at.secret = text.length;
    else if (character === "»") secrets.push({ start: at.secret!, end: text.length, name: "TOKEN" });
    else if (character === "‹" || character === "›") at[character] = text.length;
    else text += character;
  }
  const source = new SourceText("f", text);
  const spans = redactor({ sources: new Map([["f", source]]), redactions: new Map([["f", secrets]]) }).spans(
    "f",
  );
  return snippet(source, source.range({ start: at["‹"]!, end: at["›"]! }), spans, {
    columns,
    dim: same,
    mark: same,
  }).join("\n");
}

describe("carets stand under what they mean", () => {
  test.each([
    ["plain", "FROM a\nENV ‹A=1› B=2", "    2 | ENV A=1 B=2\n      |     ^^^"],
    ["tabs", "ENV\t‹A=1›\tB=2", "    1 | ENV A=1 B=2\n      |     ^^^"],
    ["a tab inside", "‹a\tb›c", "    1 | a   bc\n      | ^^^^^"],
    ["wide characters", "# 秘密 ‹鍵›=x", "    1 | # 秘密 鍵=x\n      |        ^^"],
    ["combining marks", "e\u0301 ‹x›", "    1 | e\u0301 x\n      |   ^"],
    ["emoji", "😀 ‹x›", "    1 | 😀 x\n      |    ^"],
    ["escape characters", "\u001b[31m ‹x›", "    1 | ␛[31m x\n      |       ^"],
    ["marks of direction", "\u202e‹x›", "    1 | <U+202E>x\n      |         ^"],
    ["an empty range", "a ‹›b", "    1 | a b\n      |   ^"],
    ["the end of a line", "ab‹›\nc", "    1 | ab\n      |   ^"],
    ["a range up to the next line", "‹ab\n›c", "    1 | ab\n      | ^^"],
    ["carriage returns", "‹ab›\r\nc", "    1 | ab\n      | ^^"],
    ["a secret before", "A=«hunter22hunter22» ‹B=1›", "    1 | A=<TOKEN> B=1\n      |           ^^^"],
    ["a secret in it", "‹A=«hunter22hunter22»› B=1", "    1 | A=<TOKEN> B=1\n      | ^^^^^^^^^"],
    ["a secret that it is", "A=‹«hunter22hunter22»›", "    1 | A=<TOKEN>\n      |   ^^^^^^^"],
    ["the middle of a secret", "A=«hunter‹22hu›nter22»", "    1 | A=<TOKEN>\n      |   ^^^^^^^"],
    ["a longer secret name than text", "A=«x»‹y›", "    1 | A=<TOKEN>y\n      |          ^"],
  ])("%s", (_, marked, expected) => {
    expect(shown(marked)).toBe(expected);
  });

  test("a range of several lines", () => {
    expect(shown("A\n‹RUN a \\\n    b›")).toBe(
      "    2 | RUN a \\\n      | ^^^^^^^\n    3 |     b\n      |     ^",
    );
  });

  test("a range of many lines is shown by its first ones and its last", () => {
    expect(
      shown("‹1\n2\n3\n4\n5\n6\n7›\n8")
        .split("\n")
        .filter((line) => !line.includes("^")),
    ).toEqual(["    1 | 1", "    2 | 2", "    3 | 3", "      | ...", "    7 | 7"]);
  });

  test("a secret of several lines is hidden on each of them", () => {
    expect(shown("‹A «first part\nsecond part» b›")).toBe(
      "    1 | A <TOKEN>\n      | ^^^^^^^^^\n    2 | <TOKEN> b\n      | ^^^^^^^^^",
    );
  });

  test("a long line is cut around the place", () => {
    const rows = shown(`RUN ${"x ".repeat(300)}‹here›${" y".repeat(300)}`).split("\n");
    expect(rows).toHaveLength(2);
    for (const row of rows) expect(row.length).toBeLessThanOrEqual(80);
    const caret = rows[1]!.indexOf("^");
    expect(rows[0]!.slice(caret, caret + 4)).toBe("here");
    expect(rows[1]!.slice(caret)).toBe("^^^^");
  });

  test("a line of a megabyte costs no more than what is shown of it", () => {
    const row = shown(`${"a".repeat(1_000_000)}‹b›${"c".repeat(1_000_000)}`);
    expect(row.length).toBeLessThan(200);
    expect(row).toContain("ab");
  });
});
