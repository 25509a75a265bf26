import { KnownTexts, replaceOccurrences } from "../../src/text/known-texts";

const found = (texts: readonly string[], text: string) => {
  const known = new KnownTexts();
  for (const each of texts) known.add(each);
  return known.in(text).map(({ start, end, text: each }) => `${start}-${end} ${each}`);
};

test.each<[string, readonly string[], string, readonly string[]]>([
  ["nothing is known", [], "abcdefgh", []],
  ["one, twice", ["abcdef"], "abcdef abcdef", ["0-6 abcdef", "7-13 abcdef"]],
  ["one that starts another", ["abcdef", "abcdefgh"], "xabcdefgh", ["1-7 abcdef", "1-9 abcdefgh"]],
  ["those that overlap", ["abcdef", "defghi"], "abcdefghi", ["0-6 abcdef", "3-9 defghi"]],
  ["the same head and length", ["abcdef1", "abcdef2"], "abcdef2", ["0-7 abcdef2"]],
  ["one that the text cuts off", ["abcdefgh"], "abcdefg", []],
  ["a short one is left out", ["abcde"], "abcde abcde", []],
])("%s", (_, texts, text, expected) => expect(found(texts, text)).toEqual(expected));

test("those of a list are found though they are short, each with its places", () => {
  const known = KnownTexts.of(["abc", "defghij"]);
  expect([...known.places("abcabc defghij")]).toEqual([
    ["abc", [0, 3]],
    ["defghij", [7]],
  ]);
});

test("of two that overlap, the one that was met first is replaced", () => {
  const known = new KnownTexts();
  for (const each of ["defghi", "abcdef"]) known.add(each);
  const met = (first: string) =>
    known.in("abcdefghi abcdef").map((each) => ({ ...each, met: each.text === first ? 0 : 1 }));
  const replaced = (first: string) =>
    replaceOccurrences("abcdefghi abcdef", met(first), ({ text }) => `<${text[0]}>`);
  expect(replaced("defghi")).toBe("abc<d> <a>");
  expect(replaced("abcdef")).toBe("<a>ghi <a>");
});
