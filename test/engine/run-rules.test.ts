import type { BuildContext } from "../../src/context/types";
import { commentProblems, runRules } from "../../src/engine";
import type { Image } from "../../src/image/model";
import type { Draft, Rule, Subject } from "../../src/rule";
import { SourceText } from "../../src/text/source";

/** A rule that finds fixed things; `file` is the Dockerfile's where it is not said. */
const rule = (
  id: string,
  ...drafts: Partial<Draft & { line: number; column: number; name: string }>[]
): Rule => ({
  id,
  summary: "",
  check: () =>
    drafts.map(({ line = 2, column = 1, name = "NPM_TOKEN", ...draft }) => ({
      severity: "error",
      confidence: "medium",
      message: "found",
      file: "/home/app/Dockerfile",
      range: { start: { line, column }, end: { line, column: column + 1 } },
      secret: { kind: "token", name },
      place: { where: "history", path: name, stage: "0", line },
      trace: [],
      ...draft,
    })),
});

const throwing: Rule = {
  id: "secret-in-run",
  summary: "",
  check: () => {
    throw new Error("blue-horse-41-Staple");
  },
};

/** Two stages, of which the last ships; the stage of a line is found by its FROM. */
function stages(dockerfile: string): Image["stages"] {
  const lines = dockerfile.split("\n").flatMap((text, index) => (text.startsWith("FROM") ? [index + 1] : []));
  return lines.map((line, index) => ({
    index,
    label: `${index}`,
    line,
    base: "node:22",
    role: index === lines.length - 1 ? "shipped" : "unreached",
  }));
}

const KNOWN = ["secret-in-arg", "secret-in-env", "ignore-gap"];

function run(rules: readonly Rule[], dockerfile: string, ignoreFile?: string, today = "2026-11-24") {
  const source = new SourceText("/home/app/Dockerfile", dockerfile);
  const context = {
    ignoreFile:
      ignoreFile === undefined
        ? undefined
        : { source: new SourceText("/home/app/.dockerignore", ignoreFile) },
  } as BuildContext;
  const build = { dockerfile: source.path, context: "/home/app", buildArgs: {} };
  const image = { stages: stages(dockerfile) } as Image;
  const subject: Subject = { build, dockerfile: source, context, image };
  const checked = runRules({ rules, subject, directory: "/home", knownRules: KNOWN, today });
  const problems = commentProblems(
    checked.comments,
    rules.map(({ id }) => id),
  );
  return { ...checked, problems: [...checked.problems, ...problems] };
}

const plain = "FROM node:22\nARG NPM_TOKEN\nRUN true\n";

describe("findings", () => {
  test("are sorted by file, line, column and rule, whatever the order of the rules", () => {
    const rules = [
      rule("secret-in-env", { line: 3 }, { line: 2, column: 9 }, { line: 2 }),
      rule("secret-in-arg", { line: 2 }, { file: "/home/app/.dockerignore", line: 9 }),
    ];
    const place = ({ findings }: ReturnType<typeof run>) =>
      findings.map(({ file, rule, range }) => `${file}:${range.start.line}:${range.start.column} ${rule}`);
    const expected = [
      "app/.dockerignore:9:1 secret-in-arg",
      "app/Dockerfile:2:1 secret-in-arg",
      "app/Dockerfile:2:1 secret-in-env",
      "app/Dockerfile:2:9 secret-in-env",
      "app/Dockerfile:3:1 secret-in-env",
    ];
    expect(place(run(rules, plain))).toEqual(expected);
    expect(place(run([...rules].reverse(), plain))).toEqual(expected);
  });

  test("have every path relative to the working directory", () => {
    const range = { start: { line: 1, column: 1 }, end: { line: 1, column: 1 } };
    const draft = {
      trace: [{ file: "/home/app/.env", range, message: "here" }],
      related: [
        { file: "/home/other/.env", message: "" },
        { path: "/app/.env", message: "" },
      ],
    };
    const [finding] = run([rule("secret-in-arg", draft)], plain).findings;
    expect(finding).toMatchObject({
      file: "app/Dockerfile",
      trace: [{ file: "app/.env" }],
      related: [{ file: "other/.env" }, { path: "/app/.env" }],
    });
  });

  test("come once", () => {
    expect(run([rule("secret-in-arg", {}, {})], plain).findings).toHaveLength(1);
  });

  test("keep their fingerprints when lines are added above, and differ among themselves", () => {
    const prints = (shift: number) =>
      run(
        [
          rule(
            "secret-in-arg",
            { line: 2 + shift },
            { line: 3 + shift },
            { line: 2 + shift, name: "GH_TOKEN" },
          ),
        ],
        plain,
      ).findings.map(({ fingerprint }) => fingerprint);
    expect(prints(0)).toEqual(prints(7));
    expect(new Set(prints(0)).size).toBe(3);
    for (const print of prints(0)) expect(print).toMatch(/^[0-9a-f]{16}$/);
  });

  test("change their fingerprints where another file ships with them, whatever the order", () => {
    const print = (...paths: string[]) =>
      run([rule("secret-in-arg", { related: paths.map((path) => ({ path, message: "" })) })], plain)
        .findings[0]!.fingerprint;
    expect(print("/a", "/b")).toBe(print("/b", "/a"));
    expect(print("/a", "/b", "/c")).not.toBe(print("/a", "/b"));
  });

  test("of other rules survive a rule that throws, which is a problem without its words", () => {
    const { findings, problems } = run([throwing, rule("secret-in-arg", {})], plain);
    expect(findings).toHaveLength(1);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({
      file: "app/Dockerfile",
      message: expect.stringContaining("secret-in-run"),
    });
    expect(JSON.stringify(problems)).not.toContain("blue-horse");
  });
});

