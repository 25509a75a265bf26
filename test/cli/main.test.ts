import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { rules } from "../../src/rules";
import { CANARY, project, run } from "./project";

const CLEAN = "FROM alpine\nRUN true\n";
const LEAK = `FROM alpine\nENV API_KEY=${CANARY}\n`;

const clean = project({ Dockerfile: CLEAN });
const leak = project({ Dockerfile: LEAK });

describe("exit codes", () => {
  test("0 where nothing is found", () => {
    expect(run(clean, [])).toEqual({ code: 0, stdout: "1 build checked: no secret found\n", stderr: "" });
  });

  test("1 where a secret ships, and the report says where", () => {
    const { code, stdout, stderr } = run(leak, []);
    expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
    expect(stdout).toContain("Dockerfile:2:5 error secret-in-env");
    expect(stdout).toContain("    2 | ENV API_KEY=<API_KEY>\n");
  });

  test("--fail-on and the configuration decide what fails", () => {
    expect(run(leak, ["--fail-on", "never"]).code).toBe(0);
    expect(run(leak, ["--fail-on", "error"]).code).toBe(1);
    const files = { Dockerfile: LEAK, "watertight.config.json": '{"rules":{"secret-in-env":"note"}}' };
    expect(run(project(files), []).code).toBe(0);
    expect(run(project(files), ["--fail-on", "note"]).code).toBe(1);
    const never = project({ Dockerfile: LEAK, "watertight.config.json": '{"failOn":"never"}' });
    expect(run(never, []).code).toBe(0);
    expect(run(never, ["--fail-on", "warning"]).code).toBe(1);
  });

  test.each([
    [["--contxt", "."], "there is no option --contxt; the nearest is --context"],
    [["inspct"], "there is no command inspct and no such file; the nearest command is inspect"],
    [["explain", "secret-in-envs"], 'there is no rule "secret-in-envs"; the nearest is secret-in-env'],
    [["explain"], "explain takes a rule: "],
    [["--stdin-filename", "a"], "--stdin-filename goes with the path -"],
    [["--build-arg", `=${CANARY}`], "--build-arg takes NAME=value or NAME"],
    [["--config", "none.json"], "none.json: There is no such file, or it cannot be read."],
    [["--output", "Dockerfile/x"], "the report cannot be written to Dockerfile/x"],
  ])("2 for %j, in one line", (args, message) => {
    const { code, stdout, stderr } = run(clean, args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(`watertight: ${message}`);
    expect(stderr.match(/\n/g)).toHaveLength(1);
  });

  test("3 where something cannot be read, also beside findings, which are reported", () => {
    const { code, stdout, stderr } = run(leak, ["Dockerfile", "nowhere/Dockerfile"]);
    expect(code).toBe(3);
    expect(stdout).toContain("secret-in-env");
    expect(stderr).toBe(
      "nowhere/Dockerfile: There is no such file or folder. Check its spelling and the working directory.\n",
    );
  });

  test.each([
    ["empty", ""],
    ["binary", Buffer.from([70, 82, 79, 77, 0, 1, 2])],
    ["not UTF-8", Buffer.from([0xff, 0xfe, 0xd8, 0xd8, 0xe9, 0xe8])],
    ["refused by Docker", "FROM\n"],
  ])("3 for a Dockerfile that is %s", (_, content) => {
    const { code, stderr } = run(project({ Dockerfile: content }), []);
    expect(code).toBe(3);
    expect(stderr).toMatch(/^Dockerfile(?::\d+)?: .+\n$/);
  });
});

describe("a bug", () => {
  test("is one line, without what the error says", () => {
    const broken = () => {
      throw new RangeError(`quotes ${CANARY}`);
    };
    const { code, stderr } = run(leak, [], { stdout: broken });
    expect(code).toBe(3);
    expect(stderr).toMatch(/^watertight \S+ met a bug of its own \(RangeError\): please report it [^\n]+\n$/);
  });
});

describe("input", () => {
  test("a Dockerfile on standard input, with a name", () => {
    const stdin = () => LEAK;
    expect(run(clean, ["-"], { stdin }).stdout).toContain("Dockerfile:2:5 error");
    expect(run(clean, ["--stdin-filename", "api/Dockerfile.dev", "-"], { stdin }).stdout).toContain(
      "api/Dockerfile.dev:2:5 error",
    );
  });

  test("a build arg has its value from the environment where none is typed (build-semantics 2.13)", () => {
    const where = project({ Dockerfile: "FROM alpine\nARG X\nLABEL x=$X\n" });
    const withValue = { environment: { X: CANARY } };
    expect(run(where, ["--build-arg", "X"]).code).toBe(0);
    expect(run(where, ["--build-arg", "X"], withValue).code).toBe(1);
    expect(run(where, ["--build-arg", `X=${CANARY}`]).code).toBe(1);
    expect(run(where, [], withValue).code).toBe(0);
  });

  test("the context and the target", () => {
    const where = project({
      "docker/Dockerfile": "FROM alpine AS first\nCOPY . /\nFROM alpine AS last\n",
      ".npmrc": `//r.example/:_authToken=${CANARY}\n`,
    });
    const args = ["--context", ".", "docker/Dockerfile"];
    expect(run(where, ["--target", "first", ...args]).code).toBe(1);
    expect(run(where, args).code).toBe(0);
  });
});

describe("the configuration", () => {
  const withConfig = (config: string) => project({ "a/Dockerfile": LEAK, "watertight.config.json": config });

  test("switches rules off and leaves Dockerfiles out", () => {
    expect(run(withConfig('{"rules":{"secret-in-env":"off"}}'), []).stdout).not.toContain("secret-in-env");
    expect(run(withConfig('{"ignore":["a/**"]}'), [])).toEqual({
      code: 0,
      stdout: "0 builds checked: nothing checked\n",
      stderr: "",
    });
    expect(run(join(withConfig('{"ignore":["a"]}'), "a"), []).stdout).toContain("0 builds");
  });

  test("with a mistake is wrong usage", () => {
    expect(run(withConfig('{\n"failON": "error"}'), [])).toEqual({
      code: 2,
      stdout: "",
      stderr:
        'watertight: watertight.config.json:2: There is no setting "failON"; the nearest is "failOn".\n',
    });
    expect(run(withConfig('{"ignore": ["[a"]}'), []).code).toBe(2);
  });
});

describe("output", () => {
  test("JSON is all that is on stdout", () => {
    const { code, stdout, stderr } = run(leak, ["--format", "json", "Dockerfile", "nowhere"]);
    expect(code).toBe(3);
    expect(stderr).not.toBe("");
    const json = JSON.parse(stdout) as Record<string, unknown>;
    expect(Object.keys(json)).toEqual(["schemaVersion", "tool", "builds", "findings", "problems"]);
    expect(json.builds).toEqual([{ dockerfile: "Dockerfile", context: ".", ignoreFile: null, target: "0" }]);
  });

  test("--output writes a file, without colour unless asked for", () => {
    const where = project({ Dockerfile: LEAK });
    expect(run(where, ["--output", "report.txt"], { isTerminal: () => true })).toEqual({
      code: 1,
      stdout: "",
      stderr: "",
    });
    expect(readFileSync(join(where, "report.txt"), "utf8")).toBe(run(where, []).stdout);
    expect(existsSync(join(where, "other"))).toBe(false);
  });

  test("a note has its fix wherever it is shown", () => {
    const fix = "Keep it out of the build";
    const files = { Dockerfile: "FROM alpine\nCOPY . /app\n" };
    const where = project(files);
    expect(run(where, []).stdout).not.toContain(fix);
    expect(run(where, ["--verbose"]).stdout).toContain(fix);
    expect(run(where, ["--format", "text", "--format", "json=report.json"]).code).toBe(0);
    expect(readFileSync(join(where, "report.json"), "utf8")).toContain(fix);
    const raised = project({
      ...files,
      "watertight.config.json": '{ "rules": { "context-unguarded": "warning" } }',
    });
    expect(run(raised, []).stdout).toContain(fix);
  });

  test("--quiet is a line a finding", () => {
    for (const line of run(leak, ["--quiet"]).stdout.trimEnd().split("\n")) {
      expect(line).toMatch(/^Dockerfile:\d+:\d+: (?:error|warning): .+ \[[a-z-]+\]$/);
    }
    expect(run(clean, ["--quiet"]).stdout).toBe("");
  });

  test.each([
    [{}, false, [], false],
    [{}, true, [], true],
    [{ NO_COLOR: "1" }, true, [], false],
    [{ NO_COLOR: "" }, true, [], true],
    [{ FORCE_COLOR: "1" }, false, [], true],
    [{ FORCE_COLOR: "0" }, true, [], false],
    [{ NO_COLOR: "1", FORCE_COLOR: "1" }, true, [], false],
    [{ TERM: "dumb" }, true, [], false],
    [{ NO_COLOR: "1" }, false, ["--color", "always"], true],
    [{ FORCE_COLOR: "1" }, true, ["--color", "never"], false],
  ])("colour: %j, terminal %j, %j gives %j", (environment, terminal, args, expected) => {
    const { stdout } = run(leak, args, { environment, isTerminal: () => terminal });
    expect(stdout.includes("\u001b[")).toBe(expected);
  });

  test("progress is shown on a terminal, after a second, and taken away", () => {
    let time = 0;
    const slow = { now: () => (time += 2000), isTerminal: (stream: string) => stream === "stderr" };
    expect(run(clean, [], slow).stderr).toBe("\r\u001b[K0 of 1 checked, now Dockerfile\r\u001b[K");
    expect(run(clean, [], { ...slow, isTerminal: () => false }).stderr).toBe("");
  });
});

test("inspect shows what ships", () => {
  const { code, stdout } = run(leak, ["inspect"]);
  expect(code).toBe(0);
  expect(stdout).toContain("2  API_KEY");
  const json = JSON.parse(run(leak, ["inspect", "--format", "json"]).stdout);
  expect(json.builds[0].image.env).toMatchObject([{ name: "API_KEY", line: 2 }]);
});

test("inspect writes a page to a file", () => {
  expect(run(leak, ["inspect", "--format", "html", "--output", "out/page.html"])).toMatchObject({
    code: 0,
    stdout: "",
  });
  const page = readFileSync(join(leak, "out/page.html"), "utf8");
  expect(page).toMatch(/^<!doctype html>[\s\S]*<\/html>\n$/);
  expect(page).toContain("API_KEY");
  expect(page).not.toContain(CANARY);
});

test("explain shows examples as people write them", () => {
  for (const { id } of rules) {
    const { stdout } = run(clean, ["explain", id]);
    expect(stdout).toContain("\nHow attackers find it\n");
    expect(stdout).not.toMatch(/^ *# *\^/m);
    expect(stdout).not.toMatch(/\{\{[\w-]+\}\}/);
    expect(stdout).not.toContain("```");
  }
  expect(run(clean, ["explain", "deleted-secret"]).stdout).toContain(
    "  Dockerfile\n    FROM node:22-alpine\n    WORKDIR /app\n    COPY . .\n    RUN npm ci && rm .env\n    CMD",
  );
});

test("explain prints a rule's page at the terminal's width", () => {
  const { code, stdout } = run(clean, ["explain", "secret-in-env"], { columns: () => 60 });
  expect(code).toBe(0);
  expect(stdout).toMatch(/^secret-in-env\n/);
  const prose = stdout.split("\n").filter((line) => !line.startsWith("    "));
  for (const line of prose) expect(line.length).toBeLessThanOrEqual(60);
});
