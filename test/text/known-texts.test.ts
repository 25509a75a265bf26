import { KnownTexts } from "../../src/text/known-texts";

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
