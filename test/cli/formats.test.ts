import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Log } from "sarif";
import { CANARY, project, run } from "./project";

const LEAK = `FROM alpine\nENV API_KEY=${CANARY}\n`;

test("several reports of one run, each in its file, and one on standard output", () => {
  const where = project({ Dockerfile: LEAK });
  const formats = ["sarif=new/folder/out.sarif", "junit=junit.xml", "text=report.txt", "github"];
  const { code, stdout, stderr } = run(
    where,
    formats.flatMap((format) => ["--format", format]),
    {
      isTerminal: () => true,
    },
  );
  expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
  expect(stdout).toMatch(/^::error file=Dockerfile,line=2,/);
  const read = (name: string) => readFileSync(join(where, name), "utf8");
  expect(read("report.txt")).toBe(run(where, []).stdout);
  expect(read("junit.xml")).toContain("<failure ");
  const log = JSON.parse(read("new/folder/out.sarif")) as Log;
  // The pages of the rules come along.
  expect(log.runs[0]!.tool.driver.rules![0]!.help!.markdown).toMatch(/^# [a-z-]+\n/);
  for (const name of ["new/folder/out.sarif", "junit.xml", "report.txt"])
    expect(read(name)).not.toContain(CANARY);
});

test("on GitHub the job's page gets a summary, added to what other steps wrote", () => {
  const where = project({ Dockerfile: LEAK, "summary.md": "# Before\n" });
  const environment = { GITHUB_STEP_SUMMARY: join(where, "summary.md") };
  run(where, ["--format", "text"], { environment });
  expect(readFileSync(environment.GITHUB_STEP_SUMMARY, "utf8")).toBe("# Before\n");
  run(where, ["--format", "github"], { environment });
  expect(readFileSync(environment.GITHUB_STEP_SUMMARY, "utf8")).toMatch(
    /^# Before\n## Watertight: 1 error\n/,
  );
  const { code, stderr } = run(where, ["--format", "github"], {
    environment: { GITHUB_STEP_SUMMARY: join(where, "no/such/folder") },
  });
  expect({ code, stderr }).toEqual({ code: 1, stderr: "watertight: the job summary cannot be written\n" });
});

test("what is wrong with a comment is told and fails nothing", () => {
  const where = project({
    Dockerfile: "FROM alpine\n# watertight ignore=secret-in-env -- long gone\nENV PORT=80\n",
  });
  expect(run(where, [])).toEqual({
    code: 0,
    stdout: "1 build checked: no secret found\n",
    stderr: "Dockerfile:2: This comment silences nothing of secret-in-env. Remove it.\n",
  });
});

test("a comment expires by the day of the run", () => {
  const comment = "# watertight ignore=secret-in-env until=2026-11-24 -- a sandbox";
  const where = project({ Dockerfile: `FROM alpine\n${comment}\nENV API_KEY=${CANARY}\n` });
  expect(run(where, []).code).toBe(0);
  expect(run(where, [], { today: "2026-11-25" })).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("expired after 2026-11-24"),
  });
});

test("--min-confidence leaves out what is less sure, and does not fail on it", () => {
  const where = project({ Dockerfile: "FROM alpine\nARG API_KEY\nRUN echo $API_KEY\n" });
  const confidence = (args: string[]) =>
    (JSON.parse(run(where, ["--format", "json", ...args]).stdout).findings as { confidence: string }[]).map(
      (finding) => finding.confidence,
    );
  expect(confidence([])).toEqual(["medium"]);
  expect(confidence(["--min-confidence", "medium"])).toEqual(["medium"]);
  expect(confidence(["--min-confidence", "high"])).toEqual([]);
  expect(run(where, ["--min-confidence", "high"]).code).toBe(0);
});
