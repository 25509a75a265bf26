import type { Report } from "../../report";
import { explanation, isFailure } from "./explanation";
import { DECLARATION, element, line } from "./xml";

interface TestCase {
  readonly file: string;
  readonly result: "failure" | "error" | "skipped" | "passed";
  readonly text: string;
}

/**
 * JUnit's XML: a suite for each file, a failed test for each finding that may fail a run, a skipped one for each that a comment
 * or a baseline silences, and one that passed for each Dockerfile without a failure. What could not be read is an error.
 */
export function junit(report: Report): string {
  const tests = testCases(report);
  const files = [...new Set(tests.map(({ file }) => file))];
  const suites = files.map((name) => {
    const own = tests.filter(({ file }) => file === name);
    return element(
      "testsuite",
      { name, ...counts(own) },
      own.map(({ text }) => text),
    );
  });
  return DECLARATION + element("testsuites", { name: "watertight", ...counts(tests) }, suites);
}

function testCases({ builds, findings, problems, suppressed }: Report): TestCase[] {
  const failures = findings.filter(isFailure).map((finding): TestCase => {
    const { file, rule, severity, message, range } = finding;
    const name = `${rule} ${range.start.line}:${range.start.column}`;
    const content = element("failure", { type: severity, message }, explanation(finding).map(line));
    return { file, result: "failure", text: testCase(file, name, [content]) };
  });
  const skipped = suppressed.map(({ file, rule, range, suppression }): TestCase => {
    const name = `${rule} ${range.start.line}:${range.start.column}`;
    const content = element("skipped", { message: suppression.reason });
    return { file, result: "skipped", text: testCase(file, name, [content]) };
  });
  const errors = problems
    .filter(({ severity }) => severity === undefined)
    .map(({ file, message, help }): TestCase => {
      const content = element("error", { type: "problem", message }, help === undefined ? [] : [line(help)]);
      return { file, result: "error", text: testCase(file, "can be read", [content]) };
    });
  const failed = new Set([...failures, ...errors].map(({ file }) => file));
  const passed = [...new Set(builds.map(({ dockerfile }) => dockerfile))]
    .filter((file) => !failed.has(file))
    .map((file): TestCase => ({ file, result: "passed", text: testCase(file, "no secret ships", []) }));
  return [...failures, ...errors, ...skipped, ...passed];
}

const testCase = (file: string, name: string, content: readonly string[]): string =>
  element("testcase", { classname: file, name, time: 0 }, content);

const counts = (tests: readonly TestCase[]) => {
  const of = (wanted: TestCase["result"]) => tests.filter(({ result }) => result === wanted).length;
  return {
    tests: tests.length,
    failures: of("failure"),
    errors: of("error"),
    skipped: of("skipped"),
    time: 0,
  };
};
