import { inspect, lint } from "../../src/lint";
import { buildOptions, type Files } from "./table";

const ENV = "DB_PASSWORD=Zk3Qw8Rt5Yv1Xb7Nc9\n";
const NPMRC = "//registry.npmjs.org/:_authToken=Zk3Qw8Rt5Yv1Xb7Nc9Ad4Fh6\n";

/** The way to each place in the image where a secret rests: the place, and a line a step. */
function ways(lines: readonly string[], files: Files = {}): Record<string, readonly string[]> {
  const { builds } = inspect(buildOptions({ Dockerfile: `${lines.join("\n")}\n`, ...files }));
  const places = builds[0]!.image.journeys.flatMap((journey) => journey.places);
  return Object.fromEntries(
    places
      .filter(({ rests }) => rests === "image")
      .map(({ where, path, line, steps }) => [
        `${where} ${path ?? ""}:${line}`,
        steps.map((step) => `${step.file.replace("context/", "")}:${step.line} ${step.message}`),
      ]),
  );
}

const declared = (line: number, name = "API_TOKEN") =>
  `Dockerfile:${line} build arg ${name} is declared here; its value comes with --build-arg`;

test("declared: as a build arg, as a literal, in a file of the context, as a secret mount, in a command", () => {
  expect(ways(["FROM alpine", "ARG API_TOKEN"])).toEqual({ "history :2": [declared(2)] });
  expect(ways(["FROM alpine", "ENV API_TOKEN=Zk3Qw8Rt5Yv1Xb7Nc9"])["env API_TOKEN:2"]?.[0]).toBe(
    "Dockerfile:2 API_TOKEN is written here as a literal",
  );
  expect(ways(["FROM alpine", "COPY .env /"], { ".env": ENV })["layer /.env:2"]?.[0]).toBe(
    ".env:1 .env is in the build context and holds DB_PASSWORD",
  );
  expect(
    ways(["FROM alpine", "RUN --mount=type=secret,id=npm cp /run/secrets/npm /f"])["layer /f:2"]?.[0],
  ).toBe("Dockerfile:2 secret npm is mounted for this RUN");
});

test("expanded: from a build arg into another, into the environment, into a label", () => {
  const way = ways(["FROM alpine", "ARG API_TOKEN", "ARG B=x-$API_TOKEN", "ENV C=$B", "LABEL d=$C"]);
  const taken = [declared(2), "Dockerfile:3 build arg B takes it in"];
  const set = [...taken, "Dockerfile:4 C is set in the image's environment"];
  expect(way).toEqual({
    "history :2": [declared(2)],
    "history :3": taken,
    "env C:4": set,
    "history :4": set,
    "label d:5": [...set, "Dockerfile:5 label d is set"],
    "history :5": [...set, "Dockerfile:5 label d is set"],
  });
});

test("expanded: a default above the first FROM into another, and into a heredoc", () => {
  const lines = [
    "ARG A_TOKEN=Zk3Qw8Rt5Yv1Xb7Nc9",
    "ARG B=$A_TOKEN",
    "FROM alpine",
    "ARG B",
    "COPY <<E /f",
    "$B",
    "E",
  ];
  expect(ways(lines)["layer /f:5"]).toEqual([
    "Dockerfile:1 A_TOKEN is written here as a literal",
    "Dockerfile:2 build arg B takes it in",
    "Dockerfile:5 written to /f by COPY",
  ]);
});

test("written: by the shell, through its variables, by a tool", () => {
  const way = ways([
    "FROM alpine",
    "ARG API_TOKEN",
    'RUN x="$API_TOKEN" && \\',
    '  echo "t=$x" > /a',
    "RUN npm config set //r.test/:_authToken $API_TOKEN",
  ]);
  expect(way["layer /a:3"]).toEqual([declared(2), "Dockerfile:4 written to /a by echo"]);
  expect(way["layer /root/.npmrc:5"]).toEqual([
    declared(2),
    "Dockerfile:5 written to /root/.npmrc by npm config set",
  ]);
});

