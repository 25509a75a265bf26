import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { memory } from "../../src/files/memory";
import { lint } from "../../src/index";
import { propose } from "../../src/init";
import { githubWorkflow, gitlabJob } from "../../src/init/ci";

type Files = Readonly<Record<string, string>>;

const absolute = (files: Files): Files =>
  Object.fromEntries(Object.entries(files).map(([path, text]) => [`/p/${path}`, text]));

/** What is proposed, by path, and the remarks. */
function proposed(files: Files, isConfigured = true) {
  const project = { directory: "/p", files: memory(absolute(files)), version: "1.2.3", isConfigured };
  const { files: proposals, remarks } = propose(project);
  return {
    texts: Object.fromEntries(proposals.map(({ path, text }) => [path, text])),
    proposals,
    remarks,
  };
}
const ignoreLines = (files: Files, path = ".dockerignore") =>
  (proposed(files).texts[path] ?? "").split("\n").filter((line) => line !== "" && !line.startsWith("#"));
const afterwards = (files: Files) =>
  lint({ directory: "/p", files: memory(absolute({ ...files, ...proposed(files).texts })) });

const NODE = "FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm ci\n";
const PASSWORD = "DB_PASSWORD=blue-horse-41-Staple\n";

describe("the ignore file", () => {
  test("keeps out credentials, history and what the tools leave, and lints clean", () => {
    const files = {
      Dockerfile: NODE,
      "package.json": "{}",
      ".env": PASSWORD,
      "api/.env.local": PASSWORD,
      "api/.npmrc": `//registry.acme.test/:_authToken=${"blue-horse-41-Staple"}\n`,
      ".env.example": "DB_PASSWORD=\n",
      ".gitignore": ".env\n",
      ".git/HEAD": "ref: refs/heads/main\n",
    };
    const lines = ignoreLines(files);
    for (const line of ["**/.env", "**/.git", "**/node_modules", "!**/.env.example", "api/.npmrc"])
      expect(lines).toContain(line);
    const before = lint({ directory: "/p", files: memory(absolute(files)) });
    expect(before.findings.map(({ rule }) => rule)).toContain("context-secret");
    const after = afterwards(files);
    expect(after.problems).toEqual([]);
    expect(after.findings).toEqual([]);
  });

  test("leaves what a COPY names, what holds no secret, and what is no folder of a tool's making", () => {
    const files = {
      Dockerfile: "FROM node:22\nCOPY .env.production node_modules /app/\nCOPY . /app\nRUN git describe\n",
      "package.json": "{}",
      ".env.production": "PORT=80\n",
      "web/.env.development": "PORT=81\n",
      "node_modules/a/index.js": "",
      ".git/HEAD": "ref: refs/heads/main\n",
    };
    const lines = ignoreLines(files);
    expect(lines).not.toContain("**/.env.*");
    expect(lines).not.toContain("**/node_modules");
    expect(lines.some((line) => line.includes(".git") && !line.includes("credentials"))).toBe(false);
    const kept = { ...files, Dockerfile: "FROM node:22\nCOPY . /app\nRUN npm run build\n" };
    expect(ignoreLines(kept)).toEqual(expect.arrayContaining(["!.env.production", "!web/.env.development"]));
    // Nothing of the build installs packages: the folder is what ships.
    expect(ignoreLines({ ...kept, Dockerfile: "FROM node:22\nCOPY . /app\n" })).not.toContain(
      "**/node_modules",
    );
  });

  test.each([
    ["pyproject.toml", "FROM python\nCOPY . .\n", "**/__pycache__"],
    ["Cargo.toml", "FROM rust\nCOPY . .\nRUN cargo build --release\n", "target"],
    ["build.gradle.kts", "FROM gradle\nCOPY . .\n", "**/.gradle"],
    ["composer.json", "FROM composer\nCOPY . .\nRUN composer install\n", "vendor"],
  ])("knows %s", (manifest, Dockerfile, line) => {
    expect(ignoreLines({ [manifest]: "", Dockerfile })).toContain(line);
    expect(ignoreLines({ Dockerfile })).not.toContain(line);
  });

  test("one for each context without one, and none where one is in force", () => {
    const composed = {
      "compose.yaml": "services:\n  a: { build: ./a }\n  b: { build: ./b }\n",
      "a/Dockerfile": NODE,
      "b/Dockerfile": NODE,
      "b/.dockerignore": "",
      "c/Dockerfile": NODE,
      "c/Dockerfile.dockerignore": ".env\n",
    };
    expect(Object.keys(proposed(composed).texts)).toEqual(["a/.dockerignore"]);
    expect(proposed({ "README.md": "" }).texts).toEqual({});
  });
});

describe("the configuration", () => {
  const config = (files: Files, isConfigured = false) =>
    proposed(files, isConfigured).texts["watertight.config.json"];

  test("names its schema, and the contexts that had to be guessed", () => {
    const files = { "docker/Dockerfile": "FROM a\nCOPY src /\n", "src/a": "", "package.json": "{}" };
    expect(JSON.parse(config(files)!)).toEqual({
      $schema: "./node_modules/watertight/dist/config.schema.json",
      failOn: "warning",
      contexts: { "docker/Dockerfile": "." },
    });
    expect(JSON.parse(config({})!)).toEqual({ $schema: expect.stringContaining("1.2.3"), failOn: "warning" });
  });

  test("is not written where there is one", () => {
    expect(config({}, true)).toBeUndefined();
    expect(config({ "watertight.config.json": "{" })).toBeUndefined();
  });
});

