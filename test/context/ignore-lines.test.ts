import { Dockerignore, DockerignoreError } from "../../src/context";

const lineOf = (text: string, ask?: string): number => {
  try {
    const rules = Dockerignore.parse(text);
    if (ask !== undefined) rules.verdict(ask);
  } catch (error) {
    if (error instanceof DockerignoreError) return error.line;
    throw error;
  }
  return 0;
};

test("an error names its line", () => {
  expect(lineOf("a\n# [\n\n[\n")).toBe(4);
  expect(lineOf("a\n!\n")).toBe(2);
  expect(lineOf(`a\nb\n${"x".repeat(65_536)}\n`)).toBe(3);
  expect(lineOf(`${"é".repeat(32_767)}\n`)).toBe(0);
  expect(lineOf(`${"é".repeat(32_768)}\n`)).toBe(1);
  expect(lineOf("a\n[z-a]\n", "b")).toBe(2);
  // Line 1 ignores all, so nothing asks line 2.
  expect(lineOf("**\n[z-a]\n", "b")).toBe(0);
});

test("a line keeps its number, its words and its kind", () => {
  const { patterns, text } = Dockerignore.parse("# all\n\n  /a/ \r\n! ./b//c\n");
  expect(text).toContain("# all");
  expect(
    patterns.map(({ line, text: written, pattern, exception }) => ({ line, written, pattern, exception })),
  ).toEqual([
    { line: 3, written: "/a/", pattern: "a", exception: false },
    { line: 4, written: "! ./b//c", pattern: "b/c", exception: true },
  ]);
});

test("the deciding line is the last that had a say", () => {
  const rules = Dockerignore.parse("*\n!src\nsrc/*.key\n\n!src/public.key\n");
  expect(rules.decidingLine("notes")).toBe(1);
  expect(rules.decidingLine("src/index.js")).toBe(2);
  expect(rules.decidingLine("src/private.key")).toBe(3);
  expect(rules.decidingLine("src/public.key")).toBe(5);
  expect(Dockerignore.parse("a\n").decidingLine("b")).toBeUndefined();
  expect(Dockerignore.parse("a\nb\n").decidingLine("b/deep/down")).toBe(2);
  expect(Dockerignore.parse("[z-a]\n").decidingLine("b")).toBeUndefined();
});

test.each([
  // Facts of dockerignore rules 28, 29 and 31 on RE2's syntax.
  ["id_rsa|*.key", "deep/down/x.key", "ignored"],
  ["x{2}*", "xx", "ignored"],
  ["x{2}*", "x", "sent"],
  ["foo\\d", "foo7", "ignored"],
  ["foo\\d", "food", "sent"],
  ["\\p{Greek}*", "λ.txt", "ignored"],
  ["\\p{greek}*", "l.txt", "sent"],
  ["\\p{^Greek}*", "l.txt", "ignored"],
  ["\\PL*", "7", "ignored"],
  ["\\Qa-b\\E?", "a-bc", "ignored"],
  ["a\\Q.\\E?", "a.b", "sent"],
  ["[!a]", "!", "ignored"],
  ["[!a]", "b", "sent"],
  ["[^a]", "b", "ignored"],
  ["?", "𝒳", "ignored"],
  ["*\\bkey", "a-key", "ignored"],
  ["*\\bkey", "akey", "sent"],
])("%s asked about %s: %s", (pattern, path, verdict) => {
  expect(Dockerignore.parse(`${pattern}\n`).verdict(path)).toBe(verdict);
});
