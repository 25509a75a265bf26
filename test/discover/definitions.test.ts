import type { Build } from "../../src/build";
import { discover } from "../../src/discover";
import { readCompose } from "../../src/discover/definitions/compose";
import { memory } from "../../src/files/memory";
import { SourceText } from "../../src/text/source";

type Files = Record<string, string>;

const DOCKERFILE = "FROM alpine\nARG TOKEN\n";

function found(files: Files, paths: readonly string[] = ["."]) {
  const absolute = Object.fromEntries(Object.entries(files).map(([path, text]) => [`/p/${path}`, text]));
  return discover({ paths, directory: "/p", files: memory(absolute) });
}

/** A build in one line: what is built from where, and what it gets. */
function shown({
  dockerfile,
  dockerfileText,
  context,
  target,
  contexts,
  provenance,
  cacheTo,
  fromGit,
  origin,
}: Build): string {
  const relative = (path: string) => path.replace(/^\/p\/?/, "") || ".";
  const args = origin?.arguments.map(
    ({ name, value, secret, references }) =>
      `${name}${secret ? `!${secret}` : value === undefined ? `?${references.join("+")}` : `=${value}`}`,
  );
  return [
    origin?.label ?? "found",
    dockerfileText === undefined ? relative(dockerfile) : "inline",
    `in ${relative(context)}${fromGit ? " of git" : ""}`,
    ...(target ? [`target ${target}`] : []),
    ...(args?.length ? [`args ${args.join(" ")}`] : []),
    ...Object.entries(contexts ?? {}).map(([name, path]) => `${name}:${relative(path)}`),
    ...(provenance ? [`provenance ${provenance}`] : []),
    ...(cacheTo ? [`cache ${cacheTo}`] : []),
  ].join(", ");
}

const builds = (files: Files, paths?: readonly string[]): string[] => found(files, paths).builds.map(shown);

/** The texts at the places of the arguments. */
const places = (files: Files): string[] =>
  found(files).builds.flatMap(({ origin }) =>
    (origin?.arguments ?? []).map(({ source, span }) => source.text.slice(span.start, span.end)),
  );

