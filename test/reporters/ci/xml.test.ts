import { XMLParser, XMLValidator } from "fast-xml-parser";
import type { Report } from "../../../src/report";
import { linted, made, printed, projects } from "./projects";

const reader = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: "",
  trimValues: false,
  isArray: (name) => ["testsuite", "testcase", "file", "error"].includes(name),
});

type Element = Readonly<Record<string, unknown>>;
const list = (value: unknown): readonly Element[] => (value ?? []) as readonly Element[];

describe.each(["junit", "checkstyle"] as const)("%s", (format) => {
  test.each(projects)("%s is well-formed", (_, report) => {
    const text = printed(format, report);
    expect(XMLValidator.validate(text)).toBe(true);
    // What XML 1.0 leaves out of its characters, which the reader lets pass.
    expect(
      [...text].filter(
        (character) =>
          (character < " " && character !== "\n") || (character > "\ufffd" && character.length === 1),
      ),
    ).toEqual([]);
  });
});

describe("checkstyle", () => {
  const files = (report: Report) => {
    const { checkstyle } = reader.parse(printed("checkstyle", report)) as { checkstyle: Element };
    return list(checkstyle.file);
  };

  test("has each finding and problem under its file, with line, column, severity, message and source", () => {
    const told = files(linted).flatMap(({ name, error }) =>
      list(error).map((each) => `${name} ${each.line}:${each.column} ${each.severity} ${each.source}`),
    );
    const findings = linted.findings.map(({ file, range: { start }, severity, rule }) => {
      return `${file} ${start.line}:${start.column} ${severity === "note" ? "info" : severity} watertight.${rule}`;
    });
    expect(findings.length).toBeGreaterThanOrEqual(2);
    expect(told).toEqual(expect.arrayContaining(findings));
    expect(told).toHaveLength(findings.length + linted.problems.length);
    for (const { error } of files(linted))
      for (const { message } of list(error)) expect(message).toBeTruthy();
  });

  test("gives odd names and messages back", () => {
    const [file] = files(made);
    expect(file!.name).toContain("dir ü/a%0A::error::b,c:d|e`f]]>&<g>\"'");
  });
});

describe("junit", () => {
  const suites = (report: Report) => {
    const { testsuites } = reader.parse(printed("junit", report)) as { testsuites: Element };
    return { root: testsuites, suites: list(testsuites.testsuite) };
  };
  const has = (key: string) => (testcase: Element) => key in testcase;

  test.each(projects)("%s: the counts are those of the elements", (_, report) => {
    const { root, suites: all } = suites(report);
    for (const key of ["failure", "error", "skipped"] as const) {
      const name = key === "failure" ? "failures" : key === "error" ? "errors" : "skipped";
      const counted = all.map(({ testcase }) => list(testcase).filter(has(key)).length);
      expect(all.map((suite) => Number(suite[name]))).toEqual(counted);
      expect(Number(root[name])).toBe(counted.reduce((sum, each) => sum + each, 0));
    }
    expect(all.map(({ tests }) => Number(tests))).toEqual(all.map(({ testcase }) => list(testcase).length));
  });

  test("findings fail, what a comment silences is skipped, what could not be read is an error", () => {
    const { root } = suites(linted);
    const failures = linted.findings.filter(({ severity }) => severity !== "note").length;
    expect(failures).toBeGreaterThanOrEqual(2);
    expect(root).toMatchObject({ failures: `${failures}`, skipped: "1", errors: "1" });
  });

  test("a Dockerfile without findings is a test that passed, notes do not fail", () => {
    const { root, suites: all } = suites({
      ...made,
      findings: made.findings.slice(2),
      suppressed: [],
      problems: [],
    });
    expect(root).toMatchObject({ tests: "1", failures: "0" });
    expect(list(all[0]!.testcase)).toEqual([{ classname: "Dockerfile", name: "no secret ships", time: "0" }]);
  });
});
