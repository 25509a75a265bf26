import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { writeFile } from "../../src/cli/write-file";
import { CANARY, project, run } from "./project";

const read = (root: string, path: string) => readFileSync(join(root, path), "utf8");

const plain = ["FROM node:22", "ARG NPM_TOKEN", "RUN npm ci", ""];
const fixed = [
  "# syntax=docker/dockerfile:1",
  "FROM node:22",
  "RUN --mount=type=secret,id=npm_token,env=NPM_TOKEN npm ci",
  "",
];

describe("--fix", () => {
  const leaky = { Dockerfile: "FROM node:22\nWORKDIR /app\nCOPY . .\n", ".env": `API_TOKEN=${CANARY}\n` };

  test("writes what is safe, says so, and reports what is left", () => {
    const root = project(leaky);
    const { code, stdout } = run(root, ["--fix"]);
    expect(read(root, ".dockerignore")).toBe("**/.env\n");
    expect(stdout).toContain("fixed 1 finding in 1 file\n  .dockerignore (new)\n");
    expect(stdout).toContain("docker run --env-file .env <image>");
    expect(stdout).toContain("no secret found");
    expect(code).toBe(0);
    expect(readdirSync(root).sort()).toEqual([".dockerignore", ".env", "Dockerfile"]);
  });

  test("leaves what is not safe, with the reason; --unsafe-fixes takes it too", () => {
    const root = project({ Dockerfile: plain.join("\n") });
    const careful = run(root, ["--fix"]);
    expect(careful.code).toBe(1);
    expect(careful.stdout).toContain(
      "left: Dockerfile:2 secret-in-arg NPM_TOKEN: its fix changes what the build",
    );
    expect(read(root, "Dockerfile")).toBe(plain.join("\n"));
    const bold = run(root, ["--unsafe-fixes"]);
    expect(bold.code).toBe(0);
    expect(bold.stdout).toContain("docker build --secret id=npm_token,env=NPM_TOKEN .\n");
    expect(read(root, "Dockerfile")).toBe(fixed.join("\n"));
    expect(run(root, ["--unsafe-fixes"]).stdout).toContain("nothing fixed");
  });

  test("--fix-dry-run prints a diff without secrets and writes nothing", () => {
    const root = project({ Dockerfile: `FROM alpine\nENV API_TOKEN=${CANARY} MODE=a\nCMD ["serve"]\n` });
    const { code, stdout, stderr } = run(root, ["--fix-dry-run", "--unsafe-fixes"]);
    expect(stdout).toBe(
      [
        "--- a/Dockerfile",
        "+++ b/Dockerfile",
        "@@ -1,3 +1,3 @@",
        " FROM alpine",
        "-ENV API_TOKEN=<API_TOKEN> MODE=a",
        "+ENV MODE=a",
        ' CMD ["serve"]',
        "",
      ].join("\n"),
    );
    expect(stderr).toContain("would fix 1 finding in 1 file");
    expect(code).toBe(0);
    expect(read(root, "Dockerfile")).toContain(CANARY);
  });

  test("a Dockerfile on standard input comes back on standard output, changed or not", () => {
    const root = project({});
    const given = (text: string) => run(root, ["--unsafe-fixes", "-"], { stdin: () => text });
    expect(given(plain.join("\n")).stdout).toBe(fixed.join("\n"));
    expect(given("FROM alpine\n").stdout).toBe("FROM alpine\n");
    expect(readdirSync(root)).toEqual([]);
  });

  test("json stays alone on standard output", () => {
    const root = project(leaky);
    const { stdout, stderr } = run(root, ["--fix", "--format", "json"]);
    expect(JSON.parse(stdout).findings).toEqual([]);
    expect(stderr).toContain("fixed 1 finding");
    expect(run(root, ["--fix-dry-run", "--format", "json"]).code).toBe(2);
  });

  test("two findings on one line are both fixed", () => {
    const root = project({
      Dockerfile: `FROM alpine\nENV A=1 API_TOKEN=${CANARY} DB_PASSWORD=blue-horse-41-x B=2\n`,
    });
    expect(run(root, ["--unsafe-fixes"]).code).toBe(0);
    expect(read(root, "Dockerfile")).toBe("FROM alpine\nENV A=1 B=2\n");
  });
});

