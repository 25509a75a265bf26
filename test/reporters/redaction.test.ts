import { memory } from "../../src/files/memory";
import { inspect, lint } from "../../src/lint";
import type { Report } from "../../src/report";
import { jsonReport, problemLines, textReport } from "../../src/reporters";
import { redactor } from "../../src/reporters/redact";
import { SourceText } from "../../src/text/source";
import { CANARY, finding, report } from "./reports";

const everywhere = finding({
  message: `say ${CANARY}`,
  file: "Dockerfile",
  secret: { kind: "literal", name: CANARY },
  place: { where: "layer", path: `/${CANARY}`, stage: CANARY, line: 2 },
  trace: [{ file: `${CANARY}.env`, range: finding().range, message: `then ${CANARY}` }],
  related: [{ file: CANARY, message: CANARY }],
  fix: { title: CANARY, safety: "unsafe", advice: [`RUN ${CANARY}`], edits: [], commands: [CANARY] },
});

const outputs = (tested: Report): string[] => [
  ...[true, false].flatMap((colour) =>
    [true, false].map((quiet) => textReport(tested, { colour, quiet, columns: 80, verbose: true })),
  ),
  jsonReport(tested, "1"),
  problemLines([{ file: CANARY, message: CANARY, help: CANARY }], tested),
];

test("no reporter prints a redacted value, wherever the report holds it", () => {
  for (const output of outputs(report(`FROM a\nENV API_KEY=${CANARY}\n`, [everywhere]))) {
    expect(output).toContain("API_KEY");
    expect(output).not.toContain(CANARY);
  }
});

test("a second occurrence that the report does not name is hidden too", () => {
  const text = `FROM a\nENV API_KEY=${CANARY} COPY_OF_IT=x${CANARY}y\n`;
  const whole = report(text, [finding()]);
  const [first] = whole.redactions.get("Dockerfile")!;
  const shown = textReport(
    { ...whole, redactions: new Map([["Dockerfile", [first!]]]) },
    {
      colour: false,
      columns: 80,
      verbose: false,
      quiet: false,
    },
  );
  expect(shown).toContain("COPY_OF_IT=x<API_KEY>y");
  expect(shown).not.toContain(CANARY);
});

test("a plain word is hidden where it stands as a password, and not in sentences", () => {
  const text = "FROM a\nENV DB_PASSWORD=password\n";
  const start = text.indexOf("=password") + 1;
  const shown = textReport(
    report(text, [finding({ message: "sets a default password" })], {
      redactions: new Map([["Dockerfile", [{ start, end: start + 8, name: "DB_PASSWORD" }]]]),
    }),
    { colour: false, columns: 80, verbose: false, quiet: false },
  );
  expect(shown).toContain("ENV DB_PASSWORD=<DB_PASSWORD>\n");
  expect(shown).toContain("sets a default password");
});

test("overlapping and unsorted spans hide all that either of them covers", () => {
  const source = new SourceText("f", "0123456789");
  const spans = [
    { start: 4, end: 8, name: "B" },
    { start: 2, end: 6, name: "A" },
    { start: 3, end: 3, name: "EMPTY" },
  ];
  expect(
    redactor({ sources: new Map([["f", source]]), redactions: new Map([["f", spans]]) }).spans("f"),
  ).toEqual([{ start: 2, end: 8, name: "A" }]);
});

test("twenty thousand secrets and as many messages take no time to speak of", () => {
  const secrets = Array.from({ length: 20_000 }, (_, index) => `Secret-${index}-${"z9".repeat(10)}`);
  const text = secrets.join("\n");
  let at = 0;
  const spans = secrets.map((secret, index) => {
    const start = at;
    at += secret.length + 1;
    return { start, end: start + secret.length, name: `S${index}` };
  });
  const { hide } = redactor({
    sources: new Map([["f", new SourceText("f", text)]]),
    redactions: new Map([["f", spans]]),
  });
  expect(hide(`a ${secrets[7]} b`)).toBe("a <S7> b");
  for (const secret of secrets) expect(hide(secret).startsWith("<S")).toBe(true);
});

test("names, paths and lines cannot act on a terminal", () => {
  const hostile = "a\u001b]0;title\u0007\u009b31m\u202eb\r\nc";
  const tested = report(`FROM a\nENV X=${hostile}\n`, [
    finding({ file: "Dockerfile", message: hostile, related: [{ path: hostile, message: hostile }] }),
  ]);
  const controls = /(?!\n)\p{Cc}|[\u202a-\u202e]/u;
  for (const output of [
    textReport(tested, { colour: false, columns: 80, verbose: true, quiet: false }),
    textReport(tested, { colour: false, columns: 80, verbose: true, quiet: true }),
    jsonReport(tested, "1"),
    problemLines([{ file: hostile, message: hostile }]),
  ]) {
    expect(output).not.toMatch(controls);
  }
  expect(JSON.parse(jsonReport(tested, "1")).findings[0].message).toBe(hostile);
});

test.each([
  ["a", "b"],
  ["b", "a"],
])("what the build %s finds in a file is hidden, whatever the build %s finds there", (leaking, other) => {
  const files = memory({
    "/p/compose.yaml": `services:
  ${leaking}: { build: { context: ./${leaking}, args: { DB_PASSWORD: ${CANARY} } } }
  ${other}: { build: { context: ./${other}, args: { VERSION: 1 } } }
`,
    [`/p/${leaking}/Dockerfile`]: "FROM alpine\nARG DB_PASSWORD\nRUN ./migrate\n",
    [`/p/${other}/Dockerfile`]: "FROM alpine\nARG VERSION\n",
  });
  const found = lint({ directory: "/p", files });
  expect(found.findings.map(({ file }) => file)).toContain("compose.yaml");
  for (const output of outputs(found)) expect(output).not.toContain(CANARY);
});

test("a Dockerfile inside of a compose file is shown by its own lines", () => {
  const text = `services:
  web:
    build:
      dockerfile_inline: |
        FROM alpine
        ENV API_KEY=${CANARY}
        RUN echo "$API_KEY" > /kept
`;
  const { builds } = inspect({ directory: "/p", files: memory({ "/p/compose.yaml": text }) });
  expect(builds[0]?.image.stages.map(({ from }) => from)).toEqual(["FROM alpine"]);
  expect(builds[0]?.image.history.map(({ written }) => written)).toEqual([
    "ENV API_KEY=<API_KEY>",
    'RUN echo "$API_KEY" > /kept',
  ]);
});
