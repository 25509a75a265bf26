// How long the command takes for the input that is the hardest to follow, from its start to its end. Run by hand, on a quiet machine:
// npm run build && node test/bench/hostile.mjs [part of a name]. Exits with 1 where lint takes a second for one.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const command = fileURLToPath(new URL("../../dist/cli.cjs", import.meta.url));
const LIMIT = 1;
const SIZE = 64 * 1024;
const NESTED = 10_000;

const filled = (line) => Array.from({ length: Math.floor(SIZE / line(1000).length) }, (_, at) => line(at)).join("");
const many = (count, line) => Array.from({ length: count }, (_, at) => line(at)).join("\n");
const nested = (open, close, inner = "x") => `echo ${open.repeat(NESTED)}${inner}${close.repeat(NESTED)} > f`;
const run = (body) => `FROM debian:13\nARG T_TOKEN\nSHELL ["/bin/bash", "-c"]\nRUN <<SCRIPT\n${body}\nSCRIPT\n`;

const DOCKERFILES = {
  "64 KB of secrets in files": run(filled((at) => `echo $T_TOKEN > f${at}; `)),
  "64 KB of secrets in one file": run(filled(() => "echo $T_TOKEN >> f\n")),
  "64 KB of branches": run(filled(() => "foo && echo $T_TOKEN > f$RANDOM || rm f;\n")),
  "64 KB of conditions": run(filled((at) => `if foo; then echo $T_TOKEN > f${at}; fi\n`)),
  "64 KB of loops": run(filled((at) => `for i in a b c; do echo $T_TOKEN > f$i${at}; done\n`)),
  "64 KB of pipes": run(`echo $T_TOKEN | ${filled((at) => `tee f${at} | `)}cat > f`),
  "64 KB of copies": run(`echo $T_TOKEN > f0\n${filled((at) => `cp f${at} f${at + 1}\n`)}`),
  "64 KB of moves": run(`echo $T_TOKEN > f0\n${filled((at) => `mv f${at} f${at + 1}\n`)}`),
  "64 KB of names of one file": run(`echo $T_TOKEN > f0\n${filled((at) => `ln f${at} f${at + 1}\n`)}`),
  "64 KB of patterns": run(`${many(1000, (at) => `echo $T_TOKEN > ${"a".repeat(20)}${at}`)}\n${many(1000, (at) => `rm ${"*a".repeat(8)}b${at}`)}`),
  "64 KB of scripts in scripts": run(filled((at) => `sh -c 'echo $0 > f${at}' $T_TOKEN\n`)),
  "64 KB of eval": run(filled((at) => `eval "echo $T_TOKEN > f${at}"\n`)),
  "64 KB of tool commands": run(filled((at) => `npm config set //r${at}/:_authToken $T_TOKEN\n`)),
  "64 KB of a growing value": run(`a=$T_TOKEN\n${filled(() => "a=$a$a\n")}echo $a > f`),
  "10,000 nested substitutions": run(nested("$(echo ", ")", "$T_TOKEN")),
  "10,000 nested defaults": run(nested("${a:-", "}", "$T_TOKEN")),
  "10,000 nested slices": run(nested("${a:", "}", "1")),
  "10,000 nested suffixes": run(nested('"${a%', '}"')),
  "10,000 nested braces": run(nested("{a,", "}")),
  "10,000 nested subshells": run(`${"( ".repeat(NESTED)}echo $T_TOKEN > f${" )".repeat(NESTED)}`),
  "10,000 nested defaults of an ENV": `FROM debian:13\nARG T_TOKEN\nENV X=${"${a:-".repeat(NESTED)}$T_TOKEN${"}".repeat(NESTED)}\n`,
  "500 stages": many(500, (at) => `FROM debian:13 AS s${at}\nRUN echo ${at} > /f${at}`),
  "500 stages, a secret in each": many(500, (at) => `FROM debian:13 AS s${at}\nARG API_TOKEN\nRUN echo $API_TOKEN > /f${at}`),
  "500 stages, each on the one before": many(500, (at) => `FROM ${at ? `s${at - 1}` : "debian:13"} AS s${at}\nARG API_TOKEN\nRUN echo $API_TOKEN > /f${at}`),
  "500 stages, each copies from the one before": many(500, (at) => `FROM debian:13 AS s${at}\nARG API_TOKEN\nRUN echo $API_TOKEN > /f${at}\n${at ? `COPY --from=s${at - 1} / /` : ""}`),
  "500 stages, all copied into the last": `${many(500, (at) => `FROM debian:13 AS s${at}\nARG API_TOKEN\nRUN echo $API_TOKEN > /f${at}`)}\nFROM debian:13\n${many(500, (at) => `COPY --from=s${at} /f${at} /`)}`,
  // BuildKit reads no Dockerfile of more than a megabyte, and refuses this one.
  "a heredoc of a million lines": `FROM debian:13\nRUN cat <<E > f\n${"k\n".repeat(1_000_000)}E\n`,
  "a heredoc of half a million lines": `FROM debian:13\nRUN cat <<E > f\n${"k\n".repeat(500_000)}E\n`,
  "a script of half a million lines": `FROM debian:13\nRUN <<E\n${":\n".repeat(490_000)}E\n`,
  "a heredoc of 80,000 secrets": `FROM debian:13\nARG T_TOKEN\nRUN cat <<E > f\n${"k=$T_TOKEN\n".repeat(80_000)}E\n`,
};

/** The best of three runs. */
function best(subcommand) {
  const times = [];
  let report;
  for (let round = 0; round < 3; round++) {
    const start = process.hrtime.bigint();
    const { stdout } = spawnSync(process.execPath, [command, subcommand, "--format", "json", work], { maxBuffer: 1e9 });
    times.push(Number(process.hrtime.bigint() - start) / 1e9);
    report = JSON.parse(stdout);
  }
  return { seconds: Math.min(...times), report };
}

const work = mkdtempSync(join(tmpdir(), "watertight-hostile-"));
const wanted = process.argv[2] ?? "";
try {
  for (const [name, text] of Object.entries(DOCKERFILES)) {
    if (!name.includes(wanted)) continue;
    writeFileSync(join(work, "Dockerfile"), text);
    const [lint, inspect] = ["lint", "inspect"].map(best);
    const { findings, problems } = lint.report;
    const kilobytes = Math.round(text.length / 1024);
    console.log(
      `lint ${lint.seconds.toFixed(2)} s, inspect ${inspect.seconds.toFixed(2)} s  ${name}, ${kilobytes} KB: ${findings.length} findings, ${problems.length} problems${lint.seconds < LIMIT ? "" : "  TOO LONG"}`,
    );
    if (lint.seconds >= LIMIT) process.exitCode = 1;
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
