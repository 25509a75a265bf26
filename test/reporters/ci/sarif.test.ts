import { readFileSync } from "node:fs";
import Ajv from "ajv";
import type { Log, Result } from "sarif";
import type { Report } from "../../../src/report";
import { HOSTILE, linted, made, printed, projects } from "./projects";

// The schema of the standard (OASIS, 2.1.0), as Microsoft's matchers for Jest publish it.
const schema = JSON.parse(
  readFileSync(require.resolve("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"), "utf8"),
) as object;
const ajv = new Ajv({ allErrors: true, schemaId: "id", meta: false });
ajv.addMetaSchema(require("ajv/lib/refs/json-schema-draft-04.json") as object);
const validate = ajv.compile(schema);

const runOf = (report: Report) => {
  const log = JSON.parse(printed("sarif", report)) as Log;
  return log.runs[0]!;
};
const of = (results: readonly Result[] | undefined, rule: string) =>
  results!.find(({ ruleId }) => ruleId === rule)!;

test.each(projects)("%s is valid by the schema", (_, report) => {
  validate(JSON.parse(printed("sarif", report)));
  expect(validate.errors ?? []).toEqual([]);
});

test("the schema is one that refuses", () => {
  const log = JSON.parse(printed("sarif", linted)) as Log;
  log.runs[0]!.results![0]!.locations![0]!.physicalLocation!.artifactLocation!.uri = "api server/Dockerfile";
  expect(validate(log)).toBe(false);
  expect(validate({ version: "2.1.0" })).toBe(false);
});

test("a finding has its place, its journey and its fingerprint", () => {
  const run = runOf(linted);
  const result = of(run.results, "deleted-secret");
  const finding = linted.findings.find(({ rule }) => rule === "deleted-secret")!;
  expect(run.columnKind).toBe("utf16CodeUnits");
  expect(run.tool.driver.rules![result.ruleIndex!]!.id).toBe("deleted-secret");
  expect(result.level).toBe("error");
  expect(result.locations![0]!.physicalLocation).toEqual({
    artifactLocation: { uri: "api%20server/Dockerfile" },
    region: { startLine: 7, startColumn: 5, endLine: 7, endColumn: 17 },
  });
  const steps = result.codeFlows![0]!.threadFlows[0]!.locations.map(
    ({ location }) => location!.message!.text,
  );
  expect(steps).toEqual(finding.trace.map(({ message }) => message));
  expect(steps.length).toBeGreaterThanOrEqual(3);
  expect(result.partialFingerprints).toEqual({ "watertight/v1": finding.fingerprint });
});

test("what is silenced is there as suppressed, with its reason, and all results say whether they are", () => {
  const { results } = runOf(linted);
  for (const { suppressions } of results!) expect(suppressions).toBeDefined();
  const silenced = results!.filter(({ suppressions }) => suppressions!.length > 0);
  expect(silenced.map(({ suppressions }) => suppressions)).toEqual([
    [{ kind: "inSource", status: "accepted", justification: "the local default" }],
  ]);
  const kinds = runOf(made).results!.flatMap(({ suppressions }) => suppressions!.map(({ kind }) => kind));
  expect(kinds).toEqual(["inSource", "external", "external"]);
});

test("problems are notifications, and only a real one makes the run a failure", () => {
  const [invocation] = runOf(linted).invocations!;
  expect(invocation!.executionSuccessful).toBe(false);
  expect(invocation!.toolExecutionNotifications!.map(({ level }) => level).sort()).toEqual([
    "error",
    "warning",
  ]);
  const warned = { ...linted, problems: linted.problems.filter(({ severity }) => severity === "warning") };
  expect(warned.problems).toHaveLength(1);
  expect(runOf(warned).invocations![0]!.executionSuccessful).toBe(true);
});

test("edits, related places and odd names keep what they are", () => {
  const [result] = runOf(made).results!;
  const [change] = result!.fixes![0]!.artifactChanges;
  const name = `dir ü/${HOSTILE.replace("\ud800", "\ufffd")}`;
  expect(decodeURIComponent(change!.artifactLocation.uri!)).toBe(name);
  expect(change!.replacements[0]).toMatchObject({
    deletedRegion: { startLine: 2, startColumn: 5, endLine: 2, endColumn: 12 },
    insertedContent: { text: HOSTILE },
  });
  expect(result!.relatedLocations!.map(({ id }) => id)).toEqual([1, 2]);
});

test("each rule has its page as help", () => {
  const page = "# secret-in-env\n\nIt is bad.\n";
  const { ciReport } = require("../../../src/reporters") as typeof import("../../../src/reporters");
  const rules = [{ id: "secret-in-env", summary: "ENV sets a secret.", page }];
  const log = JSON.parse(ciReport("sarif", made, { version: "1.2.3", rules })) as Log;
  expect(log.runs[0]!.tool.driver).toMatchObject({
    semanticVersion: "1.2.3",
    rules: [{ id: "secret-in-env", name: "SecretInEnv", help: { markdown: page } }],
  });
});
