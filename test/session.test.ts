import fc from "fast-check";
import { memory } from "../src/files/memory";
import { lint, overlay, Session } from "../src/index";

/** Texts that a path of the project may have; undefined where it is not there. */
const TEXTS: Readonly<Record<string, readonly (string | undefined)[]>> = {
  "/p/api/Dockerfile": [
    "FROM alpine\nCOPY . /app\n",
    "FROM alpine\nCOPY .env /app/\nRUN rm /app/.env\n",
    "FROM alpine\nCOPY config /app/\n",
  ],
  "/p/api/.dockerignore": [undefined, "**/.env\n", "config\n", "*\n!.env\n"],
  "/p/.dockerignore": [undefined, "**/.env*\n"],
  "/p/api/Dockerfile.dockerignore": [undefined, "config\n"],
  "/p/api/.env": [undefined, "DB_PASSWORD=Zk3Qw8Rt5Yv1\n", "PORT=80\n"],
  "/p/.env": [undefined, "DB_PASSWORD=Zk3Qw8Rt5Yv1\n"],
  "/p/api/config/.npmrc": [
    undefined,
    "//registry.npmjs.org/:_authToken=Zk3Qw8Rt5Yv1Xb7Nc9\n",
    "save-exact=true\n",
  ],
  "/p/compose.yaml": [
    undefined,
    "services:\n  api:\n    build: ./api\n",
    "services:\n  api:\n    build:\n      context: .\n      dockerfile: api/Dockerfile\n",
  ],
};
const PATHS = Object.keys(TEXTS);
const DOCKERFILE = "/p/api/Dockerfile";

const change = fc
  .constantFrom(...PATHS)
  .chain((path) => fc.record({ path: fc.constant(path), text: fc.constantFrom(...TEXTS[path]!) }));

test("a session that is told of changes says what a new one says", () => {
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 12 }), (changes) => {
      const texts = new Map([[DOCKERFILE, TEXTS[DOCKERFILE]![0]!]]);
      const options = {
        directory: "/p",
        files: overlay(memory({ "/p/api/app.js": "0\n", "/p/api/config/a": "" }), texts),
      };
      const kept = new Session(options);
      for (const { path, text } of changes) {
        const entry = texts.has(path) !== (text !== undefined);
        if (text === undefined) texts.delete(path);
        else texts.set(path, text);
        kept.changed(path, entry ? "entry" : "content");
        const { findings, problems, builds, stages } = kept.lint(DOCKERFILE);
        const fresh = new Session(options).lint(DOCKERFILE);
        expect({ findings, problems, builds, stages }).toEqual({
          findings: fresh.findings,
          problems: fresh.problems,
          builds: fresh.builds,
          stages: fresh.stages,
        });
      }
    }),
    { numRuns: 60 },
  );
});

test("what a session has read is not read again, until it is told", () => {
  const read: string[] = [];
  const files = memory({
    [DOCKERFILE]: "FROM alpine\nCOPY . /app\n",
    "/p/api/.env": "DB_PASSWORD=Zk3Qw8Rt5Yv1\n",
  });
  const session = new Session({
    directory: "/p",
    files: {
      ...files,
      list: (path) => {
        read.push(path);
        return files.list(path);
      },
    },
  });
  expect(session.lint(DOCKERFILE).findings.map(({ rule }) => rule)).toContain("context-secret");
  read.length = 0;
  session.changed(DOCKERFILE, "content");
  session.lint(DOCKERFILE);
  expect(read).toEqual([]);
  session.changed("/p/api", "entry");
  session.lint(DOCKERFILE);
  expect(read).toContain("/p/api");
});

test("a Dockerfile that comes later is built as the project describes it", () => {
  const texts = new Map<string, string>();
  const files = overlay(
    memory({ "/p/compose.yaml": TEXTS["/p/compose.yaml"]![2]!, "/p/api/app.js": "" }),
    texts,
  );
  const session = new Session({ directory: "/p", files });
  expect(session.dockerfilesDescribedIn("/p/compose.yaml")).toEqual([]);
  texts.set(DOCKERFILE, "FROM alpine\n");
  session.changed(DOCKERFILE, "entry");
  expect(session.lint(DOCKERFILE).builds.map(({ context }) => context)).toEqual(["."]);
});

test("which Dockerfiles have to do with a file", () => {
  const files = memory({
    [DOCKERFILE]: "FROM alpine\n",
    "/p/web/Dockerfile": "FROM alpine\n",
    "/p/compose.yaml": TEXTS["/p/compose.yaml"]![1]!,
  });
  const session = new Session({ directory: "/p", files });
  expect(session.dockerfilesWith("/p/api/.env")).toEqual([DOCKERFILE]);
  expect(session.dockerfilesWith("/p/web/Dockerfile")).toEqual(["/p/web/Dockerfile"]);
  expect(session.dockerfilesWith("/elsewhere")).toEqual([]);
  expect(session.dockerfilesDescribedIn("/p/compose.yaml")).toEqual([DOCKERFILE]);
});

test("without fixes all else is said as well", () => {
  const text = "FROM alpine\nENV DB_PASSWORD=Zk3Qw8Rt5Yv1\nCOPY . /app\n";
  const files = memory({ [DOCKERFILE]: text, "/p/api/.env": "DB_PASSWORD=Zk3Qw8Rt5Yv1\n" });
  const session = new Session({ directory: "/p", files });
  const whole = session.lint(DOCKERFILE);
  const quick = session.lint(DOCKERFILE, { fixes: false });
  expect(whole.findings.every(({ fix }) => fix)).toBe(true);
  expect(quick.findings.length).toBeGreaterThan(1);
  expect(quick.findings).toEqual(whole.findings.map(({ fix, ...finding }) => finding));
});

test("fixes may be asked for some findings only", () => {
  const text = "FROM alpine\nENV DB_PASSWORD=Zk3Qw8Rt5Yv1\nCOPY . /app\n";
  const files = memory({ [DOCKERFILE]: text });
  const report = lint({
    directory: "/p",
    paths: [DOCKERFILE],
    files,
    fixes: ({ severity }) => severity !== "note",
  });
  expect(report.findings.map(({ severity, fix }) => [severity, fix !== undefined])).toEqual([
    ["error", true],
    ["note", false],
  ]);
});
