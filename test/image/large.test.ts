import { memory } from "../../src/files/memory";
import type { Image } from "../../src/image/model";
import { lint } from "../../src/lint";
import { judgeWith } from "../../src/secrets";
import { openBuild } from "../../src/subject";
import { cpuSeconds, PATIENCE } from "../patience";

const value = ["plainly", "Fake", "4711", "Value"].join("-");
const many = (count: number, line: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => line(index));
const dyed = Object.fromEntries(
  many(10_000, (index) => `d${index % 1000}/e${index}/.env`).map((path) => [path, `DB_PASSWORD=${value}`]),
);

function imageOf(lines: readonly string[], files: Readonly<Record<string, string>> = {}): Image | undefined {
  const context = Object.entries(files).map(([path, text]) => [`/context/${path}`, text] as const);
  const disk = memory({ ...Object.fromEntries(context), "/context/Dockerfile": `${lines.join("\n")}\n` });
  const build = { dockerfile: "/context/Dockerfile", context: "/context", buildArgs: {} };
  const opened = openBuild(build, disk, judgeWith({}));
  return "subject" in opened ? opened.subject.image : undefined;
}

/** How many dyed files the layers of the image hold. */
const filesOf = (...asked: Parameters<typeof imageOf>): number =>
  imageOf(...asked)?.layers.reduce((count, layer) => count + layer.files.length, 0) ?? -1;

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
    "100 stages that each join what all before them hold",
    1,
    many(100, (index) => {
      const mounts = many(index, (other) => `--mount=type=bind,from=s${other},target=/m${other} `).join("");
      return `FROM a AS s${index}\nARG API_KEY\nRUN ${mounts}cat /m*/f > /f; echo $API_KEY >> /f`;
    }),
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

const literal = (index: number) => ["q9Zk", (index * 7919 + 100_000).toString(36), "Lm2Xv8"].join("");
/** Stages that each write a secret file and take those of the one before. */
const handingOn = (count: number) =>
  many(count, (index) =>
    index === 0
      ? "FROM a AS s0\nRUN mkdir /d"
      : `FROM a AS s${index}\nARG API_TOKEN\nRUN echo $API_TOKEN > /d/f${index}\nCOPY --from=s${index - 1} /d /d`,
  );

describe.each<[string, (count: number) => readonly string[], number, number, string]>([
  [
    "build args in front of RUNs",
    (count) => [
      "FROM a",
      ...many(count, (index) => `ARG API_TOKEN${index}`),
      ...many(count, (index) => `RUN make ${index}`),
    ],
    20,
    1000,
    "The history lists so many build args in front of the RUNs that not all are shown with theirs.",
  ],
  [
    "copies of a Dockerfile with literals",
    (count) => [
      "FROM a",
      ...many(count, (index) => `ENV API_KEY${index}=${literal(index)}\nCOPY . /app${index}`),
    ],
    20,
    1000,
    "The image holds so many copies of this Dockerfile that not all show each of its literals.",
  ],
  [
    "stages that hand on what they were handed",
    handingOn,
    20,
    500,
    "The layers hold so many secret files that no RUN, COPY or ADD is followed from here on.",
  ],
  [
    "RUNs that copy what a cache keeps",
    (count) => [
      "FROM a",
      "ARG API_TOKEN",
      ...many(
        count,
        (index) => `RUN --mount=type=cache,target=/c echo $API_TOKEN > /c/f${index} && cp -r /c /d`,
      ),
    ],
    20,
    1000,
    "The layers hold so many secret files that no RUN, COPY or ADD is followed from here on.",
  ],
  [
    "layers that each hold a file with a line more",
    (count) => [
      "FROM a",
      "ARG API_TOKEN",
      ...many(count, (index) => `RUN npm config set //r${index}/:_authToken $API_TOKEN`),
    ],
    20,
    3000,
    "The layers hold so many secret files that no RUN, COPY or ADD is followed from here on.",
  ],
  [
    "directories that are copied into themselves",
    (count) => [
      "FROM a",
      "ARG API_TOKEN",
      `RUN mkdir d && echo $API_TOKEN > d/f; ${many(count, (index) => `cp -r d d/d${index}`).join("; ")}`,
    ],
    8,
    1500,
    "What this RUN does is followed only in part: it does more than is followed here.",
  ],
  [
    "alternatives of a find",
    (count) => [
      "FROM a",
      "ARG API_TOKEN",
      `RUN echo $API_TOKEN > f; find . ${many(count, () => "-name a -o ").join("")}-delete`,
    ],
    20,
    5000,
    "What this RUN does is followed only in part: a find asks for more than is followed here.",
  ],
])("%s", (_, linesOf, few, more, problem) => {
  test("are all shown where they are few", () => {
    expect(imageOf(linesOf(few))?.problems).toEqual([]);
  });

  test("are bounded where they are many, and that is said once", () => {
    let problems: Image["problems"] = [];
    const work = () => {
      problems = imageOf(linesOf(more))?.problems ?? [];
    };
    expect(cpuSeconds(work)).toBeLessThan(PATIENCE);
    expect(problems.map(({ message }) => message)).toEqual([problem]);
  });
});

