import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { project } from "./project";

test("a run that is killed half way leaves the old text or the new one, whole", async () => {
  const texts = ["a", "b"].map((character) => `${character.repeat(4_000_000)}\n`);
  const root = project({ Dockerfile: texts[0]! });
  const outfile = join(root, "write.cjs");
  buildSync({
    entryPoints: [join(__dirname, "../../src/cli/write-file.ts")],
    outfile,
    bundle: true,
    platform: "node",
  });
  const script = `
    const { writeFile } = require(${JSON.stringify(outfile)});
    const texts = ["a", "b"].map((character) => character.repeat(4000000) + "\\n");
    process.stdout.write("begun");
    for (let round = 0; ; round++) writeFile(${JSON.stringify(join(root, "Dockerfile"))}, texts[round % 2], texts[(round + 1) % 2]);`;
  for (let round = 0; round < 5; round++) {
    const child = spawn(process.execPath, ["-e", script], { stdio: ["ignore", "pipe", "ignore"] });
    const ended = new Promise((resolve) => child.on("exit", resolve));
    await new Promise((resolve) => child.stdout.once("data", resolve));
    await new Promise((resolve) => setTimeout(resolve, 7 * round));
    child.kill("SIGKILL");
    await ended;
    expect(texts.includes(readFileSync(join(root, "Dockerfile"), "utf8"))).toBe(true);
  }
  expect(readdirSync(root)).toContain("Dockerfile");
});
