import type { Inspection } from "../../src/report";
import { jsonInspection, jsonReport, textInspection } from "../../src/reporters";
import { finding, report } from "./reports";

test("the JSON of a lint run has the form of the contract", () => {
  const found = finding({
    related: [{ path: "/app/.env", message: "env-file" }],
    fix: {
      title: "t",
      safety: "safe",
      advice: [],
      edits: [{ file: "Dockerfile", range: finding().range, text: "" }],
      commands: ["c"],
    },
  });
  const problems = [{ file: "other", line: 3, message: "m", help: "h" }];
  const text = jsonReport(report("FROM a\nENV API_KEY=x\n", [found], { problems }), "1.2.3");
  expect(text.endsWith("}\n")).toBe(true);
  expect(JSON.parse(text)).toEqual({
    schemaVersion: 1,
    tool: { name: "watertight", version: "1.2.3" },
    builds: [{ dockerfile: "Dockerfile", context: ".", ignoreFile: null, target: "0" }],
    findings: [JSON.parse(JSON.stringify(found))],
    problems,
  });
});

const inspection: Inspection = {
  schemaVersion: 1,
  builds: [
    {
      dockerfile: "Dockerfile",
      context: ".",
      ignoreFile: ".dockerignore",
      target: "runtime",
      image: {
        layers: [
          {
            line: 3,
            instruction: "COPY",
            stage: "runtime",
            secrets: [{ path: "/app/.env", kind: "env-file", name: ".env", hiddenByLine: 4 }],
          },
          { line: 4, instruction: "RUN", stage: "runtime", secrets: [] },
        ],
        env: [{ name: "API_KEY", line: 5, secret: { kind: "literal", name: "API_KEY" } }],
        labels: [],
        commands: [],
        history: [
          { line: 2, text: "ARG NPM_TOKEN=<NPM_TOKEN>", secrets: [{ kind: "npm-token", name: "NPM_TOKEN" }] },
          { line: 4, text: `RUN a\n${"b ".repeat(100)}`, secrets: [] },
        ],
      },
    },
  ],
  problems: [],
};

test("an inspection as JSON is the inspection", () => {
  expect(JSON.parse(jsonInspection(inspection))).toEqual(inspection);
});

test("an inspection as text", () => {
  expect(textInspection(inspection, { colour: false, columns: 60 })).toBe(
    `\
Dockerfile
  context ., ignore file .dockerignore, target runtime
  2 layers
    3  COPY  runtime
         /app/.env  env-file .env  hidden by line 4, not removed
    4  RUN  runtime
  env
    5  API_KEY  literal API_KEY
  labels clean
  commands clean
  history
    2  ARG NPM_TOKEN=<NPM_TOKEN>
         npm-token NPM_TOKEN
    4  RUN a␊b b b b b b b b b b b b b b b b b b b b b b b …
`,
  );
});