describe("compose", () => {
  test("the forms of build", () => {
    const files = {
      "compose.yaml": `
services:
  short: { build: ./web }
  long:
    build:
      context: ./api
      dockerfile: docker/Dockerfile.prod
      target: runtime
      additional_contexts: { shared: ../common, base: docker-image://alpine }
      secrets: [npm, { source: a, target: pip }]
      provenance: mode=max
      cache_to: ["type=registry,ref=x,mode=max"]
  inline:
    build:
      dockerfile_inline: |
        FROM alpine
        RUN echo $$HOME
  pulled: { image: redis }
  remote: { build: "https://example.test/repository.git" }
`,
      "web/Dockerfile": DOCKERFILE,
      "api/docker/Dockerfile.prod": DOCKERFILE,
      "api/x": "",
    };
    expect(builds(files)).toEqual([
      "compose service long, api/docker/Dockerfile.prod, in api, target runtime, shared:/common, base:docker-image://alpine, provenance max, cache max",
      "compose service inline, inline, in .",
      "compose service short, web/Dockerfile, in web",
    ]);
    expect(found(files).builds[1]?.dockerfileText).toBe("FROM alpine\nRUN echo $HOME\n");
  });

  test("the id of a secret is what it is called in the build (build-semantics 10.4)", () => {
    const text = `
services:
  app:
    build: { context: ., secrets: [npm, { source: a, target: pip }, { source: gem }] }
secrets: { npm: { environment: NPM }, a: { file: ./a }, gem: { file: ./gem } }
`;
    const source = new SourceText("/p/compose.yaml", text);
    const { definitions } = readCompose({ source, files: memory({}) });
    expect(definitions.map(({ secrets }) => secrets)).toEqual([["npm", "pip", "gem"]]);
  });

  test("args as a map and as a list, from the project's .env, and from outside", () => {
    const files = {
      ".env": "VERSION=1.2 # current\nexport QUOTED='a b'\n",
      "compose.yml": `
services:
  map:
    build:
      context: .
      args:
        VERSION: \${VERSION}
        QUOTED: "<$QUOTED>"
        NPM_TOKEN: \${NPM_TOKEN}
        CHANNEL: \${CHANNEL:-stable}
        EMPTY: \${API_KEY:-}
        FROM_SHELL:
        DOLLAR: a$$b
        NUMBER: 3.10
  list:
    build:
      context: .
      args: [A=b=c, NPM_TOKEN]
`,
      Dockerfile: DOCKERFILE,
    };
    expect(builds(files)).toEqual([
      "compose service map, Dockerfile, in ., args VERSION=1.2 QUOTED=<a b> NPM_TOKEN?NPM_TOKEN CHANNEL=stable EMPTY?API_KEY FROM_SHELL?FROM_SHELL DOLLAR=a$b NUMBER=3.10",
      "compose service list, Dockerfile, in ., args A=b=c NPM_TOKEN?NPM_TOKEN",
    ]);
    expect(places(files).slice(2, 4)).toEqual(["NPM_TOKEN: ${NPM_TOKEN}", "CHANNEL: ${CHANNEL:-stable}"]);
  });

  test("anchors, merges and extends", () => {
    const files = {
      "docker-compose.yml": `
x-build: &build
  context: .
  args: &args { A: "1" }
services:
  one: { build: { <<: *build, target: one } }
  two: { build: { context: ., args: { <<: *args, B: "2" } } }
  three: { extends: one }
  four: { extends: { file: base.yml, service: base } }
`,
      "base.yml": "services: { base: { build: { context: ., dockerfile: Dockerfile.base } } }\n",
      Dockerfile: DOCKERFILE,
      "Dockerfile.base": DOCKERFILE,
    };
    expect(builds(files)).toEqual([
      "compose service one, Dockerfile, in ., target one, args A=1",
      "compose service two, Dockerfile, in ., args B=2 A=1",
      "compose service four, Dockerfile.base, in .",
    ]);
  });

  test("an override is read with its base, a further file adds to the base", () => {
    const files = {
      "docker-compose.yml":
        "services: { web: { build: { context: web, args: { A: base } } }, other: { build: web } }\n",
      "docker-compose.override.yml":
        "services: { web: { build: { target: dev } }, tests: { build: { context: web, dockerfile: Dockerfile.tests } } }\n",
      "docker-compose.prod.yml": "services: { web: { build: { args: { A: prod, B: prod } } } }\n",
      "web/Dockerfile": DOCKERFILE,
      "web/Dockerfile.tests": DOCKERFILE,
    };
    expect(builds(files)).toEqual([
      "compose service web, web/Dockerfile, in web, args A=prod B=prod",
      "compose service web, web/Dockerfile, in web, target dev, args A=base",
      "compose service other, web/Dockerfile, in web",
      "compose service tests, web/Dockerfile.tests, in web",
    ]);
  });
});

