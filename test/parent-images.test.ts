import { memory } from "../src/files/memory";
import { type LintOptions, lint, overlay, Session } from "../src/index";
import { inspect } from "../src/lint";
import { placesOf } from "./image/table";

type Files = Readonly<Record<string, string>>;

const TOKEN = "Zk3Qw8Rt5Yv1Xb7Nc9";
const ENV = `DB_PASSWORD=${TOKEN}\n`;

const optionsOf = (files: Files): LintOptions => ({
  directory: "/p",
  files: memory(Object.fromEntries(Object.entries(files).map(([path, text]) => [`/p/${path}`, text]))),
});

/** Where the secrets of the image rest that is built from a Dockerfile. */
function places(files: Files, dockerfile = "child/Dockerfile"): string[] {
  const { builds } = inspect(optionsOf(files));
  return builds.filter((build) => build.dockerfile === dockerfile).flatMap(({ image }) => placesOf(image));
}

/** The findings, a line each. */
const findings = (files: Files, changes: Partial<LintOptions> = {}): string[] =>
  lint({ ...optionsOf(files), ...changes }).findings.map(
    ({ rule, file, range, place }) =>
      `${file}:${range.start.line} ${rule} ${place.where} ${place.path ?? ""}`,
  );

const PARENT = `FROM alpine\nENV DB_PASSWORD=${TOKEN}\nRUN echo "$DB_PASSWORD" > /p && rm -f /x\nRUN rm /p\n`;
/** All at the line of the FROM. */
const INHERITED = ["layer 1 /p hidden by 1", "env DB_PASSWORD", "history 1"];
const COMPOSE = `
services:
  base: { build: ./base, image: acme/base }
  web: { build: ./child }
`;
const project = (child: string, parent = PARENT, compose = COMPOSE): Files => ({
  "compose.yaml": compose,
  "base/Dockerfile": parent,
  "child/Dockerfile": child,
});

