import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../cli/project";
import { shownCommands } from "./console";

const root = join(__dirname, "../..");
const path = join(root, "README.md");
const page = readFileSync(path, "utf8");
const commands = shownCommands(page);

test("the README shows what the commands print", () => {
  expect(commands.length).toBeGreaterThanOrEqual(5);
  const printed = commands.map(({ directory, args }) => run(join(root, directory), args).stdout);
  // `UPDATE_README=1 npm test` writes what the commands print now.
  if (process.env.UPDATE_README) {
    let next = 0;
    writeFileSync(
      path,
      page.replace(
        /^(```console\n\$ .*\n)[^`]*^```$/gm,
        (_, head: string) => `${head}${quoted(printed[next++] ?? "")}\`\`\``,
      ),
    );
    return;
  }
  expect(commands.map(({ output }) => output)).toEqual(printed.map(quoted));
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

test("every rule that the README links has a page", () => {
  for (const [, link = ""] of page.matchAll(/\]\(([^)#]+)\)/g))
    expect(() => readFileSync(join(root, link))).not.toThrow(/ENOENT/);
});