describe("bake", () => {
  test("a matrix makes a target of each combination, by the name that it gives", () => {
    const files = {
      "docker-bake.hcl": `
target "_all" {
  context = "src"
}
target "app" {
  name = "app-\${kind.name}-\${version}"
  inherits = ["_all"]
  matrix = {
    kind = [{ name = "api", stage = "server" }, { name = "web", stage = "site" }]
    version = ["1", "2"]
  }
  target = kind.stage
  args = { VERSION = version, TOKEN = TOKEN }
}
target "late" {
  inherits = ["app-web-2"]
  target = "late"
}
target "unnamed" {
  name = lower(stage)
  matrix = { stage = ["a", "b"] }
  target = stage
}
variable "TOKEN" {}
`,
      "src/Dockerfile": DOCKERFILE,
      Dockerfile: DOCKERFILE,
    };
    expect(builds(files)).toEqual([
      "bake target unnamed-0, Dockerfile, in ., target a",
      "bake target unnamed-1, Dockerfile, in ., target b",
      "bake target app-api-1, src/Dockerfile, in src, target server, args VERSION=1 TOKEN?TOKEN",
      "bake target app-api-2, src/Dockerfile, in src, target server, args VERSION=2 TOKEN?TOKEN",
      "bake target app-web-1, src/Dockerfile, in src, target site, args VERSION=1 TOKEN?TOKEN",
      "bake target app-web-2, src/Dockerfile, in src, target site, args VERSION=2 TOKEN?TOKEN",
      "bake target late, src/Dockerfile, in src, target late, args VERSION=2 TOKEN?TOKEN",
    ]);
  });

  test("HCL: variables, inheritance, functions, conditions, heredocs", () => {
    const files = {
      "docker-bake.hcl": `
variable "TAG" { default = "latest" }
variable "NPM_TOKEN" { default = "" }
variable "DEBUG" {
  default = null
}
function "tag" { params = [name] result = ["\${name}:\${TAG}"] }
group "default" { targets = ["app", "other"] }
target "_base" {
  context = "./src"
  args = { A = "base", TAG = "v\${TAG}", GONE = "x" } // defaults
}
target "app" {
  inherits = ["_base"]
  dockerfile = "Dockerfile.app"
  tags = tag("app")
  args = {
    A = TAG == "latest" ? "yes" : "no"
    NPM_TOKEN = NPM_TOKEN
    "QUOTED" = "\${DEBUG}"
    GONE = null
  }
  secret = ["id=npm,src=.npmrc", { type = "file", id = "pip" }]
  attest = ["type=provenance,mode=max"]
  cache-to = ["type=gha,mode=max"]
}
target "other" {
  dockerfile-inline = <<EOT
FROM alpine
COPY . /\${TAG}
EOT
  contexts = { lib = "./lib" }
  matrix = { x = [for i in [1, 2] : i] }
}
`,
      "src/Dockerfile.app": DOCKERFILE,
      "lib/x": "",
    };
    expect(builds(files)).toEqual([
      "bake target other, inline, in ., lib:lib",
      "bake target app, src/Dockerfile.app, in src, args A=yes NPM_TOKEN?NPM_TOKEN QUOTED?DEBUG TAG=vlatest, provenance max, cache max",
    ]);
    expect(found(files).builds[0]?.dockerfileText).toBe("FROM alpine\nCOPY . /latest\n");
    expect(places(files)).toContain("NPM_TOKEN = NPM_TOKEN");
  });

  test("HCL: a line may end anywhere inside brackets", () => {
    const files = {
      "docker-bake.hcl": `
variable "WAR_URL" { default = "" }
variable "TAG" { default = "1" }
function "url" {
  params = [
    version
    ,
  ]
  result = (notequal(WAR_URL, "")
    ? WAR_URL // given
    : "https://x/"
    )
}
target "app" {
  args = {
    A = url(
      "1"
      ,
    )
    B = (
      TAG
      == "1"
      && !
      false
      ? "yes"
      : "no"
    )
    C = "\${
      TAG == ""
      ? "none"
      : TAG
    }"

    D = [{
      a = 1
      b = (2
      )
    }, [
      3
    ]][
      0
    ]
    E = "last"
  }
  tags = ["a"
    , WAR_URL != ""
    ? "b"
    : "c"]
}
`,
      Dockerfile: DOCKERFILE,
    };
    expect(found(files).problems).toEqual([]);
    expect(builds(files)).toEqual(["bake target app, Dockerfile, in ., args A? B=yes C=1 D? E=last"]);
  });

  test.each([
    ['a = WAR_URL\n? "b" : "c"', "line 2"],
    ["a = (1)\n+ 2", "line 2"],
    ["a = [{ b = 1\n+ 2 }]", "line 2"],
    ["a = (1\n", "the file ends"],
  ])("HCL: outside of them, and in braces, it ends the expression: %j", (text, words) => {
    const { problems } = found({ "docker-bake.hcl": text, Dockerfile: DOCKERFILE });
    expect(problems).toHaveLength(1);
    expect(problems[0]?.message).toContain(words);
  });

  test("JSON", () => {
    const files = {
      "docker-bake.json": JSON.stringify({
        variable: { TAG: { default: "1" } },
        target: { app: { dockerfile: "Dockerfile", args: { V: "v${TAG}", T: "${TOKEN}" } } },
      }),
      Dockerfile: DOCKERFILE,
    };
    expect(builds(files)).toEqual(["bake target app, Dockerfile, in ., args V=v1 T?TOKEN"]);
  });

  test.each([
    ['target "a" {\n  args = {\n', "line 3"],
    ['target "a" { context = "x }\n', "line 1"],
    ['target "a" { context = @ }', "line 1"],
    [`x = ${"(".repeat(5000)}`, "nested too deeply"],
    [`x = ${'"${'.repeat(5000)}`, "line 1"],
  ])("a mistake is one problem: %.30s", (text, words) => {
    const { problems } = found({ "docker-bake.hcl": text, Dockerfile: DOCKERFILE });
    expect(problems).toHaveLength(1);
    expect(problems[0]?.message).toContain(words);
  });
});

