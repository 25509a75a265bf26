// Runs the reality test, and really builds the fixes; the arguments are those of main.ts.
const runBundled = require("./bundled");
const buildFixes = require("./fixes/engines");

const args = process.argv.slice(2);
const builds = runBundled("main.ts", args);
// Whoever asks for one build, or for the cases of a file, gets these.
const onlyThese = args.some((arg) => /^--(?:number|regressions)\b/.test(arg));
process.exitCode = Math.max(builds, onlyThese ? 0 : buildFixes([]));
