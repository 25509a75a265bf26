import { stripVTControlCharacters } from "node:util";
import { textReport } from "../../src/reporters";
import { CANARY, finding, ofSeverity, report, silenced } from "./reports";

const PLAIN = { colour: false, columns: 80, verbose: false, quiet: false };
const DOCKERFILE = `FROM alpine\nENV API_KEY=${CANARY}\nCOPY . .\n`;

const full = finding({
  confidence: "medium",
  message:
    "ENV API_KEY puts a secret into the image's environment and history, readable by everybody who pulls the image",
  range: { start: { line: 2, column: 5 }, end: { line: 2, column: 13 + CANARY.length } },
  trace: [
    {
      file: "Dockerfile",
      range: { start: { line: 2, column: 5 }, end: { line: 2, column: 12 } },
      message: "set here",
    },
  ],
  related: [{ path: "/app/.env", message: "env-file from .env" }],
  fix: {
    title: "Remove API_KEY from the image and give it to the container when it runs",
    safety: "unsafe",
    advice: ["RUN --mount=type=secret,id=api_key,env=API_KEY <the command that needs it and is rather long>"],
    edits: [],
    commands: [
      "docker build --secret id=api_key,env=API_KEY .",
      "Rotate the credential if an image with it was ever pushed: every copy of the layer and the history keeps it.",
    ],
  },
});

test("a finding with all its parts, at 80 columns", () => {
  expect(textReport(report(DOCKERFILE, [full]), PLAIN)).toBe(
    `\
Dockerfile:2:5 error secret-in-env (medium confidence)
  ENV API_KEY puts a secret into the image's environment and history, readable
  by everybody who pulls the image
    2 | ENV API_KEY=<API_KEY>
      |     ^^^^^^^^^^^^^^^^^
  where  ships in the image: environment API_KEY (line 2, stage 0)
  trace  line 2: set here
  also   /app/.env: env-file from .env
  fix    Remove API_KEY from the image and give it to the container when it runs
           RUN --mount=type=secret,id=api_key,env=API_KEY <the command that needs it and is rather long>
         docker build --secret id=api_key,env=API_KEY .

Rotate the credential if an image with it was ever pushed: every copy of the
layer and the history keeps it.

1 build checked: 1 error
`,
  );
});

test("colour changes nothing but the colour", () => {
  const coloured = textReport(report(DOCKERFILE, [full]), { ...PLAIN, colour: true });
  expect(coloured).toContain("\u001b[31m");
  expect(stripVTControlCharacters(coloured)).toBe(textReport(report(DOCKERFILE, [full]), PLAIN));
});

test("quiet is one line a finding, and nothing where there is none", () => {
  const quiet = { ...PLAIN, quiet: true };
  expect(textReport(report(DOCKERFILE, [finding(), ofSeverity("note")]), quiet)).toBe(
    "Dockerfile:2:5: error: ENV API_KEY puts a secret into the image [secret-in-env]\n",
  );
  expect(textReport(report(DOCKERFILE, []), quiet)).toBe("");
});

describe("many findings", () => {
  const long = "services/billing-and-invoicing-worker/docker/production/images/Dockerfile";
  const many = [full, finding({ ...full, range: ofSeverity("error").range }), finding({ file: long })];
  const text = textReport(report(DOCKERFILE, many), PLAIN);

  test("a fix that was written out before is named by its finding", () => {
    expect(text.match(/docker build --secret/g)).toHaveLength(1);
    expect(text).toContain("  fix    the same as for Dockerfile:2:5\n");
  });

  test("advice that holds for all is said once, at the end", () => {
    expect(text.match(/Rotate the credential/g)).toHaveLength(1);
    expect(text.indexOf("Rotate")).toBeGreaterThan(text.lastIndexOf("where"));
  });

  test("a long path has a line of its own", () => {
    expect(text).toContain(`\n${long}:2:5\n  error secret-in-env\n`);
  });

  test("the summary counts by file where there are several", () => {
    expect(text).toContain(`3 errors\n  2 errors  Dockerfile\n  1 error   ${long}\n`);
  });
});

