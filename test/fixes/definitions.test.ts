import { memory } from "../../src/files/memory";
import { applyFixes, lint } from "../../src/index";

type Files = Readonly<Record<string, string>>;

const report = (files: Files) =>
  lint({
    directory: "/p",
    files: memory(Object.fromEntries(Object.entries(files).map(([path, text]) => [`/p/${path}`, text]))),
  });

const applied = (files: Files) => applyFixes(report(files), { unsafe: true });

const fixed = (files: Files): Files =>
  Object.fromEntries(applied(files).files.map(({ path, after }) => [path, after]));

const Dockerfile = "FROM node:22\nARG NPM_TOKEN\nRUN npm ci\n";
const compose = [
  "services:",
  "  web:",
  "    build:",
  "      context: .",
  "      args:",
  "        NPM_TOKEN: ${NPM_TOKEN}",
  "        MODE: ci",
  "",
].join("\n");

test("all findings about a build arg have the edits of both ends", () => {
  const { findings } = report({ Dockerfile, "compose.yaml": compose });
  const edits = findings.map(({ fix }) => fix?.edits);
  expect(findings.map(({ rule }) => rule).sort()).toEqual(["secret-build-arg", "secret-in-arg"]);
  expect(edits[0]?.map(({ file }) => file)).toContain("compose.yaml");
  expect(edits[1]).toEqual(edits[0]);
});

test("what the file gives, nobody needs to give by hand", () => {
  const commands = report({ Dockerfile, "compose.yaml": compose }).findings.flatMap(
    ({ fix }) => fix?.commands,
  );
  expect(commands.filter((command) => command?.includes("--secret"))).toEqual([]);
});

test("line ends are kept, and a last line without one", () => {
  const text = compose.trimEnd().replaceAll("\n", "\r\n");
  const after = fixed({ Dockerfile, "compose.yaml": text })["compose.yaml"];
  expect(after).toBe(
    [
      "services:",
      "  web:",
      "    build:",
      "      context: .",
      "      args:",
      "        MODE: ci",
      "      secrets:",
      "        - npm_token",
      "secrets:",
      "  npm_token:",
      "    environment: NPM_TOKEN",
      "",
    ].join("\r\n"),
  );
});

test("a fixed project has nothing left to fix", () => {
  const files = { Dockerfile, "compose.yaml": compose };
  const again = report({ ...files, ...fixed(files) });
  expect(again.findings).toEqual([]);
  expect(again.problems).toEqual([]);
});

describe("words where an edit of the file would do more, or less", () => {
  const cases: Record<string, Files> = {
    "an override file passes it": {
      "compose.yaml": compose.replace("        NPM_TOKEN: ${NPM_TOKEN}\n", ""),
      "compose.override.yaml":
        "services:\n  web:\n    build:\n      args:\n        NPM_TOKEN: ${NPM_TOKEN}\n",
    },
    "an anchor passes it to others": {
      "compose.yaml": `x-args: &args\n  NPM_TOKEN: \${NPM_TOKEN}\n${compose.replace(/ {6}args:\n[\s\S]*/, "      args: *args\n")}`,
    },
    "the secret of that name is another": {
      "compose.yaml": `${compose}secrets:\n  npm_token:\n    file: other.txt\n`,
    },
    "a literal of a workflow": {
      ".github/workflows/ci.yml":
        "jobs:\n  a:\n    steps:\n      - run: docker build --build-arg NPM_TOKEN=$(cat token) .\n",
    },
  };
  test.each(Object.entries(cases))("%s", (_, files) => {
    const after = applied({ Dockerfile, ...files });
    expect(after.files.map(({ path }) => path)).toEqual(["Dockerfile"]);
    const [finding] = after.fixed.filter(({ rule }) => rule === "secret-build-arg");
    expect(finding?.fix?.advice).not.toEqual([]);
  });
});

test("a second file that cannot be edited is named", () => {
  const workflow =
    "jobs:\n  a:\n    steps:\n      - name: Image\n        run: docker build --build-arg NPM_TOKEN=$(cat token) .\n";
  const { findings } = report({ Dockerfile, "compose.yaml": compose, ".github/workflows/ci.yml": workflow });
  const [finding] = findings.filter(({ file }) => file === "compose.yaml");
  expect(finding?.fix?.advice.join("\n")).toContain(
    "workflow job a, step Image passes NPM_TOKEN as a build arg as well: give it as the build secret npm_token.",
  );
});
