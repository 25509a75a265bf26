import { commentProblems, type SuppressionComment } from "../../src/engine";
import { memory } from "../../src/files/memory";
import type { Problem } from "../../src/finding";
import { type LintOptions, lint } from "../../src/lint";
import { SourceText } from "../../src/text/source";
import { applyEdits } from "../rules/apply-edits";

/** Lints one Dockerfile; two literals under secret names are findings of `secret-in-env`. */
function check(lines: readonly string[], changes: Partial<LintOptions> & { ignoreLines?: string } = {}) {
  const { ignoreLines, ...options } = changes;
  const files = memory({
    "/project/Dockerfile": `${lines.join("\n")}\n`,
    "/project/api/.env": "DB_PASSWORD=blue-horse-41-Staple\n",
    "/project/.dockerignore": ignoreLines ?? "**/.env\n",
  });
  const report = lint({ directory: "/project", files, today: "2026-11-24", ...options });
  return {
    found: report.findings.map(({ rule, secret, range }) => `${rule} ${secret.name} ${range.start.line}`),
    silenced: report.suppressed.map(({ secret, suppression }) => `${secret.name}: ${suppression.reason}`),
    problems: report.problems,
  };
}

const A = "API_TOKEN=q7Rk2WmZ9Xc4VbTn5Lp3Hj6G";
const B = "DB_PASSWORD=Staple-4VbTn5Lp3Hj6G";

const fixed = (lines: readonly string[], { fix }: Problem): string[] =>
  applyEdits(`${lines.join("\n")}\n`, fix!.edits)
    .trimEnd()
    .split("\n");

describe("inside an instruction", () => {
  const lines = (comment: string) => [
    "FROM alpine",
    `ENV ${A} \\`,
    `    # ${comment}`,
    `    ${B} \\`,
    "    C=3",
  ];

  test("a comment speaks of the line below it only", () => {
    expect(check(lines("watertight ignore=secret-in-env -- the local default"))).toEqual({
      found: ["secret-in-env API_TOKEN 2"],
      silenced: ["DB_PASSWORD: the local default"],
      problems: [],
    });
  });

  test("one for another name silences nothing, and is told", () => {
    const { found, problems } = check(lines("watertight ignore=secret-in-env name=API_TOKEN -- a sandbox"));
    expect(found).toHaveLength(2);
    expect(problems).toMatchObject([
      {
        file: "Dockerfile",
        line: 3,
        severity: "warning",
        message: expect.stringContaining("silences nothing"),
      },
    ]);
  });

  test("one above the instruction speaks of all its lines", () => {
    const above = ["FROM alpine", "# watertight ignore=secret-in-env -- a sandbox", `ENV ${A} \\`, `  ${B}`];
    expect(check(above)).toMatchObject({ found: [], silenced: [expect.any(String), expect.any(String)] });
  });

  test("the comment of a script in a heredoc counts too", () => {
    const script = [
      "FROM alpine",
      "RUN <<EOF",
      "# watertight ignore=secret-in-run -- a sandbox",
      `curl -u bot:${B.slice(12)} https://a.example`,
      "EOF",
    ];
    expect(check(script)).toMatchObject({ found: [], silenced: [expect.stringContaining("a sandbox")] });
    expect(check(script.toSpliced(2, 1)).found).toHaveLength(1);
  });
});

describe("an expiry", () => {
  const lines = (until: string) => [
    "FROM alpine",
    `# watertight ignore=secret-in-env until=${until} -- gone with the old server`,
    `ENV ${B}`,
  ];

  test("counts up to its day, and on it", () => {
    for (const until of ["2026-11-24", "2027-01-01"])
      expect(check(lines(until))).toMatchObject({ found: [], problems: [] });
  });

  test("after it the finding is reported, and the comment is told", () => {
    const { found, silenced, problems } = check(lines("2026-11-23"));
    expect({ found, silenced }).toEqual({ found: ["secret-in-env DB_PASSWORD 3"], silenced: [] });
    expect(problems).toMatchObject([
      { line: 2, severity: "warning", message: expect.stringContaining("2026-11-23") },
    ]);
    expect(fixed(lines("2026-11-23"), problems[0]!)).toEqual(["FROM alpine", `ENV ${B}`]);
  });

  test("without a day nothing expires", () => {
    const files = memory({ "/project/Dockerfile": `${lines("2000-01-01").join("\n")}\n` });
    expect(lint({ directory: "/project", files }).findings).toEqual([]);
  });

  test.each(["2027-02-30", "2027-1-1", "tomorrow", "2027-13-01", "01-01-2027"])(
    "%s is no day: the comment does not count",
    (until) => {
      const { found, problems } = check(lines(until));
      expect(found).toHaveLength(1);
      expect(problems).toMatchObject([{ severity: "warning", message: expect.stringContaining("until=") }]);
    },
  );
});