test("copied: from the context, then from file to file", () => {
  const way = ways(["FROM alpine", "COPY .env /app/", "RUN cp /app/.env /b"], { ".env": ENV });
  const taken = [
    ".env:1 .env is in the build context and holds DB_PASSWORD",
    "Dockerfile:2 copied to /app/.env by COPY from the build context",
  ];
  expect(way).toEqual({
    "layer /app/.env:2": taken,
    "layer /b:3": [...taken, "Dockerfile:3 copied to /b by cp"],
  });
});

test("moved: in the RUN that wrote it, and in a later one, where the first layer keeps it", () => {
  const written = [declared(2), "Dockerfile:3 written to /a by echo", "Dockerfile:3 moved to /b by mv"];
  expect(
    ways(["FROM alpine", "ARG API_TOKEN", "RUN echo $API_TOKEN > /a && mv /a /b", "RUN mv /b /c"]),
  ).toMatchObject({
    "layer /b:3": written,
    "layer /c:4": [...written, "Dockerfile:4 moved to /c by mv"],
  });
});

test("carried over: by COPY --from, by a mount of a stage, through two stages", () => {
  const way = ways(
    [
      "FROM alpine AS one",
      "COPY .npmrc /a/",
      "FROM alpine AS two",
      "COPY --from=one /a /b",
      "FROM alpine",
      "COPY --from=two /b/.npmrc /c",
      "RUN --mount=from=one,target=/m cp /m/a/.npmrc /d",
    ],
    { ".npmrc": NPMRC },
  );
  const first = [
    ".npmrc:1 .npmrc is in the build context and holds //registry.npmjs.org/:_authToken",
    "Dockerfile:2 copied to /a/.npmrc by COPY from the build context",
  ];
  expect(way).toEqual({
    "layer /c:6": [
      ...first,
      "Dockerfile:4 carried from stage one to /b/.npmrc by COPY --from",
      "Dockerfile:6 carried from stage two to /c by COPY --from",
    ],
    "layer /d:7": [...first, "Dockerfile:7 copied to /d by cp"],
  });
});

describe("hidden: the last step of the finding that tells it", () => {
  const last = (...lines: readonly string[]) => {
    const files = { Dockerfile: `FROM alpine\nCOPY .env /app/\n${lines.join("\n")}\n`, ".env": ENV };
    const { findings } = lint(buildOptions(files));
    return findings
      .filter(({ rule }) => rule === "deleted-secret")
      .map(({ trace }) =>
        trace.map(
          ({ file, range, message }) => `${file.replace("context/", "")}:${range.start.line} ${message}`,
        ),
      );
  };
  const before = [
    ".env:1 .env is in the build context and holds DB_PASSWORD",
    "Dockerfile:2 copied to /app/.env by COPY from the build context",
  ];

  test.each([
    ["deleted", ["RUN rm /app/.env"], "Dockerfile:3 /app/.env is deleted here by rm: hidden, not removed"],
    [
      "deleted with its directory",
      ["RUN true && \\", "  rm -rf /app"],
      "Dockerfile:4 /app/.env is deleted here by rm: hidden, not removed",
    ],
    [
      "overwritten by a RUN",
      ["RUN echo PORT=80 > /app/.env"],
      "Dockerfile:3 /app/.env is overwritten here by echo: hidden, not removed",
    ],
    [
      "overwritten by a heredoc",
      ["COPY <<E /app/.env", "PORT=80", "E"],
      "Dockerfile:3 /app/.env is overwritten here: hidden, not removed",
    ],
    [
      "moved to where it is deleted",
      ["RUN mv /app/.env /x && rm /x"],
      "Dockerfile:3 /app/.env is moved away here by mv: hidden, not removed",
    ],
  ])("%s", (_, lines, step) => expect(last(...lines)).toEqual([[...before, step]]));
});
