#!/usr/bin/env node
import { existsSync, readFileSync, renameSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { Script } from "node:vm";
import { crashLine } from "./crash";

process.on("uncaughtException", (error) => {
  attempt(() => writeSync(2, crashLine(error)));
  process.exit(3);
});

/*
 * The files beside this one run with the compiled form that an earlier run left there: to compile takes a third of a short run. A compiled
 * form holds the functions that its run needed. One that found something needs many more than a clean one, so it leaves a form of its own,
 * which is taken first. V8 refuses what belongs to another Node or another text; where nothing can be written, only time is lost.
 */
const FUNCTION = "(function(exports,require,module,__filename,__dirname){";
const CLEAN = 0;
const FINDINGS = 1;
const loaded = new Map<string, { readonly exports: unknown; keep(exitCode: number): void }>();

load("main.cjs");

// Only now, when it is known what the run needed; of --help, --version and a server that has just begun it is not what others need.
const [, , first, ...others] = process.argv;
const short = first === "lsp" || (others.length === 0 && (first === "--help" || first === "--version"));
if (!short)
  for (const { keep } of loaded.values()) attempt(() => keep(process.exitCode === 1 ? FINDINGS : CLEAN));
// All is written: to take the heap apart, as the end of a process does, would cost a twentieth of a short run.
if (first !== "lsp") process.exit();

function load(name: string): unknown {
  const known = loaded.get(name);
  if (known) return known.exports;
  const file = join(__dirname, name);
  const form = (exitCode: number) =>
    file.replace(/cjs$/, `${process.version}-${process.arch}-${exitCode}.cache`);
  const ran = [FINDINGS, CLEAN].find((exitCode) => existsSync(form(exitCode)));
  const cachedData = ran === undefined ? undefined : attempt(() => readFileSync(form(ran)));
  const text = readFileSync(file, "latin1");
  const script = new Script(text.startsWith(FUNCTION) ? text : `${FUNCTION}${text}\n})`, {
    filename: file,
    ...(cachedData ? { cachedData } : {}),
  });
  const module = { exports: {} };
  const keep = (exitCode: number) => {
    if (ran !== undefined && ran >= exitCode && !script.cachedDataRejected) return;
    const unfinished = `${form(exitCode)}.${process.pid}`;
    writeFileSync(unfinished, script.createCachedData());
    renameSync(unfinished, form(exitCode));
  };
  const requireHere = (id: string) => (id.startsWith("./") ? load(id) : require(id));
  script.runInThisContext()(module.exports, requireHere, module, file, __dirname);
  loaded.set(name, { exports: module.exports, keep });
  return module.exports;
}
function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}