describe("CI", () => {
  test("build-push-action: the git context, a folder, and what is passed", () => {
    const files = {
      ".github/workflows/build.yml": `
on: push
env: { REGISTRY: r.example }
jobs:
  build:
    steps:
      - uses: docker/build-push-action@v6
        with: { push: true }
      - name: API
        uses: docker/build-push-action@v6
        with:
          context: api
          file: api/Dockerfile.prod
          target: runtime
          build-args: |
            NPM_TOKEN=\${{ secrets.NPM_TOKEN }}
            VERSION=1.2
            REF=\${{ github.ref }}
          secrets: |
            pip=\${{ secrets.PIP }}
          cache-to: type=gha,mode=max
          provenance: false
      - uses: docker/build-push-action@v6
        with: { context: "{{defaultContext}}:api", file: Dockerfile.prod, load: true }
`,
      Dockerfile: DOCKERFILE,
      "api/Dockerfile.prod": DOCKERFILE,
    };
    expect(builds(files)).toEqual([
      "workflow job build, step docker/build-push-action@v6, Dockerfile, in . of git, provenance max",
      "workflow job build, step API, api/Dockerfile.prod, in api, target runtime, args NPM_TOKEN!${{ secrets.NPM_TOKEN }} VERSION=1.2 REF?, provenance none, cache max",
      "workflow job build, step docker/build-push-action@v6, api/Dockerfile.prod, in api of git",
    ]);
    expect(places(files)[0]).toBe("NPM_TOKEN=${{ secrets.NPM_TOKEN }}");
  });

  test("a job with a matrix is built once for each of its runs", () => {
    const files = {
      ".github/workflows/build.yml": `
env: { TOKEN: "\${{ secrets.TOKEN }}" }
jobs:
  build:
    strategy:
      matrix:
        service: [api, web, old]
        exclude: [{ service: old }]
        include:
          - { service: web, target: site }
          - { service: docs, target: docs, on: { os: linux, arch: [arm64, amd64] } }
    steps:
      - name: Build \${{ matrix.service }}
        uses: docker/build-push-action@v6
        with:
          context: ./\${{ matrix.service }}
          target: \${{ matrix.target }}
          load: true
          build-args: |
            NAME=\${{matrix.service}}
            TOKEN=\${{ env.TOKEN }}
  made:
    strategy: { matrix: "\${{ fromJson(needs.a.outputs.b) }}" }
    steps:
      - uses: docker/build-push-action@v6
        with: { context: "./\${{ matrix.service }}" }
      - uses: docker/build-push-action@v6
        with: { context: api, load: true }
`,
      "api/Dockerfile": DOCKERFILE,
      "web/Dockerfile": DOCKERFILE,
      "docs/Dockerfile": DOCKERFILE,
      "old/Dockerfile": DOCKERFILE,
    };
    expect(builds(files, [".github/workflows/build.yml"])).toEqual([
      "workflow job build (api), step Build api, api/Dockerfile, in api, args NAME=api TOKEN!${{ secrets.TOKEN }}",
      "workflow job made, step docker/build-push-action@v6, api/Dockerfile, in api",
      "workflow job build (docs, docs, linux, arm64, amd64), step Build docs, docs/Dockerfile, in docs, target docs, args NAME=docs TOKEN!${{ secrets.TOKEN }}",
      "workflow job build (web, site), step Build web, web/Dockerfile, in web, target site, args NAME=web TOKEN!${{ secrets.TOKEN }}",
    ]);
    expect(places(files).slice(0, 2)).toEqual(["NAME=${{matrix.service}}", "TOKEN=${{ env.TOKEN }}"]);
  });

  test("docker build in a run step", () => {
    const files = {
      ".github/workflows/ci.yaml": `
jobs:
  a:
    defaults: { run: { working-directory: services } }
    env: { TOKEN: "\${{ secrets.TOKEN }}" }
    steps:
      - run: |
          cd api && docker buildx build --push -t x:\${{ github.sha }} \\
            --build-arg NPM_TOKEN=$TOKEN --build-arg "KEY=\${{ secrets.KEY }}" --build-arg TOKEN \\
            --secret id=npm,env=NPM -f Dockerfile.ci .
      - run: docker run --rm x build . && docker build - < Dockerfile && docker build \${{ matrix.folder }}
`,
      "services/api/Dockerfile.ci": DOCKERFILE,
    };
    expect(builds(files)).toEqual([
      "workflow job a, step run, services/api/Dockerfile.ci, in services/api, args NPM_TOKEN!${{ secrets.TOKEN }} KEY!${{ secrets.KEY }} TOKEN!${{ secrets.TOKEN }}",
    ]);
    expect(places(files)).toEqual(["NPM_TOKEN=$TOKEN", "KEY=${{ secrets.KEY }}", "TOKEN"]);
  });

  test("GitLab jobs", () => {
    const files = {
      ".gitlab-ci.yml": `
variables: { CONTEXT: . }
build:
  script:
    - docker build --build-arg CI_TOKEN=$CI_JOB_TOKEN --target=app .
`,
      Dockerfile: DOCKERFILE,
    };
    expect(builds(files)).toEqual([
      "GitLab job build, Dockerfile, in ., target app, args CI_TOKEN?CI_JOB_TOKEN",
    ]);
  });
});

