import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CANARY, project, run } from "./project";

const FILES = {
  Dockerfile: "FROM node:22\nCOPY . /app\nRUN npm ci\n",
  "package.json": "{}",
  ".env": "DB_PASSWORD=blue-horse-41-Staple\n",
};
const terminal = { isTerminal: () => true };

test("without a terminal it shows, and writes nothing", () => {
  const root = project(FILES);
  const { code, stdout, stderr } = run(root, ["init"]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toContain(".dockerignore (new)");
  expect(stdout).toContain("  + **/.env\n");
  expect(stdout).toMatch(/Nothing was written; --yes writes it\.\n$/);
  expect(readdirSync(root).sort()).toEqual(Object.keys(FILES).sort());
});

test.each([
  ["y", true],
  ["YES", true],
  ["", false],
  ["n", false],
])("at a terminal it asks: %j", (answer, written) => {
  const root = project(FILES);
  const { stdout } = run(root, ["init", "--color", "never"], { ...terminal, line: () => answer });
  expect(stdout).toContain("Write these 2 files? [y/N] ");
  expect(readdirSync(root).includes(".dockerignore")).toBe(written);
  expect(stdout.includes("Nothing was written.\n")).toBe(!written);
});

test("what it writes makes the project clean, and a second run writes nothing", () => {
  const root = project(FILES);
  expect(run(root, []).code).toBe(1);
  expect(run(root, ["init", "--yes"])).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/\nwrote \.dockerignore\nwrote watertight\.config\.json\n$/),
  });
  expect(run(root, [])).toMatchObject({ code: 0, stderr: "" });
  expect(run(root, ["init", "--yes"]).stdout).toBe(
    "Nothing to write: the project has all that init would add.\n",
  );
});

test("only added lines are shown, and only they change", () => {
  const before = "repos:\n- repo: local\n  hooks: []\nci: {}\n";
  const hidden = `# ${CANARY}\n`;
  const root = project({
    ".git/HEAD": "",
    ".pre-commit-config.yaml": hidden + before,
    "watertight.config.json": "{}",
  });
  const { stdout } = run(root, ["init", "--yes"]);
  expect(stdout).toContain(".pre-commit-config.yaml (added to)");
  expect(stdout).not.toContain("+ ci");
  expect(stdout).not.toContain("repo: local");
  const after = readFileSync(join(root, ".pre-commit-config.yaml"), "utf8");
  expect(after.replace(/^- repo: \S+watertight\n(?: .*\n)+(?=ci)/m, "")).toBe(hidden + before);
});

test("a file that appears or changes between the question and the answer is left alone", () => {
  const config = "repos:\n- repo: local\n  hooks: []\n";
  const root = project({ ...FILES, ".git/HEAD": "", ".pre-commit-config.yaml": config });
  const line = () => {
    writeFileSync(join(root, ".dockerignore"), "mine\n");
    writeFileSync(join(root, ".pre-commit-config.yaml"), "mine\n");
    return "y";
  };
  const { code, stderr, stdout } = run(root, ["init"], { ...terminal, line });
  expect(code).toBe(3);
  expect(stderr).toBe(
    "watertight: .dockerignore was left alone: a file of that name appeared meanwhile\n" +
      "watertight: .pre-commit-config.yaml was left alone: it changed on the disk meanwhile, or is not plain UTF-8\n",
  );
  expect(stdout).toContain("wrote watertight.config.json");
  for (const name of [".dockerignore", ".pre-commit-config.yaml"])
    expect(readFileSync(join(root, name), "utf8")).toBe("mine\n");
});

test("a broken configuration is told, and nothing is written", () => {
  const root = project({ ...FILES, "watertight.config.json": "{" });
  expect(run(root, ["init", "--yes"])).toMatchObject({ code: 2, stdout: "" });
});