describe("what names the image of another build", () => {
  const bake = (base: string, child: string) =>
    `target "base" {\n  context = "base"\n${base}\n}\ntarget "web" {\n  context = "child"\n${child}\n}\n`;
  const step = (folder: string, inputs: string) => `
      - uses: docker/build-push-action@v6
        with:
          context: ./${folder}
${inputs}`;
  const dockerfiles = (child: string): Files => ({ "base/Dockerfile": PARENT, "child/Dockerfile": child });

  test.each<[string, Files]>([
    ["image: of a compose service, whose tag is latest", project("FROM acme/base\n")],
    ["with the tag said", project("FROM acme/base:latest\n")],
    ["with Docker's registry said", project("FROM docker.io/acme/base\n")],
    [
      "library/, said or not",
      project(
        "FROM docker.io/library/own-base:1\n",
        PARENT,
        "services:\n  a: { build: ./base, image: own-base:1 }\n  b: { build: ./child }\n",
      ),
    ],
    [
      "a registry with a port",
      project(
        "FROM localhost:5000/base\n",
        PARENT,
        'services:\n  a: { build: ./base, image: "localhost:5000/base:latest" }\n  b: { build: ./child }\n',
      ),
    ],
    [
      "build.tags",
      project(
        "FROM acme/base:2\n",
        PARENT,
        "services:\n  a: { build: { context: ./base, tags: [x, 'acme/base:2'] } }\n  b: { build: ./child }\n",
      ),
    ],
    [
      "an image whose name has a variable with a default",
      project(
        "FROM acme/base:dev\n",
        PARENT,
        "services:\n  a: { build: ./base, image: 'acme/base:${TAG:-dev}' }\n  b: { build: ./child }\n",
      ),
    ],
    ["an ARG in the FROM", project("ARG WHO=acme\nARG TAG=latest\nFROM $WHO/base:$TAG\n")],
    [
      "an ARG in the FROM that compose passes",
      project(
        "ARG BASE\nFROM $BASE\n",
        PARENT,
        "services:\n  a: { build: ./base, image: acme/base }\n  b: { build: { context: ./child, args: { BASE: acme/base } } }\n",
      ),
    ],
    [
      "service: of additional_contexts",
      project(
        "FROM base\n",
        PARENT,
        "services:\n  a: { build: ./base }\n  b: { build: { context: ./child, additional_contexts: { base: 'service:a' } } }\n",
      ),
    ],
    [
      "service: in a list, which takes the place of a stage",
      project(
        "FROM scratch AS base\nFROM base\n",
        PARENT,
        "services:\n  a: { build: ./base }\n  b: { build: { context: ./child, additional_contexts: ['base=service:a'] } }\n",
      ),
    ],
    [
      "tags of a bake target",
      { "docker-bake.hcl": bake('  tags = ["acme/base"]', ""), ...dockerfiles("FROM acme/base\n") },
    ],
    [
      "target: of contexts",
      {
        "docker-bake.hcl": bake("", '  contexts = { base = "target:base" }'),
        ...dockerfiles("FROM base\n"),
      },
    ],
    [
      "docker-image:// of contexts",
      {
        "docker-bake.hcl": bake(
          '  tags = ["acme/base:1"]',
          '  contexts = { base = "docker-image://acme/base:1" }',
        ),
        ...dockerfiles("FROM base\n"),
      },
    ],
    [
      "tags of build-push-action",
      {
        ".github/workflows/ci.yml": `jobs:\n  a:\n    steps:${step("base", "          tags: |\n            acme/base:1\n            ghcr.io/acme/base:1\n")}${step("child", "")}`,
        ...dockerfiles("FROM ghcr.io/acme/base:1\n"),
      },
    ],
    [
      "-t of docker build",
      {
        ".github/workflows/ci.yml":
          "jobs:\n  a:\n    steps:\n      - run: |\n          docker build -t acme/base base\n          docker build child\n",
        ...dockerfiles("FROM acme/base\n"),
      },
    ],
  ])("%s", (_, files) => {
    expect(places(files)).toEqual([
      expect.stringMatching(/^layer \d \/p hidden by \d$/),
      "env DB_PASSWORD",
      expect.stringMatching(/^history \d$/),
    ]);
  });

  test.each<[string, Files]>([
    ["another tag", project("FROM acme/base:3\n")],
    ["a digest", project(`FROM acme/base@sha256:${"0".repeat(64)}\n`)],
    ["a name that only begins so", project("FROM acme/base-slim\n")],
    [
      "two images of one name",
      {
        ...project("FROM acme/base\n"),
        "other/Dockerfile": "FROM alpine\n",
        "docker-compose.other.yml": "services:\n  one: { build: ./other, image: acme/base }\n",
        "compose.yaml":
          "services:\n  a: { build: ./base, image: acme/base }\n  c: { build: ./other, image: acme/base }\n  web: { build: ./child }\n",
      },
    ],
    ["a Dockerfile that cannot be read", project("FROM acme/base\n", "")],
    [
      "its own name",
      project("FROM acme/web\n", PARENT, "services:\n  web: { build: ./child, image: acme/web }\n"),
    ],
  ])("nothing is known of the image: %s", (_, files) => {
    expect(places(files)).toEqual([]);
  });

  test("of two images of one name, the one of the same file is meant", () => {
    expect(
      places({
        ...project("FROM acme/base\n"),
        "other/Dockerfile": "FROM alpine\n",
        ".github/workflows/ci.yml": "jobs:\n  a:\n    steps:\n      - run: docker build -t acme/base other\n",
      }),
    ).toEqual(INHERITED);
  });
});

