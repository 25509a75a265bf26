// The walk of a context of 100,000 files against `find`, in CPU time. Run by hand: node test/bench/walk.mjs
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";

const project = fileURLToPath(new URL("../..", import.meta.url));
const work = mkdtempSync(join(tmpdir(), "watertight-walk-"));
const root = join(work, "context");
const pairs = 9;

// As projects have it: 5,000 directories of 20 files, four levels deep.
function makeTree() {
  const extensions = ["ts", "js", "json", "md", "css", "py", "go", "svg"];
  for (let directory = 0; directory < 5000; directory++) {
    const path = join(root, `area-${directory % 10}`, `module-${directory % 100}`, `part-${directory % 1000}`, `unit-${directory}`);
    mkdirSync(path, { recursive: true });
    for (let file = 0; file < 20; file++) writeFileSync(join(path, `source-file-${file}.${extensions[file % 8]}`), "");
  }
}

const ignoreLines = [
  "**/.git", "**/node_modules", "**/dist", "**/.DS_Store", "**/*.pyc", "**/__pycache__", "**/.venv", "**/coverage", "*.log",
  "**/*.swp", ".vscode", ".idea", "docker-compose*", "**/Dockerfile*", "README.md", "**/.env", "**/.env.*", "!**/.env.example",
  "**/*.tmp", "**/charts", "**/secrets.dev.yaml", "**/*.*proj.user", "**/bin", "**/obj", "LICENSE",
];

function milliseconds({ user, system }) {
  return (user + system) / 1000;
}

/** The CPU time of a finished child: what the shell says of it, start and all. */
function findTime() {
  const { stderr } = spawnSync("bash", ["-c", `TIMEFORMAT='%U %S'; time find "$0" -type f > /dev/null`, root], { encoding: "utf8" });
  const [user, system] = stderr.trim().split(/\s+/).map(Number);
  return (user + system) * 1000;
}

const median = (numbers) => numbers.toSorted((one, other) => one - other)[numbers.length >> 1];

try {
  makeTree();
  const bundle = join(work, "context.cjs");
  buildSync({
    stdin: {
      contents: `export { openContext } from "./src/context"; export { disk } from "./src/files/disk"; export { fileJudge, fileSearch } from "./src/secrets";`,
      resolveDir: project,
    },
    bundle: true,
    platform: "node",
    outfile: bundle,
  });
  const { openContext, disk, fileJudge, fileSearch } = createRequire(import.meta.url)(bundle);
  const walkTime = () => {
    const before = process.cpuUsage();
    const context = openContext({ files: disk, root, dockerfile: `${root}/Dockerfile`, judge: fileJudge, search: fileSearch });
    if (context.secretFiles.length + context.problems.length > 0) throw new Error("the tree holds no secrets");
    return milliseconds(process.cpuUsage(before));
  };
  for (const [title, lines] of [["no ignore file", []], [`${ignoreLines.length} ignore lines`, ignoreLines], ["everything ignored", ["*"]]]) {
    writeFileSync(join(root, ".dockerignore"), `${lines.join("\n")}\n`);
    const first = walkTime();
    const ratios = [];
    const walks = [];
    const finds = [];
    for (let pair = 0; pair < pairs; pair++) {
      const walk = walkTime();
      const find = findTime();
      walks.push(walk);
      finds.push(find);
      ratios.push(walk / find);
    }
    console.log(
      `${title}: first walk ${first.toFixed(0)} ms, then ${median(walks).toFixed(0)} ms, find ${median(finds).toFixed(0)} ms, ratio ${median(ratios).toFixed(2)} (budget 2)`,
    );
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
