import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { disk } from "../../src/files/disk";
import { readCases } from "../rules/case-file";
import { type BuildCase, dockerfilePath, dockerfileText } from "./build-case";
import { BASE, buildImage, daemonVersion, layOut, readBase, readTools } from "./daemon";
import { difference } from "./difference";
import { generateBuild } from "./generate/build";
import { observedPlaces, type SavedImage } from "./observe";
import { predict } from "./predict";
import { asRegression, readRegression } from "./regression";
import { shrink } from "./shrink";

type Outcome =
  | { readonly kind: "same"; readonly places: number; readonly uncertain: number }
  | {
      readonly kind: "different";
      readonly differences: readonly string[];
      readonly observed: readonly string[];
    }
  | { readonly kind: "failed"; readonly words: string };

async function compare(
  build: BuildCase,
  base: SavedImage,
  oldEngine: boolean,
  cache = false,
): Promise<Outcome> {
  const laid = layOut(build);
  try {
    const image = await buildImage(build, laid.directory, cache);
    if ("failed" in image) return { kind: "failed", words: image.failed };
    const observed = observedPlaces(image, base, build.canaries);
    const predicted = predict(build, {
      files: disk,
      dockerfile: join(laid.directory, dockerfilePath(build)),
      context: join(laid.directory, "context"),
    });
    const differences = difference(predicted, observed, oldEngine);
    return differences.length === 0
      ? { kind: "same", places: observed.length - 1, uncertain: predicted.uncertain.size }
      : { kind: "different", differences, observed };
  } finally {
    laid.remove();
  }
}

/** Builds the cases of a file of `regressions/` once more: their places are those of the real image. */
async function rebuild(file: string, base: SavedImage): Promise<void> {
  for (const regression of readCases(readFileSync(file, "utf8"))) {
    const { title, build, places } = readRegression(regression, BASE);
    const laid = layOut(build);
    const image = await buildImage(build, laid.directory).finally(laid.remove);
    const observed = "failed" in image ? [image.failed] : observedPlaces(image, base, build.canaries);
    const same = observed.join("\n") === [...places].sort().join("\n");
    console.log(`${same ? "ok" : "NOT SO"}: ${title}${same ? "" : `\n${observed.join("\n")}`}`);
    if (!same) process.exitCode = 1;
  }
}

/** The build without the instructions of one keyword, to look at the others. */
const withoutKeyword = (build: BuildCase, keyword: string | undefined): BuildCase => ({
  ...build,
  stages: build.stages.map((stage) => ({
    ...stage,
    instructions: stage.instructions.filter((instruction) => instruction.keyword !== keyword),
  })),
});

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seed: { type: "string", default: "1" },
      seeds: { type: "string", default: "1" },
      builds: { type: "string", default: "20" },
      number: { type: "string" },
      differences: { type: "string", default: "5" },
      verbose: { type: "boolean", default: false },
      without: { type: "string" },
      regressions: { type: "string" },
      "no-shrink": { type: "boolean", default: false },
    },
  });
  const version = await daemonVersion();
  if (version === undefined) {
    console.log(
      "The reality test is skipped: no Docker daemon answers. Set DOCKER_HOST, and DOCKER to the client's path.",
    );
    return;
  }
  const base = await readBase();
  const tools = await readTools();
  const oldEngine = Number.parseInt(version, 10) < 27;
  console.log(`Docker ${version}`);
  if (values.regressions !== undefined) return rebuild(values.regressions, base);
  const first = Number(values.seed);
  const jobs: (readonly [number, number])[] = [];
  for (let seed = first; seed < first + Number(values.seeds); seed++) {
    if (values.number !== undefined) jobs.push([seed, Number(values.number)]);
    else for (let number = 1; number <= Number(values.builds); number++) jobs.push([seed, number]);
  }
  const counts = { same: 0, different: 0, failed: 0, places: 0, uncertain: 0 };
  const work = async () => {
    for (let job = jobs.shift(); job; job = jobs.shift()) {
      if (counts.different >= Number(values.differences)) return;
      const [seed, number] = job;
      const build = withoutKeyword(generateBuild(seed, number, tools), values.without);
      const outcome = await compare(build, base, oldEngine);
      counts[outcome.kind]++;
      if (number % 100 === 0)
        console.error(`${seed}/${number}: ${counts.same} agree, ${counts.different} differ`);
      if (outcome.kind === "same") {
        counts.places += outcome.places;
        counts.uncertain += outcome.uncertain;
      } else if (outcome.kind === "failed") {
        if (values.verbose) console.log(`\n${seed}/${number} fails: ${outcome.words}`);
      } else {
        if (values["no-shrink"]) {
          console.log(`\n${seed}/${number}\n${dockerfileText(build)}\n${outcome.differences.join("\n")}`);
          continue;
        }
        const sign = outcome.differences[0]!.slice(0, 6);
        const smallest = await shrink(build, async (smaller) => {
          const again = await compare(smaller, base, oldEngine, true);
          return again.kind === "different" && again.differences.some((line) => line.startsWith(sign));
        });
        const last = await compare(smallest, base, oldEngine, true);
        if (last.kind !== "different") {
          const differences = outcome.differences.join("\n");
          console.log(
            `\n${seed}/${number}, not the same a second time\n${dockerfileText(build)}\n${differences}`,
          );
          continue;
        }
        console.log(
          `\n${asRegression(`${seed}/${number}`, smallest, last.observed, BASE)}\n${last.differences.join("\n")}`,
        );
      }
    }
  };
  await Promise.all([work(), work()]);
  console.log(
    `\n${counts.same} builds agree, in ${counts.places} places (${counts.uncertain} uncertain); ${counts.different} differ; ${counts.failed} did not build.`,
  );
  if (counts.different > 0) process.exitCode = 1;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 2;
});
