import type { BuildCase, InstructionText, StageText } from "../build-case";
import { BASE } from "../daemon";
import { Random } from "../random";
import { generateContext, generateIgnore } from "./context";
import { generateCarry, generateCopy, generateHeredoc } from "./copy";
import { type MountSources, Mounts } from "./mounts";
import { Canaries } from "./secrets";
import { generateArg, generateCommand, generateEnv, generateLabel, generatePlace } from "./settings";
import { generateRun } from "./shell";
import { World } from "./world";

/** The build of a seed and a number, on a base with these tools: always the same. */
export function generateBuild(seed: number, number: number, tools: ReadonlySet<string>): BuildCase {
  const random = new Random(Math.imul(seed, 1_000_003) + number);
  const canaries = new Canaries(random);
  const files = generateContext(random, canaries);
  const ignore = generateIgnore(random);
  const stages = new Map<string, World>();
  const around: Surroundings = {
    random,
    canaries,
    tools,
    buildArgs: {},
    sources: { secrets: {}, caches: new Map(), files, stages, id: `-${seed}-${number}-UNIQUE` },
  };
  const head = random.chance(0.2) ? [globalArgument(around)] : [];
  const texts: StageText[] = [];
  for (let count = random.pick([1, 1, 1, 2, 2, 3]); count > 0; count--) texts.push(stageOf(around, head));
  const target = random.chance(0.08) ? random.pick(texts).name : undefined;
  return {
    head,
    stages: texts,
    files,
    ...(ignore ? { ignore } : {}),
    buildArgs: around.buildArgs,
    secrets: around.sources.secrets,
    ...(target === undefined ? {} : { target }),
    canaries: canaries.all,
  };
}

interface Surroundings {
  readonly random: Random;
  readonly canaries: Canaries;
  readonly tools: ReadonlySet<string>;
  readonly buildArgs: Record<string, string>;
  readonly sources: MountSources & { readonly stages: Map<string, World> };
}

function globalArgument({ random, buildArgs, canaries }: Surroundings): string {
  buildArgs.NPM_TOKEN ??= canaries.make();
  return random.pick(["ARG NPM_TOKEN", "ARG APP_VERSION=3", `ARG DB_PASSWORD=${canaries.make()}`]);
}

function stageOf(around: Surroundings, head: readonly string[]): StageText {
  const { random, sources } = around;
  const [parent, parentWorld] =
    sources.stages.size > 0 && random.chance(0.3) ? random.pick([...sources.stages]) : [];
  const world = new World(parentWorld);
  const instructions: InstructionText[] = [];
  const [global] = head;
  if (global && random.chance(0.6)) {
    const name = /^ARG (\w+)/.exec(global)![1]!;
    world.variables.set(name, name === "APP_VERSION" ? "clean" : "dyed");
    instructions.push({ keyword: "ARG", flags: [], body: [name], join: " ", tail: "" });
  }
  for (let rest = random.between(2, 6); rest > 0; rest--) {
    const made = instructionOf(around, world);
    if (made) instructions.push(made);
  }
  const name = `stage${sources.stages.size}`;
  sources.stages.set(name, world);
  return { base: parent ?? BASE, name, instructions };
}

function instructionOf(around: Surroundings, world: World): InstructionText | undefined {
  const { random, canaries, buildArgs, sources, tools } = around;
  const kind = random.next();
  if (kind < 0.22) {
    if (sources.stages.size === 0 || random.chance(0.4)) return generateCopy(random, sources.files, world);
    const [from, other] = random.pick([...sources.stages]);
    return generateCarry(random, random.chance(0.2) ? from.slice("stage".length) : from, other, world);
  }
  if (kind < 0.25) return generateHeredoc(random, world, canaries);
  if (kind < 0.65)
    return generateRun(random, world, { canaries, tools, mounts: new Mounts(random, canaries, sources) });
  if (kind < 0.75) return generateArg(random, world, canaries, buildArgs);
  if (kind < 0.84) return generateEnv(random, world, canaries);
  if (kind < 0.88) return generateLabel(random, world, canaries);
  if (kind < 0.91) return generateCommand(random, canaries);
  return generatePlace(random, world, tools);
}