describe("what is inherited", () => {
  test("config, hidden files and history of the target stage, and no ARG", () => {
    const parent = `FROM alpine AS built
ARG API_KEY=${TOKEN}
LABEL api_key=$API_KEY
USER app
WORKDIR /srv
FROM built AS other
ENV API_KEY=other-${TOKEN}
`;
    const compose =
      "services:\n  a: { build: { context: ./base, target: built }, image: acme/base }\n  b: { build: ./child }\n";
    const child = 'FROM acme/base\nRUN echo "$API_KEY" > key\nCOPY .env .\n';
    const files = { ...project(child, parent, compose), "child/.env": ENV };
    expect(places(files)).toEqual(["layer 3 /srv/.env", "label api_key", "history 1", "history 1"]);
    const [image] = inspect(optionsOf(files)).builds.filter(
      (build) => build.dockerfile === "child/Dockerfile",
    );
    expect(image?.image.history.map(({ text }) => text)).toEqual([
      "ARG API_KEY=<API_KEY>",
      "LABEL api_key=<API_KEY>",
      "USER app",
      "WORKDIR /srv",
      'RUN /bin/sh -c echo "$API_KEY" > key # buildkit',
      "COPY .env . # buildkit",
    ]);
  });

  test("ENV of the parent is a variable of the child", () => {
    const child = 'FROM acme/base\nRUN echo "$DB_PASSWORD" > /kept\n';
    expect(places(project(child))).toContain("layer 2 /kept");
    expect(findings(project(child))).toContain("child/Dockerfile:2 credential-file layer /kept");
  });

  test("COPY --from and a mount take files of the image, without those that it hides", () => {
    const parent = `FROM alpine\nRUN echo "//x/:_authToken=${TOKEN}" > /a/.npmrc && cp /a/.npmrc /b\nRUN rm /b\n`;
    const child =
      "FROM alpine\nCOPY --from=acme/base / /copied/\nRUN --mount=from=acme/base,target=/m cp /m/a/.npmrc /c\n";
    expect(places(project(child, parent))).toEqual(["layer 2 /copied/a/.npmrc", "layer 3 /c"]);
    const { findings: found } = lint(optionsOf(project(child, parent)));
    const carried = found.find(({ file }) => file === "child/Dockerfile");
    expect(carried?.rule).toBe("carried-credential");
    expect(
      carried?.trace.map(({ file, range, message }) => `${file}:${range.start.line} ${message}`),
    ).toEqual([
      "base/Dockerfile:2 //x/:_authToken is written here as a literal",
      expect.stringMatching(/^base\/Dockerfile:2 written to \/a\/\.npmrc/),
      "child/Dockerfile:2 carried from image acme/base to /copied/a/.npmrc by COPY --from",
    ]);
  });

  test("a chain of images", () => {
    const files = {
      "compose.yaml":
        "services:\n  a: { build: ./a, image: a }\n  b: { build: ./b, image: b }\n  c: { build: ./child }\n",
      "a/Dockerfile": PARENT,
      "b/Dockerfile": "FROM a\nRUN touch /x\n",
      "child/Dockerfile": "FROM b\nRUN touch /y\n",
    };
    expect(places(files)).toEqual(INHERITED);
    const [build] = inspect(optionsOf(files)).builds.filter(
      ({ dockerfile }) => dockerfile === "child/Dockerfile",
    );
    expect(build?.image.layers.map(({ line, inherited }) => inherited ?? line)).toEqual([
      { image: "a", dockerfile: "a/Dockerfile", line: 3 },
      { image: "a", dockerfile: "a/Dockerfile", line: 4 },
      { image: "b", dockerfile: "b/Dockerfile", line: 2 },
      2,
    ]);
  });

  test("images that are FROM each other end, and each tells its own", () => {
    const files = {
      "compose.yaml": "services:\n  a: { build: ./a, image: a }\n  b: { build: ./b, image: b }\n",
      "a/Dockerfile": `FROM b\nENV A_TOKEN=${TOKEN}\n`,
      "b/Dockerfile": `FROM a\nENV B_TOKEN=${TOKEN}x\nCOPY --from=a / /\n`,
    };
    expect(findings(files)).toEqual([
      "a/Dockerfile:2 secret-in-env env A_TOKEN",
      "b/Dockerfile:2 secret-in-env env B_TOKEN",
    ]);
  });

  test("a long chain ends", () => {
    const count = 300;
    const numbers = Array.from({ length: count }, (_, index) => index);
    const files = {
      "compose.yaml": `services:\n${numbers.map((n) => `  s${n}: { build: ./d${n}, image: i${n} }\n`).join("")}`,
      ...Object.fromEntries(numbers.map((n) => [`d${n}/Dockerfile`, `FROM i${n + 1}\nRUN touch /x${n}\n`])),
    };
    const report = lint(optionsOf(files));
    expect(report.builds).toHaveLength(count);
    expect(report.problems).toEqual([]);
  });
});

