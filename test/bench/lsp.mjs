// How long an editor waits after a keystroke: a warm lint of a 200-line Dockerfile with a context of 5,000 files, over stdio, from the
// change to the answer of a request about the new text (which does not wait for the pause in typing that diagnostics wait for).
// By hand: npm run build && node test/bench/lsp.mjs [keystrokes]
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver-protocol/node";

const keystrokes = Number(process.argv[2] ?? 300);
const folder = mkdtempSync(join(tmpdir(), "watertight-lsp-bench-"));
const cli = fileURLToPath(new URL("../../dist/cli.cjs", import.meta.url));

/** 5,000 files as projects have them, with some content. */
function makeContext() {
  const endings = ["ts", "js", "json", "md", "css", "py", "go", "yaml"];
  for (let directory = 0; directory < 250; directory++) {
    const path = join(folder, "src", `area-${directory % 10}`, `module-${directory}`);
    mkdirSync(path, { recursive: true });
    for (let file = 0; file < 20; file++)
      writeFileSync(join(path, `source-${file}.${endings[file % 8]}`), `export const value = ${file};\n`.repeat(40));
  }
}

/** 200 lines: four stages, with the instructions that real files have, and one finding or more where `leak` is. */
function dockerfile(leak) {
  const lines = ["# syntax=docker/dockerfile:1"];
  for (let stage = 0; stage < 4; stage++) {
    lines.push(stage === 3 ? "FROM node:22-alpine" : `FROM node:22 AS stage-${stage}`, "WORKDIR /app");
    for (let block = 0; block < 8; block++)
      lines.push(
        `ENV SETTING_${block}=value-${block}`,
        `COPY src/area-${block} ./area-${block}`,
        "RUN set -eux; \\",
        `    npm ci --prefix area-${block} && \\`,
        `    if [ -f x ]; then cp x y; else echo "none" > z; fi; \\`,
        "    rm -rf /tmp/cache",
      );
  }
  if (leak) lines.push("ARG NPM_TOKEN", "RUN npm config set //npm.acme.example/:_authToken $NPM_TOKEN && npm ci");
  while (lines.length < 200) lines.push("EXPOSE 80");
  return lines;
}

const percentile = (numbers, share) => [...numbers].sort((a, b) => a - b)[Math.ceil(numbers.length * share) - 1];
const shown = (numbers) =>
  `median ${percentile(numbers, 0.5).toFixed(1)} ms, p95 ${percentile(numbers, 0.95).toFixed(1)} ms, most ${Math.max(...numbers).toFixed(1)} ms`;

/** Milliseconds of CPU that the server has used, where the system tells it: what a busy machine does not stretch. */
function cpu() {
  try {
    const [user, system] = readFileSync(`/proc/${child.pid}/stat`, "utf8").split(") ")[1].split(" ").slice(11, 13);
    return (Number(user) + Number(system)) * 10;
  } catch {
    return Number.NaN;
  }
}

const child = spawn(process.execPath, [cli, "lsp", "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
const connection = createProtocolConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
let published = 0;
connection.onNotification("textDocument/publishDiagnostics", ({ diagnostics }) => {
  published = diagnostics.length;
});
connection.onRequest("client/registerCapability", () => null);
connection.listen();

async function measure(title, lines) {
  const uri = pathToFileURL(join(folder, `${title.replace(/\W+/g, "-")}.Dockerfile`)).href;
  let version = 1;
  const opened = performance.now();
  await connection.sendNotification("textDocument/didOpen", {
    textDocument: { uri, languageId: "dockerfile", version, text: `${lines.join("\n")}\n` },
  });
  const ask = () => connection.sendRequest("textDocument/codeLens", { textDocument: { uri } });
  await ask();
  const first = performance.now() - opened;
  const times = [];
  const empty = [];
  // The first keystrokes are those in which V8 compiles.
  const warm = 100;
  let before = 0;
  for (let key = -warm; key < keystrokes; key++) {
    if (key === 0) before = cpu();
    const line = 10 + (((key + warm) * 7) % 150);
    const began = performance.now();
    // A letter more at the end of a line.
    await connection.sendNotification("textDocument/didChange", {
      textDocument: { uri, version: ++version },
      contentChanges: [{ range: { start: { line, character: 9 }, end: { line, character: 9 } }, text: "x" }],
    });
    await ask();
    if (key >= 0) times.push(performance.now() - began);
    // What the machine and the pipes take by themselves: a request about nothing.
    const idle = performance.now();
    await connection.sendRequest("textDocument/documentLink", { textDocument: { uri: "untitled:nothing" } });
    if (key >= 0) empty.push(performance.now() - idle);
  }
  const each = ((cpu() - before) / keystrokes).toFixed(1);
  console.log(
    `${title}: opened in ${first.toFixed(0)} ms, then ${shown(times)} (an empty request: ${shown(empty)}), CPU of the server ${each} ms each (${published} diagnostics)`,
  );
  await connection.sendNotification("textDocument/didClose", { textDocument: { uri } });
}

try {
  makeContext();
  await connection.sendRequest("initialize", {
    processId: process.pid,
    rootUri: pathToFileURL(folder).href,
    capabilities: { workspace: { didChangeWatchedFiles: { dynamicRegistration: true } } },
  });
  await connection.sendNotification("initialized", {});
  await measure("200 lines, clean", dockerfile(false));
  await measure("200 lines, with findings", dockerfile(true));
  const all = dockerfile(false);
  await measure("200 lines, COPY of all 5,000 files", [...all.slice(0, -1), "COPY . /all"]);
  await connection.sendRequest("shutdown");
  await connection.sendNotification("exit");
} finally {
  child.kill();
  rmSync(folder, { recursive: true, force: true });
}
