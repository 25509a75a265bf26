// Packs the package, installs it into an empty project as a user would, and uses each of its parts there. Says what fails.
const { execFileSync, spawnSync } = require("node:child_process");
const { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { delimiter, join } = require("node:path");
const assert = require("node:assert/strict");
const { parse } = require("yaml");
const { root } = require("./bundle");

/** All that a user needs; anything else in the tarball is a mistake. */
const CONTENT =
  /^(?:package\.json|README\.md|LICENSE|dist\/(?:[a-z-]+\.cjs|config\.schema\.json|third-party-licenses\.txt|types\/src\/.+\.d\.ts)|rules\/[a-z-]+\/README\.md)$/;
const PROGRAM = `
import { applied } from "./helper.js";
import { Dockerignore, type Finding, lint, type LintOptions, type Report } from "watertight";
const options: LintOptions = { directory: "/" };
const report: Report = lint(options);
const first: Finding | undefined = report.findings[0];
export const said: string = applied(first?.message ?? Dockerignore.parse(".env").verdict(".env"));
`;

const folder = mkdtempSync(join(tmpdir(), "watertight-package-"));
const project = join(folder, "project");
const put = (path, text) => writeFileSync(join(project, path), text);
const run = (program, args, options = {}) =>
  execFileSync(program, args, { cwd: project, encoding: "utf8", ...options });

const steps = {
  "the tarball holds what users need, and nothing else"() {
    const [packed] = JSON.parse(run("npm", ["pack", "--json", "--pack-destination", folder], { cwd: root }));
    const paths = packed.files.map(({ path }) => path);
    assert.deepEqual(
      paths.filter((path) => !CONTENT.test(path)),
      [],
    );
    for (const path of ["dist/cli.cjs", "dist/index.cjs", "dist/config.schema.json"])
      assert(paths.includes(path), path);
    console.log(`  ${paths.length} files, ${packed.size} bytes packed, ${packed.unpackedSize} unpacked`);
  },
  "publint finds nothing"() {
    // Its program is an ES module that only the command line reaches.
    const program = join(root, "node_modules/publint/src/cli.js");
    run(process.execPath, [program, "--strict", "--pack", "false"], { cwd: root });
  },
  "it installs with no other package"() {
    put("package.json", JSON.stringify({ private: true }));
    const [tarball] = readdirSync(folder).filter((name) => name.endsWith(".tgz"));
    run("npm", ["install", "--offline", "--no-audit", "--no-fund", join(folder, tarball)]);
    const installed = readdirSync(join(project, "node_modules")).filter((name) => !name.startsWith("."));
    assert.deepEqual(installed, ["watertight"]);
  },
  "the command lints, inspects and explains"() {
    put("Dockerfile", "FROM node:22-alpine\nCOPY . /app\n");
    put(".env", "DB_PASSWORD=blue-horse-41-Staple\n");
    const command = (...args) =>
      spawnSync(join(project, "node_modules/.bin/watertight"), args, { cwd: project, encoding: "utf8" });
    const { status, stdout, stderr } = command("Dockerfile");
    assert.equal(stderr, "");
    assert.equal(status, 1);
    assert.match(stdout, /COPY ships \.env in the image/);
    assert.match(command("inspect", ".").stdout, /\/app\/\.env/);
    assert.match(command("explain", "context-secret").stdout, /How to fix it/);
    assert.match(command("--version").stdout, /^\d+\.\d+\.\d+\n$/);
  },
  "the library is required and imported"() {
    const body = `const { findings } = lint({ directory: process.cwd(), paths: ["Dockerfile"] });
      console.log(findings[0].rule, Dockerignore.parse(".env").verdict(".env"));`;
    put("use.cjs", `const { lint, Dockerignore } = require("watertight");\n${body}`);
    put("use.mjs", `import { lint, Dockerignore } from "watertight";\n${body}`);
    for (const file of ["use.cjs", "use.mjs"])
      assert.equal(run(process.execPath, [file]), "context-secret ignored\n");
    put("schema.cjs", 'console.log(require("watertight/config.schema.json").type);');
    assert.equal(run(process.execPath, ["schema.cjs"]), "object\n");
  },
  "its types hold for CommonJS, ES modules and bundlers"() {
    const compiler = join(require.resolve("typescript/package.json"), "../bin/tsc");
    for (const [module, resolution, type] of [
      ["node16", "node16", "commonjs"],
      ["node16", "node16", "module"],
      ["esnext", "bundler", "module"],
    ]) {
      const where = join(project, `types-${resolution}-${type}`);
      mkdirSync(where);
      const write = (name, text) => writeFileSync(join(where, name), text);
      write("package.json", JSON.stringify({ private: true, type }));
      write("program.ts", PROGRAM);
      write("helper.ts", "export const applied = (text: string): string => text;\n");
      const compilerOptions = {
        module,
        moduleResolution: resolution,
        strict: true,
        noEmit: true,
        target: "es2022",
        types: [],
      };
      write("tsconfig.json", JSON.stringify({ compilerOptions, include: ["*.ts"] }));
      run(process.execPath, [compiler, "-p", where]);
      // That the compiler looks at all.
      write("program.ts", `${PROGRAM}\nexport const wrong: number = said;\n`);
      assert.notEqual(spawnSync(process.execPath, [compiler, "-p", where]).status, 0);
    }
  },
  "the action runs it"() {
    const [{ env, run: script }] = parse(readFileSync(join(root, "action.yml"), "utf8")).runs.steps;
    const inputs = { PATHS: "Dockerfile", FAIL_ON: "error", SARIF: "out.sarif", ARGUMENTS: "" };
    assert.deepEqual(Object.keys(env), Object.keys(inputs));
    const GITHUB_ACTION_PATH = join(project, "node_modules/watertight");
    const { status, stdout } = spawnSync("bash", ["-c", script], {
      cwd: project,
      encoding: "utf8",
      env: { PATH: process.env.PATH, GITHUB_ACTION_PATH, ...inputs },
    });
    assert.equal(status, 1);
    assert.match(stdout, /^::error .*COPY ships/m);
    assert.equal(JSON.parse(readFileSync(join(project, "out.sarif"), "utf8")).version, "2.1.0");
  },
  "the hooks run it"() {
    const PATH = [join(project, "node_modules/.bin"), process.env.PATH].join(delimiter);
    for (const { id, entry } of parse(readFileSync(join(root, ".pre-commit-hooks.yaml"), "utf8"))) {
      const hook = () =>
        spawnSync("sh", ["-c", `${entry} "$@"`, id, ".env"], { cwd: project, env: { ...process.env, PATH } });
      assert.equal(hook().status, 1, id);
      put(".dockerignore", "*\n!src\n");
      assert.equal(hook().status, 0, id);
      rmSync(join(project, ".dockerignore"));
    }
  },
};

mkdirSync(project);
try {
  for (const [name, step] of Object.entries(steps)) {
    step();
    console.log(`ok ${name}`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
