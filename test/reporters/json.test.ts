import { jsonReport } from "../../src/reporters";
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
