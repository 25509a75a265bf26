import { memory } from "../../src/files/memory";
import { judgeWith } from "../../src/secrets";
import { openBuild } from "../../src/subject";
import { cpuSeconds, PATIENCE } from "../patience";

const value = ["plainly", "Fake", "4711", "Value"].join("-");
const many = (count: number, line: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => line(index));
const dyed = Object.fromEntries(
  many(10_000, (index) => `d${index % 1000}/e${index}/.env`).map((path) => [path, `DB_PASSWORD=${value}`]),
);

/** How many dyed files the layers of the image hold. */
function filesOf(lines: readonly string[], files: Readonly<Record<string, string>> = {}): number {
  const context = Object.entries(files).map(([path, text]) => [`/context/${path}`, text] as const);
  const disk = memory({ ...Object.fromEntries(context), "/context/Dockerfile": `${lines.join("\n")}\n` });
  const build = { dockerfile: "/context/Dockerfile", context: "/context", buildArgs: {} };
  const opened = openBuild(build, disk, judgeWith({}));
  if (!("subject" in opened)) return -1;
  return opened.subject.image.layers.reduce((count, layer) => count + layer.files.length, 0);
}

test.each<[string, number, readonly string[], Readonly<Record<string, string>>?]>([
  [
    "500 stages that copy from one another",
    1,
    many(500, (index) =>
      index === 0
        ? `FROM a AS s0\nRUN echo "API_KEY=${value}" > /.env`
        : `FROM a AS s${index}\nCOPY --from=s${index - 1} /.env /.env`,
    ),
  ],
  [
    "a chain of 500 stages",
    500,
    many(
      500,
      (index) =>
        `FROM ${index === 0 ? "a" : `s${index - 1}`} AS s${index}\nENV API_KEY${index}=${value}\nRUN echo "$API_KEY${index}" > /x${index}`,
    ),
  ],
  [
    "10,000 instructions",
    5000,
    [
      "FROM a",
      "ARG API_KEY",
      ...many(10_000, (index) => (index % 2 === 0 ? `ENV A${index}=x` : `RUN echo $API_KEY > /f${index}`)),
    ],
  ],
  [
    "1,000 COPYs of 10,000 files",
    10_000,
    ["FROM a", ...many(1000, (index) => `COPY d${index} /a${index}`)],
    dyed,
  ],
  [
    "1,000 COPYs beside 10,000 files",
    11_000,
    ["FROM a", "COPY . /a", ...many(1000, (index) => `COPY d1/e1/.env /b${index}`)],
    dyed,
  ],
  [
    "1,000 RUNs beside 10,000 files",
    10_000,
    ["FROM a", "COPY . /a", ...many(1000, (index) => `RUN echo ${index} > /b${index}`)],
    dyed,
  ],
])("%s end", (...[, count, lines, files]) => {
  let found = 0;
  expect(
    cpuSeconds(() => {
      found = filesOf(lines, files);
    }),
  ).toBeLessThan(PATIENCE);
  expect(found).toBe(count);
});