describe("a suppression", () => {
  const above = (comment: string) => `FROM node:22\n${comment}\nARG NPM_TOKEN GH_TOKEN\nRUN true\n`;
  const both = rule("secret-in-arg", { line: 3 }, { line: 3, name: "GH_TOKEN" });

  test("silences its rule on the instruction below it", () => {
    const { findings, suppressed, problems } = run(
      [both, rule("secret-in-env", { line: 3 })],
      above("# watertight ignore=secret-in-arg -- a sandbox token"),
    );
    expect(findings.map(({ rule }) => rule)).toEqual(["secret-in-env"]);
    expect(suppressed.map(({ suppression }) => suppression)).toEqual(
      Array(2).fill({ by: "comment", reason: "a sandbox token" }),
    );
    expect(problems).toEqual([]);
  });

  test("names several rules", () => {
    const comment = "# watertight ignore=secret-in-arg,secret-in-env -- a sandbox token";
    expect(run([both, rule("secret-in-env", { line: 3 })], above(comment)).findings).toEqual([]);
  });

  test("with name= silences that secret only", () => {
    const { findings } = run(
      [both],
      above("# watertight ignore=secret-in-arg name=GH_TOKEN -- a sandbox token"),
    );
    expect(findings.map(({ secret }) => secret.name)).toEqual(["NPM_TOKEN"]);
  });

  test("may stand anywhere in the comment block above", () => {
    expect(
      run([both], above("# watertight ignore=secret-in-arg -- a sandbox token\n# and more words")).findings,
    ).toHaveLength(2);
    const shifted = rule("secret-in-arg", { line: 4 });
    expect(
      run([shifted], above("# watertight ignore=secret-in-arg -- a sandbox token\n# and more words"))
        .findings,
    ).toEqual([]);
  });

  test("does not reach over an empty line, nor to other instructions", () => {
    const comment = "# watertight ignore=secret-in-arg -- a sandbox token";
    expect(run([rule("secret-in-arg", { line: 4 })], above(`${comment}\n`)).findings).toHaveLength(1);
    expect(run([rule("secret-in-arg", { line: 4 })], above(comment)).findings).toHaveLength(1);
  });

  test("without a reason does not count, and says so", () => {
    const { findings, problems } = run([both], above("# watertight ignore=secret-in-arg"));
    expect(findings).toHaveLength(2);
    expect(problems).toMatchObject([
      { file: "app/Dockerfile", line: 2, message: expect.stringContaining("no reason") },
    ]);
  });

  test("of an unknown rule says which is nearest", () => {
    const { problems } = run([both], above("# watertight ignore=secret-in-args -- a sandbox token"));
    expect(problems).toMatchObject([
      {
        line: 2,
        message: expect.stringContaining("secret-in-args"),
        help: expect.stringMatching(/secret-in-arg\./),
      },
    ]);
  });

  test("stands above the line of an ignore file", () => {
    const gap = rule("ignore-gap", { file: "/home/app/.dockerignore", line: 2 });
    expect(
      run([gap], plain, "# watertight ignore=ignore-gap -- api is not built here\n.env\n").findings,
    ).toEqual([]);
    expect(run([gap], plain, "node_modules\n.env\n").findings).toHaveLength(1);
  });
});

describe("BuildKit's own skip of its name check (build-semantics 11.2)", () => {
  const named = rule("secret-in-arg", { line: 3 });
  const certain = rule("secret-in-env", { line: 3, confidence: "high" });

  test.each([
    ["above the instruction", "FROM node:22\n# check=skip=SecretsUsedInArgOrEnv a sandbox\nARG NPM_TOKEN\n"],
    [
      "in the first directives",
      "# check=skip=StageNameCasing,SecretsUsedInArgOrEnv;error=true\nFROM node:22\nARG NPM_TOKEN\n",
    ],
    ["with all others", "# check=skip=all\nFROM node:22\nARG NPM_TOKEN\n"],
  ])("%s silences what is found by name", (_, dockerfile) => {
    const { findings, suppressed } = run([named, certain], dockerfile);
    expect(findings.map(({ rule }) => rule)).toEqual(["secret-in-env"]);
    expect(suppressed.map(({ suppression }) => suppression.reason)).toEqual([
      expect.stringContaining("SecretsUsedInArgOrEnv"),
    ]);
  });

  test("of another check silences nothing (build-semantics 11.3)", () => {
    expect(run([named], "# check=skip=StageNameCasing\nFROM node:22\nARG NPM_TOKEN\n").findings).toHaveLength(
      1,
    );
  });
});
