import { empty, HOSTILE, linted, made, printed } from "./projects";

test("a heading that says the result, a table with a row a finding, and the details of each", () => {
  const text = printed("markdown", linted);
  const failures = linted.findings.filter(({ severity }) => severity !== "note");
  expect(text).toMatch(/^## Watertight: \d+ errors?(?: and \d+ warnings?)?\n/);
  expect(text.match(/^\| (?:error|warning) \|/gm)).toHaveLength(failures.length);
  expect(text.match(/^<details>$/gm)).toHaveLength(failures.length);
  expect(text.match(/^<\/details>$/gm)).toHaveLength(failures.length);
  expect(text).toContain("1 silenced by a comment");
  expect(text).toContain("- `nowhere` There is no such file or folder.");
});

test("no text is markup, and a row stays a row", () => {
  const text = printed("markdown", made);
  // Code shows what stands in it, whatever that is.
  const outside = text
    .replace(/^(`{3,})\n(?:.*\n)*?\1$/gm, "")
    .replace(/(?<![\\`])(`+)(?!`).*?(?<!`)\1(?!`)/g, "");
  expect(outside).not.toContain("<!--");
  expect(outside).not.toContain("<g>");
  expect(text.match(/^## /gm)).toHaveLength(1);
  for (const row of text.split("\n").filter((line) => /^\| (?:error|warning) /.test(line)))
    expect(row.replaceAll("\\|", "").split("|")).toHaveLength(6);
  expect(HOSTILE).toContain("|");
});

test("where nothing was found", () => {
  expect(printed("markdown", empty)).toMatch(/^## Watertight: nothing checked\n/);
  expect(printed("markdown", { ...made, findings: [], problems: [] })).toMatch(
    /^## Watertight: no secret found\n/,
  );
  expect(printed("markdown", { ...empty, problems: [{ file: "x", message: "y" }] })).toMatch(
    /^## Watertight: something could not be checked\n/,
  );
});
