/** An example of a rule about what a project gives its builds. The word `canary`, with or without a digit, is its secret. */
export interface GivingCase {
  readonly rule: string;
  readonly title: string;
  /** The files of the project by their paths; git tracks those of `tracked`, where it is given. */
  readonly files: Readonly<Record<string, string>>;
  readonly tracked?: readonly string[];
  /** A line a place: what describes the build, and where the canary rests. */
  readonly expected: readonly string[];
}

const step = (inputs = "") =>
  `jobs:\n  ci:\n    steps:\n      - uses: docker/build-push-action@v6\n        with:\n          provenance: false\n${inputs
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => `          ${line}\n`)
    .join("")}`;
const WORKFLOW = ".github/workflows/ci.yml";
const ACTION = "workflow job ci, step docker/build-push-action@v6:";
const COPY = "FROM base\nCOPY . /a/\n";
const GIVEN = ["FROM base", ...["A", "B", "C"].map((name) => `ARG ${name}`)].join("\n");

/** Sections 7, 10 and 11: contexts, args and secrets as files of the project give them, and BuildKit's own checks. */
export const giving: readonly GivingCase[] = [
  {
    rule: "7.3",
    title: "the context of a repository has what git tracks, and no ignore file",
    files: { [WORKFLOW]: step(), Dockerfile: COPY, ".dockerignore": "s\n", s: "canary", t: "canary" },
    tracked: ["Dockerfile", "s"],
    expected: [`${ACTION} layer 2 /a/s`],
  },
  {
    rule: "7.4",
    title: "and `context: .` what is on the disk, without what the ignore file excludes",
    files: {
      [WORKFLOW]: step("context: ."),
      Dockerfile: COPY,
      ".dockerignore": "s\n",
      s: "canary",
      t: "canary",
    },
    tracked: ["Dockerfile", "s"],
    expected: [`${ACTION} layer 2 /a/t`],
  },
  {
    rule: "10.1",
    title: "a secret is the file or the variable of its mount, whatever it is read from",
    files: {
      [WORKFLOW]:
        "jobs:\n  ci:\n    steps:\n      - run: docker build --secret id=npm,src=.npmrc --secret id=pip,env=PIP .\n",
      Dockerfile: `FROM base
RUN --mount=type=secret,id=npm cp /run/secrets/npm /f
RUN --mount=type=secret,id=pip,env=T echo $T > /v
`,
    },
    expected: ["workflow job ci, step run: layer 2 /f", "workflow job ci, step run: layer 3 /v"],
  },
  {
    rule: "10.2",
    title: "build as a text and as a map",
    files: {
      "compose.yaml": `services:
  short: { build: ./web }
  long:
    build: { context: ., dockerfile: web/Dockerfile, target: first, args: { A: canary } }
  list:
    build: { context: ./list, args: ["A=canary2"], additional_contexts: { other: "service:long" } }
`,
      "web/Dockerfile": `${GIVEN.replace("FROM base", "FROM base AS first")}\nFROM base\nCOPY s /s\n`,
      "web/s": "canary",
      "list/Dockerfile": "FROM other\nARG A\n",
    },
    expected: [
      "compose service long: history 2",
      "compose service short: layer 6 /s",
      "compose service list: history 1",
      "compose service list: history 2",
    ],
  },
  {
    rule: "10.3",
    title: "an arg without a value is taken from the .env, and what only the container gets from nowhere",
    files: {
      "compose.yaml":
        "services:\n  app:\n    build: { context: app, args: [A, B] }\n    environment: { C: canary }\n    env_file: c.env\n",
      ".env": "A=canary\n",
      "c.env": "C=canary\n",
      "app/Dockerfile": `${GIVEN}\n`,
    },
    expected: ["compose service app: history 2"],
  },
  {
    rule: "10.3",
    title: "a value is interpolated from the same",
    files: {
      "compose.yaml":
        "services:\n  app:\n    build: { context: app, args: { A: 'x-${A}', B: '${B:-canary2}', C: '${C}' } }\n",
      ".env": "A=canary\n",
      "app/Dockerfile": `${GIVEN}\n`,
    },
    expected: ["compose service app: history 2", "compose service app: history 3"],
  },
  {
    rule: "10.5",
    title: "args of a bake target: of a variable, of what it inherits, and null for the Dockerfile's default",
    files: {
      "docker-bake.hcl": `variable "V" { default = "canary" }
target "_common" { args = { B = "canary2" } }
target "app" {
  inherits = ["_common"]
  context = "app"
  args = { A = V, C = null }
}
`,
      "app/Dockerfile": "FROM base\nARG A\nARG B\nARG C=canary3\n",
    },
    expected: ["history 2", "history 3", "history 4"].map((place) => `bake target app: ${place}`),
  },
  {
    rule: "10.5",
    title: "a stage, an inline Dockerfile, and the image of another target",
    files: {
      "docker-bake.json": JSON.stringify({
        target: {
          base: { context: "app", target: "first" },
          child: { context: "app", "dockerfile-inline": "FROM it\n", contexts: { it: "target:base" } },
        },
      }),
      "app/Dockerfile": "FROM base AS first\nENV T=canary\nFROM base\nENV S=canary\n",
    },
    expected: [
      "bake target base: env T",
      "bake target base: history 2",
      "bake target child: env T",
      "bake target child: history 1",
    ],
  },
  {
    rule: "10.6",
    title: "build-args are a line each, with their commas; secrets are none",
    files: {
      [WORKFLOW]: step(
        "context: app\nbuild-args: |\n  A=x,canary\n  B=${{ github.ref }}\nsecrets: |\n  C=canary",
      ),
      "app/Dockerfile": `${GIVEN}\n`,
    },
    expected: [`${ACTION} history 2`],
  },
  {
    rule: "10.6",
    title: "the file is that of the root, the target and the contexts are those that it names",
    files: {
      [WORKFLOW]: step("context: app\nfile: docker/Dockerfile\ntarget: one\nbuild-contexts: |\n  other=lib"),
      "docker/Dockerfile": "FROM base AS one\nCOPY --from=other /s /s\nFROM base\nENV T=canary\n",
      "app/x": "",
      "lib/s": "canary",
    },
    expected: [`${ACTION} layer 2 /s`],
  },
  {
    rule: "10.7",
    title: "what CI calls a secret is one, whatever the arg is called",
    files: {
      [WORKFLOW]: step(
        "context: app\nbuild-args: |\n  A=${{ secrets.X }}\n  B=${{ github.token }}\n  C=${{ vars.X }}",
      ),
      "app/Dockerfile": `${GIVEN}\n`,
    },
    expected: [`${ACTION} history 2`, `${ACTION} history 3`],
  },
  {
    rule: "11.1",
    title: "names at which BuildKit's check fires, and which hold no secret",
    files: {
      Dockerfile: `FROM base
ARG CACHE_KEY
ARG AUTH_MODE
ARG TOKEN_URL
ARG SORT_KEY
ARG SSH_AUTH_SOCK
ENV TOKEN=
`,
    },
    expected: [],
  },
  {
    rule: "11.1",
    title: "names at which it does not fire, and which ask for a secret",
    files: {
      Dockerfile: `FROM base
ARG DB_PASS
ARG MYSQL_PWD
ARG GH_PAT
ARG NPMTOKEN
ARG npmToken
ARG SSH_PASSPHRASE
`,
    },
    expected: [2, 3, 4, 5, 6, 7].map((line) => `found: history ${line}`),
  },
  {
    rule: "11.1",
    title: "a global build arg and a trigger, which it does not look at",
    files: { Dockerfile: "ARG T=canary\nFROM base\nARG T\nONBUILD ENV A=canary2\n" },
    expected: ["found: command ONBUILD", "found: history 3"],
  },
];
