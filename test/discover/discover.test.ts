import { discover } from "../../src/discover";
import { memory } from "../../src/files/memory";

type Files = Record<string, string>;
type Options = Partial<Parameters<typeof discover>[0]>;

const FROM = "FROM alpine\n";

function found(files: Files, options: Options = {}, links: Files = {}) {
  const { builds, problems } = discover({
    paths: ["."],
    directory: "/p",
    files: memory(files, links),
    ...options,
  });
  return {
    dockerfiles: builds.map(({ dockerfile }) => dockerfile),
    contexts: builds.map(({ context }) => context),
    builds,
    problems: problems.map(({ file, message }) => `${file}: ${message}`),
  };
}

const named = (names: readonly string[]): Files =>
  Object.fromEntries(names.map((name) => [`/p/${name}`, FROM]));

describe("a folder", () => {
  test("has Dockerfiles by their names, at any depth, sorted by path", () => {
    const names = [
      ".hidden/Dockerfile",
      "Containerfile",
      "Containerfile.dev",
      "Dockerfile",
      "Dockerfile.prod",
      "Dockerfile.python3.12",
      "a/b/c/Dockerfile",
      "api.Dockerfile",
      "dev.dockerfile",
      "z/dockerfile",
    ];
    expect(found(named([...names].reverse())).dockerfiles).toEqual(names.map((name) => `/p/${name}`).sort());
  });

  test("has others that look alike and are none", () => {
    const names = [
      "Dockerfile.dockerignore",
      "api.Dockerfile.dockerignore",
      "Dockerfile.j2",
      "Dockerfile.erb",
      "Dockerfile.tmpl",
      "Dockerfile.dev.template",
      "Dockerfile.md",
      "Dockerfile.txt",
      "Dockerfile.orig",
      "Dockerfile~",
      ".#Dockerfile",
      "Dockerfiles",
      "MyDockerfile",
      "dockerfile.go",
      "README.md",
    ];
    expect(found(named(names))).toMatchObject({
      dockerfiles: [],
      problems: [".: There is no Dockerfile in this folder."],
    });
  });

  test("is not searched where files are other people's, nor through links", () => {
    const files = named([
      "Dockerfile",
      "node_modules/a/Dockerfile",
      ".git/Dockerfile",
      "x/vendor/a/Dockerfile",
    ]);
    expect(
      found(files, {}, { "/p/linked": "/p/node_modules/a", "/p/Dockerfile.link": "/p/x" }).dockerfiles,
    ).toEqual(["/p/Dockerfile"]);
  });

  test("named itself is searched whatever it is called", () => {
    expect(found(named(["vendor/Dockerfile"]), { paths: ["vendor"] }).dockerfiles).toEqual([
      "/p/vendor/Dockerfile",
    ]);
  });
});

describe("paths", () => {
  test("a file is taken whatever it is called", () => {
    expect(found(named(["build.txt"]), { paths: ["build.txt"] }).dockerfiles).toEqual(["/p/build.txt"]);
  });

  test("each Dockerfile is one build, however often it is named", () => {
    const paths = ["Dockerfile", "./Dockerfile", "/p/Dockerfile", "."];
    expect(found(named(["Dockerfile"]), { paths }).dockerfiles).toEqual(["/p/Dockerfile"]);
  });

  test("what is missing is a problem, and the others are still found", () => {
    expect(
      found(named(["Dockerfile"]), { paths: ["nowhere/Dockerfile", "*/x", "Dockerfile"] }),
    ).toMatchObject({
      dockerfiles: ["/p/Dockerfile"],
      problems: [
        "nowhere/Dockerfile: There is no such file or folder.",
        "*/x: Nothing matches this pattern.",
      ],
    });
  });

  test("a path with the characters of a pattern that is there is that file", () => {
    expect(found(named(["[id]/Dockerfile"]), { paths: ["[id]/Dockerfile"] }).dockerfiles).toEqual([
      "/p/[id]/Dockerfile",
    ]);
  });

  test("every problem says what to do", () => {
    const { problems } = discover({ paths: ["a", "b*", "-"], directory: "/p", files: memory({}) });
    expect(problems).toHaveLength(3);
    for (const { help } of problems) expect(help).toMatch(/^[A-Z].*\.$/);
  });

  test("standard input has the name that it is given", () => {
    const standardInput = { name: "docker/Dockerfile", text: "FROM b\nCOPY src /\n" };
    expect(found({ "/p/src/a": "" }, { paths: ["-"], standardInput }).builds).toEqual([
      {
        dockerfile: "/p/docker/Dockerfile",
        dockerfileText: standardInput.text,
        context: "/p",
        buildArgs: {},
      },
    ]);
  });

  test("what is excluded is no build, and its folder is not without a Dockerfile", () => {
    const excluded = (path: string) => path.startsWith("/p/old/");
    expect(found(named(["old/Dockerfile", "new/Dockerfile"]), { excluded })).toMatchObject({
      dockerfiles: ["/p/new/Dockerfile"],
      problems: [],
    });
    expect(found(named(["old/Dockerfile"]), { excluded })).toMatchObject({ dockerfiles: [], problems: [] });
  });
});

