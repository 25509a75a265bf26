// The search of 5,000 copied files (about 40 MB) for credentials, against reading them only and against `grep -rc x`, in CPU time.
// Run by hand: node test/bench/content.mjs [folder with real sources]
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";

const project = fileURLToPath(new URL("../..", import.meta.url));
const sources = process.argv[2] ?? join(project, "node_modules");
const work = mkdtempSync(join(tmpdir(), "watertight-content-"));
const root = join(work, "app");
const files = 5000;
const bytes = 40_000_000;
const rounds = 7;

/** Real source files, copied under names that the search does not pass over, until there are enough. */
function makeTree() {
  const found = [];
  const open = [sources];
  while (open.length > 0 && found.length < files * 4) {
    const folder = open.pop();
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) open.push(path);
      else if (entry.isFile() && /\.(?:[cm]?[jt]s|json|md|css|py|go|java|html)$/.test(entry.name)) found.push(path);
    }
  }
  const sized = found.map((path) => ({ path, size: statSync(path).size })).filter(({ size }) => size < 200_000);
  // The mean size decides how many large files are taken.
  sized.sort((one, other) => one.size - other.size);
  const large = sized.length - Math.min(sized.length, files);
  let total = 0;
  const taken = sized.slice(large / 2, large / 2 + files);
  for (const [index, { path, size }] of taken.entries()) {
    const folder = join(root, "src", `part-${index % 250}`);
    mkdirSync(folder, { recursive: true });
    cpSync(path, join(folder, `file-${index}${path.slice(path.lastIndexOf("."))}`));
    total += size;
  }
  for (let index = 0; total < bytes; index = (index + 1) % taken.length) {
    const name = join(root, "src", `part-${index % 250}`, `file-${index}${taken[index].path.slice(taken[index].path.lastIndexOf("."))}`);
    const text = readFileSync(taken[index].path);
    writeFileSync(name, text, { flag: "a" });
    total += text.length;
  }
  writeFileSync(join(root, "package.json"), "{}\n");
  writeFileSync(join(root, ".dockerignore"), "**/.env\n");
  return { count: taken.length, total };
}

const cpu = (action) => {
  const before = process.cpuUsage();
  action();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
};

function grepTime() {
  const { stderr } = spawnSync("bash", ["-c", `TIMEFORMAT='%U %S'; time grep -rc x "$0" > /dev/null`, root], { encoding: "utf8" });
  const [user, system] = stderr.trim().split(/\s+/).map(Number);
  return (user + system) * 1000;
}

function readAll(folder) {
  let total = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    total += entry.isDirectory() ? readAll(path) : readFileSync(path).length;
  }
  return total;
}

const median = (numbers) => numbers.toSorted((one, other) => one - other)[numbers.length >> 1];

try {
  const { count, total } = makeTree();
  const bundle = join(work, "lint.cjs");
  buildSync({
    stdin: { contents: `export { lint } from "./src/lint";`, resolveDir: project },
    bundle: true,
    platform: "node",
    outfile: bundle,
  });
  const { lint } = createRequire(import.meta.url)(bundle);
  const run = (text, content) => () => {
    writeFileSync(join(root, "Dockerfile"), text);
    const { findings } = lint({ directory: root, paths: ["Dockerfile"], content });
    if (findings.length > 0) throw new Error(`the sources hold a credential: ${findings[0].message}`);
  };
  const measured = {
    "COPY . ., searched": run("FROM node\nCOPY . /app\n", true),
    "COPY . ., --no-content": run("FROM node\nCOPY . /app\n", false),
    "COPY package.json, searched": run("FROM node\nCOPY package.json /app/\n", true),
    "reading the files only": () => void readAll(root),
  };
  const times = Object.fromEntries(Object.keys(measured).map((name) => [name, []]));
  const greps = [];
  for (let round = 0; round < rounds; round++) {
    for (const [name, action] of Object.entries(measured)) times[name].push(cpu(action));
    greps.push(grepTime());
  }
  console.log(`${count} files, ${(total / 1_000_000).toFixed(0)} MB; CPU time, median of ${rounds}:`);
  for (const [name, values] of Object.entries(times)) console.log(`  ${name}: ${median(values).toFixed(1)} ms`);
  console.log(`  grep -rc x: ${median(greps).toFixed(0)} ms`);
  const search = median(times["COPY . ., searched"].map((value, round) => value - times["COPY . ., --no-content"][round]));
  const ratio = (others) => (search / median(others)).toFixed(2);
  console.log(`the search itself: ${search.toFixed(0)} ms, ${ratio(times["reading the files only"])} × reading, ${ratio(greps)} × grep`);
} finally {
  rmSync(work, { recursive: true, force: true });
}
