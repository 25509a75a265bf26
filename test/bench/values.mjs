// The cost of judging values and of searching texts for tokens, in CPU time. Run by hand: node test/bench/values.mjs [folder of texts]
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";

const project = fileURLToPath(new URL("../..", import.meta.url));
const work = mkdtempSync(join(tmpdir(), "watertight-values-"));
const SOURCE = /\.(?:[cm]?[jt]sx?|json|md|ya?ml|py|go|sh|css|html)$/;

function seconds(task) {
  const start = process.cpuUsage();
  task();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}

/** The best of a few runs, since the first ones pay for compiling. */
const best = (runs, task) => Math.min(...Array.from({ length: runs }, () => seconds(task)));

/** Ordinary source text: up to 5,000 files below a folder, of at most 256 KB each. */
function textsBelow(folder) {
  const paths = readdirSync(folder, { recursive: true }).map((path) => join(folder, path));
  return paths
    .filter((path) => SOURCE.test(path) && statSync(path).isFile() && statSync(path).size <= 262_144)
    .sort()
    .slice(0, 5000)
    .map((path) => readFileSync(path, "utf8"));
}

/** Names and values as Dockerfiles have them: every row of the test's table, with a number behind it, so that none repeats. */
function settings(count) {
  const rows = readFileSync(join(project, "test/secrets/values.txt"), "utf8")
    .split("\n")
    .filter((line) => line.includes("=") && !line.startsWith("#"))
    .map((line) => line.replace(/\{\w+\}/g, "q7Rk2WmZ9Xc4VbTn5Lp3Hj6Gd1FsYaUe"));
  return Array.from({ length: count }, (_, at) => {
    const row = rows[at % rows.length];
    const equals = row.indexOf("=");
    return [row.slice(0, equals), row.slice(equals + 1) + (at < rows.length ? "" : at)];
  });
}

try {
  const outfile = join(work, "secrets.cjs");
  const entry = join(project, "src/secrets/index.ts");
  buildSync({ entryPoints: [entry], bundle: true, platform: "node", format: "cjs", outfile });
  const { findTokens, judgeValue } = createRequire(import.meta.url)(outfile);

  const pairs = settings(100_000);
  const judged = best(3, () => {
    for (const [name, value] of pairs) judgeValue(name, value);
  });
  console.log(`judging 100,000 values      ${judged.toFixed(2)} s, ${(judged * 10).toFixed(1)} µs a value`);

  const texts = textsBelow(process.argv[2] ?? join(project, "node_modules"));
  const megabytes = texts.reduce((sum, text) => sum + text.length, 0) / 1e6;
  const first = seconds(() => texts.forEach(findTokens));
  const searched = best(3, () => texts.forEach(findTokens));
  console.log(
    `searching ${texts.length} files, ${megabytes.toFixed(1)} MB  first ${first.toFixed(2)} s, then ${searched.toFixed(2)} s, ${(megabytes / searched).toFixed(0)} MB/s`,
  );

  for (const unit of ["a", "aB3", "://", "password=", "sk-", "-eyJ", "-----BEGIN PRIVATE KEY-----\n", "key=key:", "$2y$10$"]) {
    const text = unit.repeat(Math.ceil(1e6 / unit.length));
    const [once, twice] = [text, text + text].map((hostile) => best(2, () => findTokens(hostile)));
    const value = best(2, () => judgeValue("DB_PASSWORD", text));
    console.log(
      `1 MB of ${JSON.stringify(unit).padEnd(34)} tokens ${once.toFixed(3)} s, 2 MB ${twice.toFixed(3)} s; as a password ${value.toFixed(3)} s`,
    );
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
