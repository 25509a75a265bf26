import Ajv from "ajv";
import { SourceText } from "../../../src/text/source";
import { finding, report } from "../reports";
import { linted, made, printed, projects } from "./projects";

const ajv = new Ajv({ allErrors: true });

describe("rdjson", () => {
  /** reviewdog's `DiagnosticResult`, written after its protocol buffer; JSON's form of that leaves out what is not set. */
  const position = {
    type: "object",
    properties: { line: count(), column: count() },
    additionalProperties: false,
  };
  const range = {
    type: "object",
    properties: { start: position, end: position },
    required: ["start"],
    additionalProperties: false,
  };
  const severity = { enum: ["UNKNOWN_SEVERITY", "ERROR", "WARNING", "INFO"] };
  const text = { type: "string" };
  const source = {
    type: "object",
    properties: { name: text, url: text },
    required: ["name"],
    additionalProperties: false,
  };
  const diagnostic = {
    type: "object",
    properties: {
      message: { type: "string", minLength: 1 },
      location: {
        type: "object",
        properties: { path: text, range },
        required: ["path"],
        additionalProperties: false,
      },
      severity,
      source,
      code: {
        type: "object",
        properties: { value: text, url: text },
        required: ["value"],
        additionalProperties: false,
      },
      suggestions: {
        type: "array",
        items: {
          type: "object",
          properties: { range, text },
          required: ["range", "text"],
          additionalProperties: false,
        },
      },
      original_output: text,
    },
    required: ["message", "location"],
    additionalProperties: false,
  };
  const validate = ajv.compile({
    type: "object",
    properties: { diagnostics: { type: "array", items: diagnostic }, source, severity },
    required: ["diagnostics"],
    additionalProperties: false,
  });

  function count() {
    return { type: "integer", minimum: 1 };
  }

  test.each(projects)("%s is valid", (_, from) => {
    validate(JSON.parse(printed("rdjson", from)));
    expect(validate.errors ?? []).toEqual([]);
  });

  test("columns count the bytes of UTF-8, and an edit of the file itself is a suggestion", () => {
    const text = "FROM alpine\nLABEL é=🔑 API_KEY=x\n";
    const start = text.split("\n")[1]!.indexOf("API_KEY") + 1;
    const range = { start: { line: 2, column: start }, end: { line: 2, column: start + 7 } };
    const edit = { file: "Dockerfile", range, text: "" };
    const fix = { title: "Remove it", safety: "safe" as const, advice: [], edits: [edit], commands: [] };
    const of = (changes: object) => {
      const from = report(text, [finding({ range, fix: { ...fix, ...changes } })]);
      return JSON.parse(printed("rdjson", from)).diagnostics[0];
    };
    // é takes two bytes and one unit, the key four and two.
    const inBytes = { start: { line: 2, column: start + 3 }, end: { line: 2, column: start + 10 } };
    expect(Buffer.from(text.split("\n")[1]!).indexOf("API_KEY") + 1).toBe(inBytes.start.column);
    expect(of({})).toMatchObject({
      message: "ENV API_KEY puts a secret into the image\nFix: Remove it",
      location: { path: "Dockerfile", range: inBytes },
      suggestions: [{ range: inBytes, text: "" }],
    });
    expect(of({ edits: [edit, { ...edit, file: ".dockerignore" }] }).suggestions).toEqual([]);
    expect(new SourceText("", text).lineCount).toBe(3);
  });
});

describe("gitlab", () => {
  const validate = ajv.compile({
    type: "array",
    items: {
      type: "object",
      required: ["description", "check_name", "fingerprint", "severity", "location"],
      properties: {
        description: { type: "string", minLength: 1 },
        check_name: { type: "string" },
        fingerprint: { type: "string", minLength: 1 },
        severity: { enum: ["info", "minor", "major", "critical", "blocker"] },
        location: {
          type: "object",
          required: ["path", "lines"],
          // Its own pages say that a path must not begin with ./
          properties: {
            path: { type: "string", not: { pattern: "^\\./" } },
            lines: {
              type: "object",
              required: ["begin"],
              properties: { begin: { type: "integer", minimum: 1 } },
            },
          },
        },
      },
    },
  });

  test.each(projects)("%s has what GitLab requires, each fingerprint once", (_, from) => {
    const issues = JSON.parse(printed("gitlab", from)) as { fingerprint: string }[];
    validate(issues);
    expect(validate.errors ?? []).toEqual([]);
    expect(issues).toHaveLength(from.findings.length);
    expect(new Set(issues.map(({ fingerprint }) => fingerprint)).size).toBe(issues.length);
  });

  test("a finding of two builds is one issue", () => {
    const [first] = linted.findings;
    expect(JSON.parse(printed("gitlab", { ...linted, findings: [first!, first!] }))).toHaveLength(1);
  });

  test("severities", () => {
    const issues = JSON.parse(printed("gitlab", made)) as { severity: string }[];
    expect(issues.map(({ severity }) => severity)).toEqual(["critical", "major", "info"]);
  });
});