test("skaffold and devcontainer", () => {
  const files = {
    "skaffold.yaml": `
build:
  artifacts:
    - { image: app, context: app, docker: { dockerfile: Dockerfile, buildArgs: { TOKEN: "{{.NPM_TOKEN}}", V: "1" } } }
    - { image: jib, jib: {} }
`,
    ".devcontainer/devcontainer.json": `{
  // comments and trailing commas are allowed
  "build": { "dockerfile": "Dockerfile", "context": "..", "args": { "T": "\${localEnv:TOKEN}", "URL": "http://a" }, },
}`,
    "app/Dockerfile": DOCKERFILE,
    ".devcontainer/Dockerfile": DOCKERFILE,
  };
  expect(builds(files)).toEqual([
    "devcontainer .devcontainer, .devcontainer/Dockerfile, in ., args T?TOKEN URL=http://a",
    "skaffold artifact app, app/Dockerfile, in app, args TOKEN?NPM_TOKEN V=1",
  ]);
});

describe("with the Dockerfiles of a folder", () => {
  test("what no file describes is found by its name, what one describes is built once as it says", () => {
    const files = {
      "compose.yaml":
        "services: { a: { build: { context: ., dockerfile: docker/Dockerfile } }, b: { build: { context: ., dockerfile: docker/Dockerfile } } }",
      "docker/Dockerfile": DOCKERFILE,
      "tools/Dockerfile": DOCKERFILE,
    };
    expect(builds(files)).toEqual([
      "compose service a, docker/Dockerfile, in .",
      "found, tools/Dockerfile, in tools",
    ]);
  });

  test("a Dockerfile that a person names is built by itself, a file that describes builds by what it says", () => {
    const files = {
      "compose.yaml": "services: { a: { build: { context: ., target: x } } }",
      Dockerfile: DOCKERFILE,
    };
    expect(builds(files, ["Dockerfile"])).toEqual(["found, Dockerfile, in ."]);
    expect(builds(files, ["compose.yaml"])).toEqual(["compose service a, Dockerfile, in ., target x"]);
  });

  test("one that is broken is a problem, and the Dockerfiles are still found", () => {
    const { builds: all, problems } = found({ "compose.yaml": "services: [", Dockerfile: DOCKERFILE });
    expect(all.map(shown)).toEqual(["found, Dockerfile, in ."]);
    expect(problems).toEqual([
      expect.objectContaining({
        file: "compose.yaml",
        message: "This compose file is not well-formed YAML.",
      }),
    ]);
  });

  test("files without builds, empty ones and references to what is not there say nothing", () => {
    const { builds: all, problems } = found({
      "compose.yaml": "# nothing\n",
      "docker-compose.db.yml": "services: { db: { image: postgres } }",
      "docker-bake.hcl": 'target "x" { context = "gone" }',
      ".github/workflows/test.yml": "jobs: { t: { steps: [{ run: npm test }] } }",
      Dockerfile: DOCKERFILE,
    });
    expect(all.map(shown)).toEqual(["found, Dockerfile, in ."]);
    expect(problems).toEqual([]);
  });

  test("aliases that unfold without end are read in part", () => {
    const lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"];
    for (let level = 1; level < 12; level++)
      lines.push(
        `a${level}: &a${level} [${Array(9)
          .fill(`*a${level - 1}`)
          .join(", ")}]`,
      );
    expect(
      builds({ "compose.yaml": `${lines.join("\n")}\nservices: *a11\n`, Dockerfile: DOCKERFILE }),
    ).toEqual(["found, Dockerfile, in ."]);
  });
});
