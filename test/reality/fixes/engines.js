const runBundled = require("../bundled");

/** Really builds the fixes, on the engine that `docker` finds and on an older one where there is one; gives the worst exit code. */
module.exports = function buildFixes(names) {
  console.log("\nThe fixes, on the engine that docker finds:");
  const current = runBundled("fixes/main.ts", names);
  const older = process.env.REALITY_OLDER_HOST;
  if (!older) {
    console.log("\nSkipped: the fixes on an older engine. REALITY_OLDER_HOST names none.");
    return current;
  }
  console.log(`\nThe fixes, on the older engine at ${older}:`);
  return Math.max(current, runBundled("fixes/main.ts", names, { DOCKER_HOST: older }));
};
