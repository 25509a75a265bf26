import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readJson } from "../../src/config/json";
import { check, jsonSchema } from "../../src/config/schema";
import { rules } from "../../src/rules";
import { run } from "../cli/project";
import { shownCommands } from "./console";

const root = join(__dirname, "../..");
const page = readFileSync(join(root, "README.md"), "utf8");

test.each(["README.md", "docs/init.md", "docs/pre-commit.md"])("%s shows what the commands print", (name) => {
  const file = join(root, name);
  const text = readFileSync(file, "utf8");
  const shown = shownCommands(text);
  expect(shown.length).toBeGreaterThanOrEqual(name === "README.md" ? 5 : 1);
  const printed = shown.map(({ directory, args }) => run(join(root, directory), args).stdout);
  // `UPDATE_README=1 npm test` writes what the commands print now.
  if (process.env.UPDATE_README) {
    let next = 0;
    writeFileSync(
      file,
      text.replace(
        /^(```console\n\$ .*\n)[^`]*^```$/gm,
        (_, head: string) => `${head}${quoted(printed[next++] ?? "")}\`\`\``,
      ),
    );
    return;
  }
  expect(shown.map(({ output }) => output)).toEqual(printed.map(quoted));
});

/** A backtick would end a block of the page early for the reader above; the page shows a straight quote. */
const quoted = (text: string): string => text.replaceAll("`", "'");

test("the two commands of the README are scripts of the package", () => {
  const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    scripts: Record<string, string>;
  };
  expect(page).toContain("npm ci && npm run demo\n");
  expect(page).toContain("npm ci && npm test\n");
  expect(Object.keys(scripts)).toEqual(expect.arrayContaining(["demo", "test", "build"]));
});

test("the page of the configuration tells each setting, and its example is one", () => {
  const text = readFileSync(join(root, "docs/configuration.md"), "utf8");
  const ids = rules.map(({ id }) => id);
  const keys = (schema: object): string[] =>
    Object.entries(schema).flatMap(([key, value]) => [
      ...(key === "properties" ? Object.keys(value) : []),
      ...(typeof value === "object" && value !== null ? keys(value) : []),
    ]);
  const settings = new Set(keys(jsonSchema(ids)));
  expect(settings.size).toBeGreaterThan(15);
  for (const name of settings) expect(text).toContain(`\`${name}\``);
  const [, example = ""] = /^```jsonc\n(.*?)^```$/ms.exec(text) ?? [];
  expect(check(readJson(example).value, ids)).toHaveProperty("config");
  for (const name of settings) expect(example).toContain(`"${name}"`);
});

test("every rule that the README links has a page", () => {
  for (const [, link = ""] of page.matchAll(/\]\((?!https:)([^)#]+)\)/g))
    expect(() => readFileSync(join(root, link))).not.toThrow(/ENOENT/);
});