test("verbose lists what was silenced, with the reasons", () => {
  const suppressed = [silenced("comment"), silenced("baseline", "It is in the baseline.")];
  const text = textReport(report(DOCKERFILE, [], { suppressed }), { ...PLAIN, verbose: true });
  expect(text).toBe(
    "Dockerfile:2:5 silenced secret-in-env: a sandbox\n" +
      "Dockerfile:2:5 silenced secret-in-env: It is in the baseline.\n\n" +
      "1 build checked: no secret found; 1 silenced by a comment; 1 known from the baseline\n",
  );
});

test("the counts by file end after ten", () => {
  const files = (number: number) =>
    Array.from({ length: number }, (_, index) => finding({ file: `${index}/Dockerfile` }));
  const last = (number: number) =>
    textReport(report("", files(number)), PLAIN)
      .trimEnd()
      .split("\n")
      .slice(-2);
  expect(last(11)).toEqual(["  1 error  9/Dockerfile", "  1 error  10/Dockerfile"]);
  expect(last(40)).toEqual(["  1 error  9/Dockerfile", "  and 30 more files"]);
});

describe("the summary", () => {
  const lastLine = (findings: Parameters<typeof report>[1], verbose: boolean, changes = {}) =>
    textReport(report(DOCKERFILE, findings, changes), { ...PLAIN, verbose })
      .trimEnd()
      .split("\n")
      .at(-1);
  const mixed = [ofSeverity("error"), ofSeverity("error"), ofSeverity("warning"), ofSeverity("note")];

  test("counts", () => {
    expect(lastLine(mixed, false)).toBe(
      "1 build checked: 2 errors and 1 warning; 1 note, shown with --verbose",
    );
    expect(lastLine(mixed, true)).toBe("1 build checked: 2 errors, 1 warning and 1 note");
  });

  test("says what is left out", () => {
    const problems = [{ file: "x", message: "y" }];
    expect(lastLine([], false, { suppressed: [silenced("comment"), silenced("comment")], problems })).toBe(
      "1 build checked: no secret found; 2 silenced by a comment; 1 problem on the way",
    );
    expect(lastLine([], false, { builds: [], problems })).toBe(
      "0 builds checked: nothing checked; 1 problem on the way",
    );
  });

  test("notes are listed with verbose alone", () => {
    const note = [ofSeverity("note")];
    expect(textReport(report(DOCKERFILE, note), PLAIN)).not.toContain("secret-in-env");
    expect(textReport(report(DOCKERFILE, note), { ...PLAIN, verbose: true })).toContain("note secret-in-env");
  });
});

describe("where a secret rests", () => {
  const where = (changes: Parameters<typeof finding>[0]) =>
    /where {2}(.*)/.exec(
      textReport(report(DOCKERFILE, [finding(changes)]), { ...PLAIN, columns: 200, verbose: true }),
    )?.[1];

  test.each([
    [
      { place: { where: "layer", path: "/app/.env", stage: "runtime", line: 3, hiddenByLine: 4 } },
      "ships in the image: layer file /app/.env (line 3, stage runtime); line 4 hides it there and does not remove it",
    ],
    [
      { severity: "warning", place: { where: "history", stage: "0", line: 3 } },
      "may ship in the image: history (line 3, stage 0)",
    ],
    [
      { severity: "note", place: { where: "layer", path: "/k", stage: "build", line: 3 } },
      "may ship in the image: layer file /k (line 3, stage build)",
    ],
    [
      { severity: "note", place: { where: "cache", stage: "0", line: 3 } },
      "beside the image: the build cache that is exported with it",
    ],
  ] as const)("%#", (changes, expected) => {
    expect(where(changes)).toBe(expected);
  });
});
