import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { disk } from "../../src/files/disk";
import { overlay } from "../../src/files/overlay";
import { applyFixes } from "../../src/fixes/apply";
import { inspect, lint } from "../../src/lint";
import { everyOutput } from "../rules/outputs";
import { plantedSecrets } from "../rules/placeholders";

const folder = join(__dirname, "../../examples");
const names = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort();

test("each leaky example has a clean twin", () => {
  const leaky = names.filter((name) => !name.endsWith("-fixed"));
  expect(leaky.length).toBeGreaterThanOrEqual(8);
  expect(names.filter((name) => name.endsWith("-fixed"))).toEqual(leaky.map((name) => `${name}-fixed`));
});

describe.each(names)("%s", (name) => {
  const directory = join(folder, name).replaceAll("\\", "/");
  const read = (path: string) => readFileSync(join(directory, path), "utf8");

  test("gives the expected report", () => {
    const { findings, problems } = lint({ directory });
    const found = findings.map(({ rule, severity, file, range, place }) => {
      const { where, path, hiddenByLine } = place;
      const rests = { where, path, ...(hiddenByLine === undefined ? {} : { hiddenByLine }) };
      return { rule, severity, file, line: range.start.line, place: rests };
    });
    expect(problems).toEqual([]);
    const expected = JSON.parse(read("expected.json"));
    expect(found).toEqual(expected);
    expect(expected.length > 0).toBe(!name.endsWith("-fixed"));
  });

  test("fixed as far as it goes, it stays as it is", () => {
    const texts = new Map<string, string>();
    const runs: string[][] = [];
    // Fixes that touch one another take a run each.
    for (let run = 0; run < 5 && runs.at(-1)?.length !== 0; run++) {
      const report = lint({ directory, files: overlay(disk, texts) });
      const { files } = applyFixes(report, { unsafe: true });
      for (const { path, after } of files) texts.set(join(directory, path), after);
      runs.push(files.map(({ path }) => path));
    }
    expect(runs.at(-1)).toEqual([]);
    expect(runs.length > 1).toBe(!name.endsWith("-fixed"));
  });

  test("has a page", () => {
    expect(existsSync(join(directory, "README.md"))).toBe(true);
    expect(read("README.md")).toMatch(/^# .+\n\n.+\n$/);
  });

  test("shows no secret in any output", () => {
    const files = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    const secrets = plantedSecrets(
      files.map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8")).join("\n"),
    );
    const again = (texts: Readonly<Record<string, string>>) =>
      lint({
        directory,
        files: overlay(
          disk,
          new Map(Object.entries(texts).map(([path, text]) => [join(directory, path), text])),
        ),
      });
    const outputs = everyOutput(lint({ directory }), inspect({ directory }), again);
    for (const output of outputs) for (const secret of secrets) expect(output).not.toContain(secret);
  });
});
