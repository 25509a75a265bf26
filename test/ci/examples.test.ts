import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { run } from "../cli/project";

const root = join(__dirname, "../..");
const folder = join(root, "docs/ci");
const read = (name: string) => readFileSync(join(folder, name), "utf8");
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
const files = readdirSync(folder).filter((name) => name !== "README.md");

const copies: string[] = [];
afterAll(() => {
  for (const copy of copies) rmSync(copy, { recursive: true, force: true });
});

/** A copy of an example that leaks, to write reports into. */
function leaky(): string {
  const copy = mkdtempSync(join(tmpdir(), "watertight-ci-"));
  copies.push(copy);
  cpSync(join(root, "examples/api-key-in-env"), copy, { recursive: true });
  return copy;
}

/** The words that the commands of a file give to Watertight. */
const commands = (text: string): string[][] =>
  [...text.matchAll(/npx --yes watertight@(\S+) ([^'\n]*)/g)].map(([, at, words = ""]) => {
    expect(at).toBe(version);
    return words.split(" ");
  });

test("there is an example for each of the five", () => {
  expect(files.sort()).toEqual([
    "Jenkinsfile",
    "azure-pipelines.yml",
    "circleci.yml",
    "github.yml",
    "gitlab-ci.yml",
  ]);
  for (const name of files) expect(read("README.md")).toContain(`](${name})`);
});

test.each(files.filter((name) => name.endsWith(".yml")))("%s is YAML", (name) => {
  expect(Object.keys(parse(read(name)) as object).length).toBeGreaterThan(0);
});

test.each(files.filter((name) => name !== "github.yml"))(
  "the command of %s runs, and the report is where it is looked for",
  (name) => {
    const [words, ...others] = commands(read(name));
    expect(others).toEqual([]);
    // Outside a repository there is no change to look at.
    const args = words!
      .join(" ")
      .replace(/--diff \S+ /, "")
      .split(" ");
    const where = leaky();
    expect(run(where, args)).toMatchObject({ code: 1, stderr: "" });
    const report = args.map((word) => /^[a-z]+=(.+)$/.exec(word)?.[1]).find((each) => each !== undefined)!;
    expect(existsSync(join(where, report))).toBe(true);
    const rest = read(name).replace(words!.join(" "), "");
    expect(rest).toContain(report.split("/")[0]);
  },
);

test("GitHub's gives inputs that the action has, at the version of the package", () => {
  const workflow = parse(read("github.yml")) as {
    jobs: { secrets: { steps: { uses: string; with: object }[] } };
  };
  const step = workflow.jobs.secrets.steps.find(({ uses }) => uses.includes("watertight"))!;
  const action = parse(readFileSync(join(root, "action.yml"), "utf8")) as { inputs: object };
  expect(step.uses).toBe(`OWNER/watertight@v${version}`);
  expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(Object.keys(step.with)));
});