describe("a comment that silences nothing", () => {
  test("is told, and its fix takes it out", () => {
    const lines = ["FROM alpine", "# watertight ignore=secret-in-env -- long gone", "ENV PORT=80"];
    const { problems } = check(lines);
    expect(problems).toHaveLength(1);
    expect(fixed(lines, problems[0]!)).toEqual(["FROM alpine", "ENV PORT=80"]);
  });

  test("of one rule among several: the fix takes out the rule", () => {
    const lines = [
      "FROM alpine",
      "# watertight ignore=secret-in-arg,secret-in-env name=DB_PASSWORD -- the local default",
      `ENV ${B}`,
    ];
    const { found, problems } = check(lines);
    expect(found).toEqual([]);
    expect(problems).toMatchObject([{ message: "This comment silences nothing of secret-in-arg." }]);
    const mended = fixed(lines, problems[0]!);
    expect(mended[1]).toBe("# watertight ignore=secret-in-env name=DB_PASSWORD -- the local default");
    expect(check(mended)).toMatchObject({ found: [], problems: [] });
  });

  test("is not told where its rule does not run, or its stage is not in this image", () => {
    const comment = "# watertight ignore=secret-in-env -- the test server";
    expect(check(["FROM alpine", comment, "ENV PORT=80"], { rules: ["ignore-gap"] }).problems).toEqual([]);
    const stages = ["FROM alpine AS test", comment, `ENV ${B}`, "FROM alpine"];
    expect(check(stages)).toEqual({ found: [], silenced: [], problems: [] });
    expect(check(stages, { target: "test" }).silenced).toHaveLength(1);
  });

  test("above a line of the ignore file", () => {
    const ignoreLines = "# watertight ignore=ignore-gap -- a sandbox\nnode_modules\n";
    expect(check(["FROM alpine"], { ignoreLines }).problems).toMatchObject([
      { file: ".dockerignore", line: 1, severity: "warning" },
    ]);
    const gap = "# watertight ignore=ignore-gap -- a sandbox\n.env\n";
    expect(check(["FROM alpine", "COPY . /app/"], { ignoreLines: gap })).toMatchObject({
      found: [expect.stringContaining("context-secret")],
      silenced: [".env: a sandbox"],
      problems: [],
    });
  });
});

test("a setting that is not there says which is nearest; reason= says how a reason is written", () => {
  const told = (settings: string) =>
    check(["FROM alpine", `# watertight ignore=secret-in-env ${settings}`, `ENV ${B}`]).problems.map(
      ({ message, help }) => `${message} ${help}`,
    );
  expect(told("nam=DB_PASSWORD -- x")).toEqual([expect.stringMatching(/nam=.*nearest setting is name=/)]);
  expect(told("reason=x")[0]).toMatch(/reason=.*after two dashes/);
});

test("names of files may hold spaces", () => {
  const files = memory({
    "/project/Dockerfile":
      "FROM alpine\n# watertight ignore=context-secret name=my key.pem -- a sandbox\nCOPY . /\n",
    "/project/.dockerignore": "**/.env\n",
    "/project/my key.pem": [
      "-----BEGIN RSA ",
      "PRIVATE KEY-----\nMIIEowIBAAKCAQEAq7Rk2WmZ9Xc4VbTn5Lp3Hj6Gd1FsYaUeQiB8oKwN0rJtDxSv\n-----END RSA ",
      "PRIVATE KEY-----\n",
    ].join(""),
  });
  const { findings, suppressed, problems } = lint({ directory: "/project", files });
  expect({ findings, problems }).toEqual({ findings: [], problems: [] });
  expect(suppressed).toHaveLength(1);
});

test("a comment that one of several builds needs is not told, and mistakes are told once", () => {
  const source = new SourceText(
    "/project/Dockerfile",
    "# watertight ignore=secret-in-env -- a sandbox\nENV A=1\n",
  );
  const read = (
    met: readonly string[],
    mistakes: SuppressionComment["mistakes"] = [],
  ): SuppressionComment => ({
    rules: ["secret-in-env"],
    reason: "a sandbox",
    mistakes,
    file: "Dockerfile",
    source,
    line: 1,
    expired: false,
    judged: true,
    met: new Set(met),
  });
  const ran = ["secret-in-env"];
  expect(commentProblems([read([]), read(["secret-in-env"])], ran)).toEqual([]);
  expect(commentProblems([read([]), read([])], ran)).toHaveLength(1);
  const mistake = { message: "m", help: "h" };
  expect(commentProblems([read(ran, [mistake]), read(ran, [mistake])], ran)).toHaveLength(1);
});