describe("a file of a context stands for the builds that it touches", () => {
  const files = {
    ...named(["Dockerfile", "Dockerfile.dev", "api/Dockerfile", "web/Dockerfile", "web/src/a"]),
    "/p/jobs/Dockerfile": "FROM a\nCOPY jobs/x /\n",
    "/p/jobs/x": "",
    ...named([".dockerignore", "Dockerfile.dev.dockerignore", "api/.dockerignore", "web/src/.dockerignore"]),
    ...named([".env", "api/.env", "web/src/config/.env.example", "api/id_rsa", "web/credentials.json"]),
    ...named(["api/.gitignore", "api/.aws/credentials", "server.js"]),
  };
  const by = (...paths: string[]) => {
    const { dockerfiles, problems } = found(files, { paths });
    expect(problems).toEqual([]);
    return dockerfiles.map((path) => path.replace("/p/", ""));
  };

  test.each([
    // The guessed context of jobs/Dockerfile is the root.
    [".dockerignore", ["Dockerfile", "Dockerfile.dev", "jobs/Dockerfile"]],
    ["Dockerfile.dev.dockerignore", ["Dockerfile.dev"]],
    ["api/.dockerignore", ["api/Dockerfile"]],
    // Not at the root of any context: no build reads it.
    ["web/src/.dockerignore", []],
    [".env", ["Dockerfile", "Dockerfile.dev", "jobs/Dockerfile"]],
    ["api/.env", ["Dockerfile", "Dockerfile.dev", "api/Dockerfile", "jobs/Dockerfile"]],
    ["web/src/config/.env.example", ["Dockerfile", "Dockerfile.dev", "jobs/Dockerfile", "web/Dockerfile"]],
    ["api/id_rsa", ["Dockerfile", "Dockerfile.dev", "api/Dockerfile", "jobs/Dockerfile"]],
    ["api/.aws/credentials", ["Dockerfile", "Dockerfile.dev", "api/Dockerfile", "jobs/Dockerfile"]],
    ["web/credentials.json", ["Dockerfile", "Dockerfile.dev", "jobs/Dockerfile", "web/Dockerfile"]],
    ["api/.gitignore", ["Dockerfile", "Dockerfile.dev", "api/Dockerfile", "jobs/Dockerfile"]],
  ])("%s", (path, dockerfiles) => {
    expect(by(path)).toEqual(dockerfiles);
  });

  test("beside named Dockerfiles, each build once", () => {
    expect(by("api/.dockerignore", "api/Dockerfile", "web/Dockerfile")).toEqual([
      "api/Dockerfile",
      "web/Dockerfile",
    ]);
  });

  test("as the files of the project describe them, also where the Dockerfile is named too", () => {
    const composed = {
      "/p/compose.yaml":
        "services:\n  web:\n    build:\n      context: .\n      dockerfile: web/Dockerfile\n      target: prod\n",
      "/p/web/Dockerfile": FROM,
      "/p/.env": "",
      "/p/.dockerignore": "",
    };
    for (const paths of [[".env"], [".dockerignore"], ["web/Dockerfile", ".env"]])
      expect(found(composed, { paths }).builds).toMatchObject([
        { dockerfile: "/p/web/Dockerfile", context: "/p", target: "prod", origin: { kind: "compose" } },
      ]);
  });

  test("by the context and the ignore file that the command line names", () => {
    expect(found(files, { paths: ["server.js"], context: "web" }).dockerfiles).toEqual(["/p/server.js"]);
    expect(found(files, { paths: ["web/credentials.json"], context: "api" }).dockerfiles).toEqual([]);
    const ignoreFile = "web/src/.dockerignore";
    expect(found(files, { paths: [ignoreFile], ignoreFile }).dockerfiles).toHaveLength(5);
  });

  test("from a folder beside it or below it, too", () => {
    expect(found(files, { paths: ["../api/.env"], directory: "/p/web" }).dockerfiles).toEqual([
      "/p/api/Dockerfile",
    ]);
    expect(found(files, { paths: ["/p/api/.env"], directory: "/p/api" }).dockerfiles).toEqual([
      "/p/api/Dockerfile",
    ]);
  });

  test("with names that the project calls secret", () => {
    const own = { ...files, "/p/api/license.dat": "" };
    const secrets = { isSecretFile: (path: string) => path === "api/license.dat" };
    expect(found(own, { paths: ["api/license.dat"], secrets }).dockerfiles).toContain("/p/api/Dockerfile");
    expect(found(own, { paths: ["api/license.dat"] }).dockerfiles).toEqual(["/p/api/license.dat"]);
  });
});

