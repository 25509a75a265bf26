// What a cold run on one Dockerfile costs, as CPU time against `node -e 0`. By hand: npm run build && node test/bench/start.js [runs]
const { execFileSync } = require("node:child_process");
const { mkdtempSync, rmSync, writeFileSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");

const cli = join(__dirname, "../../dist/cli.cjs");
const runs = Number(process.argv[2] ?? 40);
// Where this is set, each Node reads a few hundred certificates at its start, and costs nearly three times what it does otherwise.
const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;
const project = mkdtempSync(join(tmpdir(), "watertight-start-"));

/** User and system seconds of a few runs in a row; bash's `time` counts what its children used. */
function cpu(command) {
  const script = `TIMEFORMAT='%3U %3S'; time (for _ in 1 2 3; do ${command} >/dev/null 2>&1; done); exit 0`;
  const text = execFileSync("bash", ["-c", `{ ${script}; } 2>&1`], { cwd: project, env, encoding: "utf8" });
  const [user, system] = text.trim().split(/\s+/).slice(-2).map(Number);
  return user + system;
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

function measure(name, command) {
  const ratios = [];
  // The two are run in turn, so that a slow moment of the machine meets both.
  for (let run = 0; run < runs; run++) {
    const bare = cpu(`"${process.execPath}" -e 0`);
    ratios.push(cpu(command) / bare);
  }
  console.log(`${name.padEnd(28)} ${median(ratios).toFixed(2)} × node -e 0`);
}

try {
  const canary = ["plainly", "Fake", "Value", "4711"].join("-");
  writeFileSync(join(project, "Dockerfile"), "FROM alpine:3.20\nWORKDIR /app\nCOPY app.js ./\nCMD [\"node\", \"app.js\"]\n");
  writeFileSync(
    join(project, "Dockerfile.leak"),
    `FROM alpine:3.20\nARG NPM_TOKEN\nENV API_KEY=${canary}\nRUN echo "//r/:_authToken=$NPM_TOKEN" > /root/.npmrc && npm ci && rm -f /root/.npmrc\nCOPY . /app\n`,
  );
  writeFileSync(join(project, "app.js"), "0\n");
  const run = `"${process.execPath}" "${cli}"`;
  measure("node -e 0", `"${process.execPath}" -e 0`);
  measure("a clean Dockerfile", `${run} Dockerfile`);
  measure("one with findings", `${run} Dockerfile.leak`);
  measure("the same as JSON", `${run} --format json Dockerfile.leak`);
  measure("a folder", `${run} .`);
} finally {
  rmSync(project, { recursive: true, force: true });
}