describe("the hook", () => {
  const GIT = { ".git/HEAD": "ref: refs/heads/main\n" };
  const PATH = ".pre-commit-config.yaml";
  const hook = (text: string | undefined) =>
    proposed({ ...GIT, ...(text === undefined ? {} : { [PATH]: text }) });
  const OURS = { repo: expect.stringContaining("watertight"), rev: "v1.2.3", hooks: [{ id: "watertight" }] };

  test("in a new file of a git repository", () => {
    expect(parse(hook(undefined).texts[PATH]!)).toEqual({ repos: [OURS] });
    expect(proposed({ "README.md": "" }).texts).toEqual({});
  });

  const other = "repo: https://git.acme.test/x";
  test.each([
    ["indented", `repos:\n  - ${other}\n    rev: v1\n    hooks:\n      - id: a\n`],
    ["not indented", `repos:\n- ${other}\n  rev: v1\n  hooks:\n  - id: a\n`],
    ["without a last line end", `repos:\n- ${other}\n  rev: v1\n  hooks:\n  - id: a`],
    [
      "before other keys",
      `# c\nrepos: # r\n- ${other}\n  rev: v1\n  hooks:\n  - id: a\n\n# about ci\nci:\n  skip: [a]\n`,
    ],
    [
      "behind other keys",
      `fail_fast: true\nrepos:\n    - ${other}\n      rev: v1\n      hooks:\n        - id: a\n        # end\n`,
    ],
    ["with Windows line ends", `repos:\r\n- ${other}\r\n  rev: v1\r\n  hooks:\r\n  - id: a\r\nci: {}\r\n`],
  ])("added to a list %s, and everything else stays as it is", (_, text) => {
    const { texts, proposals } = hook(text);
    const after = texts[PATH]!;
    const before = parse(text) as { repos: object[] };
    expect(parse(after)).toEqual({ ...before, repos: [...before.repos, OURS] });
    expect(proposals[0]).toMatchObject({ before: text });
    const rest = after.split(/\r?\n/);
    for (const line of text.split(/\r?\n/)) expect(rest).toContain(line);
    expect(after.includes("\r\n")).toBe(text.includes("\r\n"));
    expect(/[^\r]\n/.test(after) && after.includes("\r\n")).toBe(false);
  });

  test.each(["repos: []\n", "repos: [{ repo: local, hooks: [] }]\n", "x: 1\n", ""])(
    "left to a person where the list has another form: %j",
    (text) => {
      const { texts, remarks } = hook(text);
      expect(texts).toEqual({});
      expect(remarks).toEqual([expect.stringContaining("- id: watertight")]);
    },
  );

  test("not added twice; a comment about it is no hook", () => {
    const text = `repos:\n- ${other}\n  rev: v1\n  hooks:\n  - id: watertight\n`;
    expect(hook(text)).toMatchObject({ texts: {}, remarks: [] });
    expect(hook(text.replace("id: watertight", "id: a # watertight?")).texts).toHaveProperty([PATH]);
  });

  test("other managers of hooks are told by a remark", () => {
    expect(proposed({ ...GIT, ".husky/pre-commit": "npm test\n" })).toMatchObject({
      texts: {},
      remarks: [expect.stringContaining(".husky/pre-commit")],
    });
    expect(proposed({ ...GIT, ".husky/pre-commit": "npx watertight\n" }).remarks).toEqual([]);
    expect(proposed({ ...GIT, "lefthook.yml": "" }).remarks).toEqual([
      expect.stringContaining("lefthook.yml"),
    ]);
  });
});

describe("CI", () => {
  test("GitHub's workflow where there is a .github folder without one that runs it", () => {
    const path = ".github/workflows/watertight.yml";
    const { texts } = proposed({ ".github/CODEOWNERS": "" });
    expect(texts[path]).toBe(githubWorkflow("1.2.3"));
    expect(proposed({ ".github/workflows/ci.yml": "run: npx watertight\n" }).texts).toEqual({});
    expect(proposed({ [path]: "" }).texts).toEqual({});
    expect(proposed({ "README.md": "" }).texts).toEqual({});
  });

  test("GitLab's job in a file of its own, with the line to include it", () => {
    const { texts, remarks } = proposed({ ".gitlab-ci.yml": "build:\n  script: [make]\n" });
    expect(texts).toEqual({ ".gitlab/watertight.yml": gitlabJob("1.2.3") });
    expect(remarks).toEqual([expect.stringContaining("local: .gitlab/watertight.yml")]);
    expect(proposed({ ".gitlab-ci.yml": "include: [{ local: watertight.yml }]\n" }).texts).toEqual({});
  });

  test.each([
    ["github.yml", githubWorkflow("0.1.0")],
    ["gitlab-ci.yml", gitlabJob("0.1.0")],
  ])("docs/ci/%s is what init writes", (name, text) => {
    const page = readFileSync(join(__dirname, "../../docs/ci", name), "utf8");
    expect(page.replace(/^#.*\n/, "")).toBe(text);
  });
});