test("what the command line says is in each build", () => {
  const options = { context: "ctx", target: "t", buildArgs: { A: "1" }, ignoreFile: "i" };
  expect(found({ ...named(["Dockerfile"]), "/p/ctx/a": "" }, options).builds).toEqual([
    {
      dockerfile: "/p/Dockerfile",
      context: "/p/ctx",
      target: "t",
      buildArgs: { A: "1" },
      ignoreFile: "/p/i",
    },
  ]);
});

test.each([
  ["nowhere", "nowhere: The context does not exist."],
  ["Dockerfile", "Dockerfile: The context is not a folder."],
])("the context %s is a problem", (context, problem) => {
  expect(found(named(["Dockerfile"]), { context })).toMatchObject({ dockerfiles: [], problems: [problem] });
});

describe("the context that is not named", () => {
  const contextOf = (dockerfile: string, text: string, others: readonly string[], options: Options = {}) =>
    found(
      { [`/p/${dockerfile}`]: FROM + text, ...Object.fromEntries(others.map((path) => [`/p/${path}`, ""])) },
      { paths: [dockerfile], ...options },
    ).contexts[0];

  test.each([
    ["is the Dockerfile's folder", "api/Dockerfile", "COPY src /src\n", ["api/src/a", "src/a"], "/p/api"],
    ["is an ancestor that has what is copied", "docker/Dockerfile", "COPY src /src\n", ["src/a"], "/p"],
    ["is the nearest of equals", "a/docker/Dockerfile", "COPY src /src\n", ["a/src/a", "src/a"], "/p/a"],
    [
      "is the one that has most",
      "a/docker/Dockerfile",
      "COPY src go.mod /\n",
      ["a/src/a", "src/a", "go.mod"],
      "/p",
    ],
    ["stays where nobody has it", "docker/Dockerfile", "COPY dist /\n", [], "/p/docker"],
    ["stays where only . is copied", "docker/Dockerfile", "COPY . /\n", ["src/a"], "/p/docker"],
    ["reads what stands before a wildcard", "docker/Dockerfile", "COPY src/*.js /\n", ["src/a.js"], "/p"],
    ["takes / for the context", "docker/Dockerfile", "COPY /src /\n", ["src/a"], "/p"],
    ["does not look at other stages", "docker/Dockerfile", "COPY --from=0 src /\n", ["src/a"], "/p/docker"],
    ["does not look at URLs", "docker/Dockerfile", "ADD https://x/src /\n", ["https:/x/src"], "/p/docker"],
    ["does not guess variables", "docker/Dockerfile", "COPY $X /\n", ["$X"], "/p/docker"],
  ])("%s", (_, dockerfile, text, others, expected) => {
    expect(contextOf(dockerfile, text, others)).toBe(expected);
  });

  test("is never outside of what is searched", () => {
    const files = { "/p/a/docker/Dockerfile": `${FROM}COPY src /\n`, "/p/src/x": "" };
    expect(found(files, { paths: ["a"] }).contexts).toEqual(["/p/a/docker"]);
    expect(found(files, { paths: ["a", "."] }).contexts).toEqual(["/p"]);
    expect(found(files, { paths: ["/p/a/docker/Dockerfile"], directory: "/q" }).contexts).toEqual([
      "/p/a/docker",
    ]);
  });
});

