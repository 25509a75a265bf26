import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
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
    const outputs = everyOutput(lint({ directory }), inspect({ directory }));
    for (const output of outputs) for (const secret of secrets) expect(output).not.toContain(secret);
  });
});