const distinct = (count: number) => many(count, (index) => `API_KEY_${index}=${literal(index)}`);

test.each<[string, number, readonly string[]]>([
  [
    "a heredoc of 3,000 secrets that a COPY brings",
    1,
    ["FROM a", "COPY <<E /app/.env", ...distinct(3000), "E"],
  ],
  [
    "a heredoc of 3,000 secrets that a RUN writes",
    1,
    ["FROM a", "RUN cat <<E > /app/.env", ...distinct(3000), "E"],
  ],
  [
    "150 stages that each take a file of all before",
    150,
    many(150, (index) =>
      [
        `FROM a AS s${index}\nARG API_TOKEN\nRUN echo $API_TOKEN > /f${index}`,
        ...many(index, (before) => `COPY --from=s${before} /f${before} /f${before}`),
      ].join("\n"),
    ),
  ],
  [
    "500 stages with ten variables each, one on another",
    0,
    many(
      500,
      (index) =>
        `FROM ${index === 0 ? "a" : `s${index - 1}`} AS s${index}\nENV ${many(10, (each) => `A${index}_${each}=x`).join(" ")}\nRUN make`,
    ),
  ],
])("%s: all of it is known, in time", (_, count, lines) => {
  let image: Image | undefined;
  const seconds = cpuSeconds(() => {
    image = imageOf(lines);
  });
  expect(image?.layers.reduce((sum, layer) => sum + layer.files.length, 0)).toBe(count);
  expect(image?.problems).toEqual([]);
  expect(seconds).toBeLessThan(PATIENCE);
});

test("literals beyond any that a person writes are told as one, and hidden like the others", () => {
  const lines = ["FROM a", "COPY <<E /app/.env", ...distinct(6000), "E"];
  const image = imageOf(lines);
  expect(image?.problems.map(({ message }) => message)).toEqual([
    "This Dockerfile holds more than 5000 literal secrets: those after them are told as one.",
  ]);
  expect(image?.layers.flatMap(({ files }) => files[0]?.dyes ?? [])).toHaveLength(5001);
  const report = lint({
    directory: "/p",
    files: memory({ "/p/Dockerfile": `${lines.join("\n")}\n` }),
    fixes: false,
  });
  expect(report.redactions.get("Dockerfile")).toHaveLength(6000);
});

test("what a RUN shows of build args is whole up to the limit, and their number after it", () => {
  const lines = ["FROM a", ...many(1000, (index) => `ARG A${index}=x`), ...many(1000, () => "RUN make")];
  const shown = imageOf(lines)?.history.filter(({ statement }) => statement.kind === "run") ?? [];
  expect(shown[0]?.text).toContain(" A999=x /bin/sh");
  expect(shown.at(-1)?.text).toBe("RUN |1000 * /bin/sh -c make # buildkit");
});

test.each<[string, string]>([
  ["a RUN writes", "RUN echo $API_TOKEN > PATHf"],
  ["a WORKDIR makes", "WORKDIR PATHw"],
  ["a COPY makes", "COPY . PATHc/"],
])("a path of 30,000 directories that %s", (_, line) => {
  const path = "a/".repeat(30_000);
  expect(cpuSeconds(() => imageOf(["FROM a", "ARG API_TOKEN", line.replace("PATH", path)]))).toBeLessThan(
    PATIENCE,
  );
});
