import type { BuildCase, InstructionText, StageText } from "../build-case";
import { BASE } from "../daemon";
import { Random } from "../random";
import { generateContext, generateIgnore } from "./context";
import { generateCarry, generateCopy } from "./copy";
import { Canaries } from "./secrets";
import { generateArg, generateCommand, generateEnv, generateLabel, generatePlace } from "./settings";
import { generateRun } from "./shell";
import { World } from "./world";

/** The build of a seed and a number: always the same. */
export function generateBuild(seed: number, number: number, tools: ReadonlySet<string>): BuildCase {
  const random = new Random(Math.imul(seed, 1_000_003) + number);
  const canaries = new Canaries(random);
  const files = generateContext(random, canaries);
  const ignore = generateIgnore(random);
  const buildArgs: Record<string, string> = {};
  const worlds: World[] = [];
  const stages: StageText[] = [];
  for (let count = random.pick([1, 1, 1, 2, 2, 3]); count > 0; count--) {
    const index = stages.length;
    const parent = index > 0 && random.chance(0.3) ? random.between(0, index - 1) : undefined;
    const world = new World(parent === undefined ? undefined : worlds[parent]);
    const instructions: InstructionText[] = [];
    for (let rest = random.between(2, 6); rest > 0; rest--) {
      const made = instructionOf(random, world, { canaries, files, buildArgs, worlds, tools });
      if (made) instructions.push(made);
    }
    worlds.push(world);
    stages.push({
      base: parent === undefined ? BASE : `stage${parent}`,
      name: `stage${index}`,
      instructions,
    });
  }
  return {
    head: [],
    stages,
    files,
    ...(ignore ? { ignore } : {}),
    buildArgs,
    secrets: {},
    canaries: canaries.all,
  };
}

interface Surroundings {
  readonly canaries: Canaries;
  readonly files: BuildCase["files"];
  readonly buildArgs: Record<string, string>;
  readonly worlds: readonly World[];
  readonly tools: ReadonlySet<string>;
}

function instructionOf(random: Random, world: World, around: Surroundings): InstructionText | undefined {
  const { canaries, files, buildArgs, worlds, tools } = around;
  const kind = random.next();
  if (kind < 0.25) {
    const from = worlds.length > 0 && random.chance(0.6) ? random.between(0, worlds.length - 1) : undefined;
    return from === undefined
      ? generateCopy(random, files, world)
      : generateCarry(random, `stage${from}`, worlds[from]!, world);
  }
  if (kind < 0.65) return generateRun(random, world, canaries, tools);
  if (kind < 0.75) return generateArg(random, world, canaries, buildArgs);
  if (kind < 0.84) return generateEnv(random, world, canaries);
  if (kind < 0.88) return generateLabel(random, world, canaries);
  if (kind < 0.91) return generateCommand(random, canaries);
  return generatePlace(random, world);
}