describe("what is told, and where", () => {
  test("what the parent's own Dockerfile tells is told there alone, wherever the child moves it", () => {
    const parent = `FROM alpine\nENV DB_PASSWORD=${TOKEN}\nLABEL token=${TOKEN}\nCOPY .env /app/\n`;
    const child = "FROM acme/base\nRUN chmod 600 /app/.env && mv /app/.env /app/env\nRUN rm /app/env\n";
    const files = { ...project(child, parent), "base/.env": ENV };
    expect(findings(files).filter((line) => line.startsWith("child/"))).toEqual([]);
    expect(findings(files).filter((line) => line.startsWith("base/")).length).toBeGreaterThan(1);
    expect(places(files)).toEqual(
      expect.arrayContaining(["layer 1 /app/.env hidden by 2", "layer 2 /app/env hidden by 3"]),
    );
  });

  const TRIGGERS = `FROM alpine
ONBUILD ARG NPM_TOKEN
ONBUILD COPY . /app
ONBUILD RUN echo "$NPM_TOKEN" > /kept
ONBUILD ENV DB_PASSWORD=${TOKEN}
`;

  test("what a trigger takes in here is told here, at the FROM, by way of the ONBUILD", () => {
    const files = { ...project("# web\nFROM acme/base AS web\n", TRIGGERS), "child/.env": ENV };
    const report = lint(optionsOf(files));
    const here = report.findings.filter(({ file }) => file === "child/Dockerfile");
    expect(here.map(({ rule, range, place }) => `${range.start.line} ${rule} ${place.path}`).sort()).toEqual([
      "2 context-secret /app/.env",
      "2 credential-file /kept",
      "2 secret-in-arg NPM_TOKEN",
    ]);
    const traces = here.map(({ rule, trace }) => [
      rule,
      ...trace.map(({ file, range }) => `${file}:${range.start.line}`),
    ]);
    expect(traces).toEqual(
      expect.arrayContaining([
        ["context-secret", "child/.env:1", "base/Dockerfile:3", "child/Dockerfile:2"],
        ["secret-in-arg", "base/Dockerfile:2", "child/Dockerfile:2"],
        expect.arrayContaining(["credential-file", "base/Dockerfile:4"]),
      ]),
    );
    expect(here.find(({ rule }) => rule === "context-secret")?.message).toBe(
      "ONBUILD COPY ships .env in the image",
    );
    // The literal of the trigger is the parent's own.
    expect(findings(files)).toContain("base/Dockerfile:5 secret-in-metadata command ONBUILD");
    expect(places(files)).toContain("env DB_PASSWORD");
  });

  test("the fix of a trigger's COPY is an ignore file of this context", () => {
    const files = { ...project("FROM acme/base\n", TRIGGERS), "child/.env": ENV };
    const found = lint(optionsOf(files)).findings.find(({ rule }) => rule === "context-secret");
    expect(found?.fix?.edits.map(({ file }) => file)).toEqual(["child/.dockerignore"]);
  });

  test("a comment above the FROM silences it", () => {
    const child = "# watertight ignore=context-secret -- a sample\nFROM acme/base\n";
    const files = { ...project(child, "FROM alpine\nONBUILD COPY . /app\n"), "child/.env": ENV };
    const report = lint(optionsOf(files));
    expect(report.findings.filter(({ rule }) => rule === "context-secret")).toEqual([]);
    expect(report.suppressed).toHaveLength(1);
  });

  test("a trigger reaches the stages of the child", () => {
    const child = `FROM alpine AS tools\nCOPY .env /t\nFROM acme/base\n`;
    const files = {
      ...project(child, "FROM alpine\nONBUILD COPY --from=tools /t /u\n"),
      "child/.env": ENV,
    };
    expect(findings(files)).toEqual(["child/Dockerfile:3 carried-credential layer /u"]);
  });

  test("triggers run with the parent's escape character, once, and not in the child's child", () => {
    const parent = "# escape=`\nFROM alpine\nONBUILD ENV A_TOKEN=a`$b\nONBUILD RUN echo `\n  x > /x\n";
    const files = {
      "compose.yaml":
        "services:\n  a: { build: ./a, image: a }\n  b: { build: ./b, image: b }\n  c: { build: ./child }\n",
      "a/Dockerfile": parent,
      "b/Dockerfile": "FROM a\n",
      "child/Dockerfile": "FROM b\nENV B=a\\$b\n",
    };
    const [build] = inspect(optionsOf(files)).builds.filter(
      ({ dockerfile }) => dockerfile === "child/Dockerfile",
    );
    expect(build?.image.history.map(({ text }) => text)).toEqual([
      "ENV A_TOKEN=a$b",
      "RUN /bin/sh -c echo   x > /x # buildkit",
      "ENV B=a$b",
    ]);
  });

  test("no report holds a value, neither of the parent's Dockerfile nor of the child's", () => {
    const files = { ...project(`FROM acme/base\nRUN echo "$DB_PASSWORD" > /kept\n`), "child/.env": ENV };
    const { sources, redactions, ...report } = lint(optionsOf(files));
    expect(JSON.stringify(report)).not.toContain(TOKEN);
    expect(JSON.stringify(inspect(optionsOf(files)))).not.toContain(TOKEN);
    const source = sources.get("base/Dockerfile");
    const hidden = (redactions.get("base/Dockerfile") ?? []).map(({ start, end }) =>
      source?.text.slice(start, end),
    );
    expect(hidden).toContain(TOKEN);
  });
});