describe("the context of a Dockerfile that is named by itself is the one that files above it tell", () => {
  const compose = (build: string) => `services: { web: { build: ${build} } }\n`;
  const docker = { "/p/docker/Dockerfile": "FROM alpine AS dev\nFROM alpine\nCOPY . /\n" };
  const contexts = (files: Files, options: Options = {}) =>
    found({ ...docker, ...files }, { paths: ["docker/Dockerfile"], ...options }).contexts;
  const above = { "/p/compose.yaml": compose("{ context: ., dockerfile: docker/Dockerfile }") };

  test.each<[string, Files]>([
    ["a compose file", above],
    [
      "a bake file",
      { "/p/docker-bake.hcl": 'target "app" {\n  context = "."\n  dockerfile = "docker/Dockerfile"\n}\n' },
    ],
    [
      "a workflow",
      {
        "/p/.github/workflows/build.yml":
          "jobs: { a: { steps: [{ uses: docker/build-push-action@v6, with: { context: ., file: docker/Dockerfile } }] } }\n",
      },
    ],
    [
      "a file beside it",
      { "/p/docker/compose.yaml": compose("{ context: .., dockerfile: docker/Dockerfile }") },
    ],
  ])("%s", (_, files) => {
    expect(contexts(files)).toEqual(["/p"]);
  });

  test("and no more than the context: all stages are built, with the values of the command line", () => {
    const files = {
      "/p/compose.yaml": compose(
        "{ context: ., dockerfile: docker/Dockerfile, target: dev, args: { A: x }, additional_contexts: { other: lib } }",
      ),
    };
    expect(found({ ...docker, ...files }, { paths: ["docker/Dockerfile"] }).builds).toEqual([
      {
        dockerfile: "/p/docker/Dockerfile",
        context: "/p",
        contexts: { other: "/p/lib" },
        buildArgs: {},
      },
    ]);
  });

  test("each of them where there are several, and the same once", () => {
    const files = {
      "/p/compose.yaml": `services:
  a: { build: { context: ., dockerfile: docker/Dockerfile } }
  b: { build: { context: docker } }
  c: { build: { context: ., dockerfile: docker/Dockerfile, args: { A: x } } }
`,
    };
    expect(contexts(files)).toEqual(["/p", "/p/docker"]);
  });

  test("from within a folder of the repository, up to its root and no further", () => {
    const inside = { paths: ["Dockerfile"], directory: "/p/docker" };
    expect(contexts({ ...above, "/p/.git/HEAD": "" }, inside)).toEqual(["/p"]);
    expect(contexts({ ...above, "/p/.git/HEAD": "" }, { ...inside, paths: ["."] })).toEqual(["/p"]);
    expect(contexts({ ...above, "/p/docker/.git/HEAD": "" }, inside)).toEqual(["/p/docker"]);
    expect(contexts(above, inside)).toEqual(["/p/docker"]);
  });

  test("of a text on standard input, too", () => {
    const standardInput = { name: "docker/Dockerfile", text: FROM };
    expect(contexts(above, { paths: ["-"], standardInput })).toEqual(["/p"]);
  });

  test("but not where the command line or the configuration names one, and a broken file says nothing", () => {
    expect(contexts(above, { context: "docker" })).toEqual(["/p/docker"]);
    expect(contexts(above, { contextOf: () => "/p/docker" })).toEqual(["/p/docker"]);
    expect(contexts(above, { surroundings: false })).toEqual(["/p/docker"]);
    const broken = found({ ...docker, "/p/compose.yaml": "services: [\n" }, { paths: ["docker/Dockerfile"] });
    expect(broken).toMatchObject({ contexts: ["/p/docker"], problems: [] });
  });
});
