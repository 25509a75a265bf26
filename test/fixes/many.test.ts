import { memory } from "../../src/files/memory";
import { applyFixes, lint } from "../../src/index";
import { cpuSeconds, PATIENCE } from "../patience";

const many = (count: number, line: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => line(index)).join("");
const value = (index: number) => ["q9Zk", (index * 7919 + 100_000).toString(36), "Lm2Xv8"].join("");

const report = (dockerfile: string) =>
  lint({ directory: "/p", files: memory({ "/p/Dockerfile": dockerfile }) });

test.each<[string, number, string]>([
  ["400 variables", 400, `FROM a\n${many(400, (index) => `ENV API_KEY_${index}=${value(index)}\n`)}`],
  ["one variable 400 times", 400, `FROM a\n${many(400, () => `ENV API_KEY=${value(1)}\n`)}`],
  [
    "150 stages, one on another",
    150,
    many(
      150,
      (index) =>
        `FROM ${index === 0 ? "a" : `s${index - 1}`} AS s${index}\nARG API_TOKEN\nRUN echo $API_TOKEN > /t${index}\n`,
    ),
  ],
  [
    "500 stages, one on another",
    1000,
    many(
      500,
      (index) =>
        `FROM ${index === 0 ? "a" : `s${index - 1}`} AS s${index}\nARG API_TOKEN\nENV API_KEY${index}=${value(index)}\nRUN echo $API_TOKEN > /t${index}\n`,
    ),
  ],
  [
    "500 stages that hand one file on",
    1,
    many(500, (index) =>
      index === 0
        ? "FROM a AS s0\nARG NPM_TOKEN\nRUN echo $NPM_TOKEN > /.npmrc\n"
        : `FROM a AS s${index}\nCOPY --from=s${index - 1} /.npmrc /.npmrc\n`,
    ),
  ],
  ["5,000 variables", 5000, `FROM a\n${many(5000, (index) => `ENV API_KEY_${index}=${value(index)}\n`)}`],
  [
    "200 files that are written and removed",
    200,
    `FROM a\nARG API_TOKEN\n${many(200, (index) => `RUN echo $API_TOKEN > /f${index}\nWORKDIR /w${index}\nRUN rm /f${index}\n`)}`,
  ],
])("%s: each is found, and the work for fixes is bounded", (_, least, dockerfile) => {
  let found = 0;
  const seconds = cpuSeconds(() => {
    const { findings } = report(dockerfile);
    found = findings.length;
    for (const { fix } of findings) expect(fix?.title).toBeTruthy();
  });
  expect(found).toBeGreaterThanOrEqual(least);
  expect(seconds).toBeLessThan(PATIENCE);
});

test("what one run leaves, the next ones fix", () => {
  let dockerfile = `FROM a\n${many(90, (index) => `ENV API_KEY_${index}=${value(index)}\n`)}`;
  const left: number[] = [];
  for (let run = 0; run < 5 && left.at(-1) !== 0; run++) {
    dockerfile = applyFixes(report(dockerfile), { unsafe: true }).files[0]?.after ?? dockerfile;
    left.push(report(dockerfile).findings.length);
  }
  expect(left.length).toBeGreaterThan(1);
  expect(left.at(-1)).toBe(0);
});

test("a finding whose fix was not worked out says so, and one whose fix was does not", () => {
  const fixes = report(`FROM a\n${many(90, (index) => `ENV API_KEY_${index}=${value(index)}\n`)}`).findings;
  for (const { fix } of fixes)
    expect(fix?.advice.some((line) => line.includes("were not worked out"))).toBe(fix?.edits.length === 0);
  expect(new Set(fixes.map(({ fix }) => fix?.edits.length === 0))).toEqual(new Set([true, false]));
});