test("a program names the images that nothing in the project describes", () => {
  const files = { "child/Dockerfile": "FROM acme/base\n", "elsewhere/Dockerfile": PARENT };
  const parent = {
    dockerfile: "/p/elsewhere/Dockerfile",
    context: "/p/elsewhere",
    buildArgs: {},
    names: ["acme/base"],
  };
  const options = { ...optionsOf(files), paths: ["child"], images: [parent] };
  expect(inspect(options).builds.flatMap(({ image }) => placesOf(image))).toEqual(INHERITED);
});

describe("a session", () => {
  const files: Record<string, string> = {
    ...project("FROM acme/base\n", "FROM alpine\nONBUILD COPY . /app\n"),
    "child/.env": ENV,
  };
  const rulesOf = (session: Session) =>
    session
      .lint("/p/child/Dockerfile")
      .findings.map(({ rule, file }) => `${file} ${rule}`)
      .filter((line) => line.endsWith("context-secret"));

  test("reads the parent's Dockerfile for the child, too, and a change of it counts", () => {
    const texts = new Map<string, string>();
    const disk = memory(
      Object.fromEntries(Object.entries(files).map(([path, text]) => [`/p/${path}`, text])),
    );
    const session = new Session({ directory: "/p", files: overlay(disk, texts) });
    expect(rulesOf(session)).toEqual(["child/Dockerfile context-secret"]);
    expect(session.dockerfilesWith("/p/base/Dockerfile")).toEqual([
      "/p/base/Dockerfile",
      "/p/child/Dockerfile",
    ]);
    texts.set("/p/base/Dockerfile", "FROM alpine\n");
    session.changed("/p/base/Dockerfile", "content");
    expect(rulesOf(session)).toEqual([]);
  });
});
