#!/usr/bin/env node
import { readFileSync, renameSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { Script } from "node:vm";
import { crashLine } from "./crash";

process.on("uncaughtException", (error) => {
  attempt(() => writeSync(2, crashLine(error)));
  process.exit(3);
});

/*
 * Runs main.cjs, which stands beside this file, with the compiled form that an earlier run left there: to compile it takes a
 * third of a short run. A compiled form of another Node or another text is refused by V8 and written anew; where it cannot
 * be written, nothing is lost but the time.
 */
const file = join(__dirname, "main.cjs");
const cache = join(__dirname, `main-${process.version}-${process.arch}.cache`);

const cachedData = attempt(() => readFileSync(cache));
const text = readFileSync(file, "latin1");
const script = new Script(`(function(exports,require,module,__filename,__dirname){${text}\n})`, {
  filename: file,
  ...(cachedData ? { cachedData } : {}),
});
const main: { exports: unknown } = { exports: {} };
script.runInThisContext()(main.exports, require, main, file, __dirname);

// Only now, so that it holds the functions that the run needed; of --help, --version and a server that has just begun those are the wrong ones.
const [, , first, ...others] = process.argv;
const short = first === "lsp" || (others.length === 0 && (first === "--help" || first === "--version"));
if (!short && (!cachedData || script.cachedDataRejected)) {
  attempt(() => {
    const unfinished = `${cache}.${process.pid}`;
    writeFileSync(unfinished, script.createCachedData());
    renameSync(unfinished, cache);
  });
}

function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}
