import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readIgnoreComment } from "../../src/engine/ignore-comment";
import { rules } from "../../src/rules";
import { readCases } from "./case-file";

const folder = join(__dirname, "../../rules");
const read = (...parts: string[]) => readFileSync(join(folder, ...parts), "utf8");
const folders = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== "shared")
  .map(({ name }) => name)
  .sort();

test("each folder is a rule, and each rule has a folder", () => {
  expect(rules.map(({ id }) => id).sort()).toEqual(folders);
});

test.each(folders)(
  "%s has a page with a case that is found, and at least 4 found and 3 silent cases besides",
  (id) => {
    expect(existsSync(join(folder, id, "rule.ts"))).toBe(true);
    expect(read(id, "README.md")).toMatch(new RegExp(`^# ${id}\n`));
    expect(readCases(read(id, "README.md")).some(({ expected }) => expected.length > 0)).toBe(true);
    const cases = readCases(read(id, "cases.md"));
    expect(cases.filter(({ expected }) => expected.length > 0).length).toBeGreaterThanOrEqual(4);
    expect(cases.filter(({ expected }) => expected.length === 0).length).toBeGreaterThanOrEqual(3);
    expect(new Set(cases.map(({ title }) => title)).size).toBe(cases.length);
  },
);

/** What a page tells, in this order; a page that is about deleting says in that section why it matters. */
const SECTIONS = [
  "Example",
  "Why it matters",
  "Why deleting it later does not help",
  "How attackers find it",
  "How to fix it",
  "When it is silent",
  "How to suppress it",
];

test.each(folders)("the page of %s is complete", (id) => {
  const page = read(id, "README.md");
  const [intro = "", ...sections] = page.split(/^## /m);
  const expected = SECTIONS.filter((title) => id !== "deleted-secret" || title !== "Why it matters");
  expect(sections.map((section) => section.slice(0, section.indexOf("\n")))).toEqual(expected);
  expect(intro.split("\n").slice(1).join("").length).toBeGreaterThan(80);
  for (const section of sections) expect(section.split("\n").slice(1).join("").length).toBeGreaterThan(60);
  const sectionOf = (title: string) => sections.find((section) => section.startsWith(title)) ?? "";
  expect(sectionOf("How attackers find it")).toMatch(/\b(?:docker|curl|trufflehog|dive)\b/);
  const [, comment = ""] = /^# (watertight ignore=.*)$/m.exec(sectionOf("How to suppress it")) ?? [];
  const silencing = readIgnoreComment(comment, folders);
  expect(silencing).toMatchObject({ rules: [id], reason: expect.stringMatching(/./), mistakes: [] });
});

test("the index lists each rule with its summary", () => {
  const rows = [...read("README.md").matchAll(/^\| \[`([a-z-]+)`\]\(\1\/README\.md\) \| (.+) \|$/gm)].map(
    ([, id, summary]) => ({ id, summary }),
  );
  const expected = rules.map(({ id, summary }) => ({ id, summary }));
  const byId = (a: { id?: string | undefined }, b: { id?: string | undefined }) => (a.id! < b.id! ? -1 : 1);
  expect(rows.sort(byId)).toEqual(expected.sort(byId));
});