describe("the text around a fix stays as it is", () => {
  const fixedText = (text: string) => {
    const root = project({ Dockerfile: text });
    run(root, ["--unsafe-fixes"]);
    return read(root, "Dockerfile");
  };

  test.each([
    ["CRLF", plain.join("\r\n"), fixed.join("\r\n")],
    ["a byte order mark", `\uFEFF${plain.join("\n")}`, `\uFEFF${fixed.join("\n")}`],
    ["no line end at the end", plain.join("\n").trimEnd(), fixed.join("\n").trimEnd()],
    [
      "lower case and mixed indentation",
      "from node:22\narg NPM_TOKEN\nrun npm ci && \\\n\t  npm run build && \\\n  \ttrue\n",
      "# syntax=docker/dockerfile:1\nfrom node:22\nrun --mount=type=secret,id=npm_token,env=NPM_TOKEN \\\n\t  npm ci && \\\n\t  npm run build && \\\n  \ttrue\n",
    ],
    [
      "another escape character",
      "# escape=`\nFROM node:22\nARG NPM_TOKEN\nRUN npm ci && `\n    npm run build\n",
      "# syntax=docker/dockerfile:1\n# escape=`\nFROM node:22\nRUN --mount=type=secret,id=npm_token,env=NPM_TOKEN `\n    npm ci && `\n    npm run build\n",
    ],
    [
      "comments",
      "# Builds the shop.\nFROM node:22\n# packages of the team\nARG NPM_TOKEN\nRUN npm ci # all\n",
      "# syntax=docker/dockerfile:1\n# Builds the shop.\nFROM node:22\n# packages of the team\nRUN --mount=type=secret,id=npm_token,env=NPM_TOKEN npm ci # all\n",
    ],
    [
      "a pinned frontend without env=",
      `# syntax=docker/dockerfile:1.4\n${plain.join("\n")}`,
      '# syntax=docker/dockerfile:1.4\nFROM node:22\nRUN --mount=type=secret,id=npm_token NPM_TOKEN="$(cat /run/secrets/npm_token)" npm ci\n',
    ],
  ])("%s", (_, before, after) => {
    expect(fixedText(before)).toBe(after);
  });
});

describe("files", () => {
  test("a read-only file is said and left alone", () => {
    const root = project({ Dockerfile: plain.join("\n") });
    chmodSync(join(root, "Dockerfile"), 0o444);
    const { code, stdout } = run(root, ["--unsafe-fixes"]);
    expect(stdout).toContain("Dockerfile was left alone: it is read-only");
    expect(code).toBe(3);
    expect(read(root, "Dockerfile")).toBe(plain.join("\n"));
  });

  test("a link stays a link, and the mode stays", () => {
    const root = project({ "docker/real": plain.join("\n") });
    chmodSync(join(root, "docker/real"), 0o640);
    symlinkSync("docker/real", join(root, "Dockerfile"));
    expect(writeFile(join(root, "Dockerfile"), plain.join("\n"), "FROM a\n")).toBeUndefined();
    expect(lstatSync(join(root, "Dockerfile")).isSymbolicLink()).toBe(true);
    expect(read(root, "docker/real")).toBe("FROM a\n");
    expect(statSync(join(root, "docker/real")).mode & 0o777).toBe(0o640);
    expect(readdirSync(join(root, "docker"))).toEqual(["real"]);
  });

  test("a file that changed meanwhile, appeared meanwhile, went away or is none is left alone", () => {
    const root = project({ a: "new\n", b: "there\n" });
    expect(writeFile(join(root, "a"), "old\n", "x")).toMatch(/changed on the disk meanwhile/);
    expect(writeFile(join(root, "b"), undefined, "x")).toMatch(/appeared meanwhile/);
    expect(writeFile(join(root, "c"), "was\n", "x")).toMatch(/gone/);
    mkdirSync(join(root, "d"));
    expect(writeFile(join(root, "d"), "was\n", "x")).toMatch(/no regular file/);
    expect([read(root, "a"), read(root, "b")]).toEqual(["new\n", "there\n"]);
    expect(readdirSync(root).sort()).toEqual(["a", "b", "d"]);
  });

  test("what is not UTF-8 is not written", () => {
    const bytes = Buffer.concat([
      Buffer.from("# caf"),
      Buffer.from([0xe9]),
      Buffer.from(`\n${plain.join("\n")}`),
    ]);
    const root = project({});
    writeFileSync(join(root, "Dockerfile"), bytes);
    const { stdout } = run(root, ["--unsafe-fixes"]);
    expect(stdout).toContain(
      "Dockerfile was left alone: it changed on the disk meanwhile, or is not plain UTF-8",
    );
    expect(readFileSync(join(root, "Dockerfile"))).toEqual(bytes);
  });
});
