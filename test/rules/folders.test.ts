import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
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

test("the index lists each rule with its summary", () => {
  const rows = [...read("README.md").matchAll(/^\| \[`([a-z-]+)`\]\(\1\/README\.md\) \| (.+) \|$/gm)].map(
    ([, id, summary]) => ({ id, summary }),
  );
  const expected = rules.map(({ id, summary }) => ({ id, summary }));
  const byId = (a: { id?: string | undefined }, b: { id?: string | undefined }) => (a.id! < b.id! ? -1 : 1);
  expect(rows.sort(byId)).toEqual(expected.sort(byId));
});
