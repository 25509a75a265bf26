import { CANARY, project, run } from "./project";

const LEAK = `FROM alpine\nENV API_KEY=${CANARY}\n`;
const quiet = (directory: string, args: readonly string[] = []) =>
  run(directory, ["--quiet", ...args]).stdout;
const config = (value: object) => ({ "watertight.config.json": JSON.stringify(value) });

test("other rules for some files", () => {
  const root = project({
    "legacy/Dockerfile": LEAK,
    Dockerfile: LEAK,
    ...config({ overrides: [{ files: ["legacy/**"], rules: { "secret-in-env": "off" } }] }),
  });
  expect(quiet(root)).toMatch(/^Dockerfile:2:5: error: .*\n$/);
});

test("a rule that is off, and on again for some files", () => {
  const root = project({
    "new/Dockerfile": LEAK,
    Dockerfile: LEAK,
    ...config({
      rules: { "secret-in-env": "off" },
      overrides: [{ files: ["new/**"], rules: { "secret-in-env": "warning" } }],
    }),
  });
  expect(quiet(root)).toMatch(/^new\/Dockerfile:2:5: warning: .*\n$/);
});

test("entries silence with a reason, which the summary counts", () => {
  const root = project({
    Dockerfile: LEAK,
    ...config({ suppress: [{ rule: "secret-in-env", name: "API_*", reason: "a sandbox key" }] }),
  });
  expect(run(root, [])).toMatchObject({ code: 0, stderr: "" });
  expect(run(root, []).stdout).toContain("1 silenced by the configuration");
  expect(run(root, [], { today: "2030-01-01" }).code).toBe(0);
  const expired = project({
    Dockerfile: LEAK,
    ...config({ suppress: [{ rule: "secret-in-env", until: "2026-11-23", reason: "a sandbox key" }] }),
  });
  expect(run(expired, []).code).toBe(1);
});

test("what a project calls secret, and what not", () => {
  const root = project({
    "a.licence": "x\n",
    Dockerfile:
      "FROM alpine\nARG CORP_PIN\nENV SERIAL=corp-1234567890\nARG PARTNER_TOKEN\nCOPY . /app\nRUN setup\n",
    ...config({
      secrets: {
        names: ["CORP_*"],
        allow: ["PARTNER_TOKEN"],
        patterns: ["corp-[0-9]{10}"],
        files: ["**/*.licence"],
      },
    }),
  });
  const lines = quiet(root).split("\n");
  const rules = lines.map((line) => /^(\S+?:\d+).*\[(.*)\]$/.exec(line)?.slice(1).join(" "));
  expect(rules).toEqual(
    expect.arrayContaining([
      "Dockerfile:2 secret-in-arg",
      "Dockerfile:3 secret-in-env",
      "Dockerfile:5 context-secret",
    ]),
  );
  expect(lines.join("\n")).not.toContain("PARTNER_TOKEN");
});

test("a Dockerfile's context", () => {
  const root = project({
    "docker/app.Dockerfile": "FROM alpine\nCOPY . /app\n",
    ".env": `API_KEY=${CANARY}\n`,
    ...config({ contexts: { "docker/*.Dockerfile": "." } }),
  });
  expect(quiet(root)).toContain("ships .env");
});

test("--print-config prints what is in force", () => {
  const root = project({ Dockerfile: LEAK, ".watertightrc": '{ "failOn": "never" } // quiet\n' });
  expect(JSON.parse(run(root, ["--print-config"]).stdout)).toEqual({
    file: expect.stringContaining("/.watertightrc"),
    config: { failOn: "never" },
  });
  expect(JSON.parse(run(project({ Dockerfile: LEAK }), ["--print-config"]).stdout)).toEqual({
    file: null,
    config: {},
  });
});
