import type { BuildCase, InstructionText, StageText } from "../build-case";
import { BASE } from "../daemon";
import { Random } from "../random";
import { archivesOf, generateContext, generateIgnore } from "./context";
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
    leaning: random.pick(LEANINGS),
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
    ...(random.chance(0.15) ? { inside: true as const } : {}),
    canaries: canaries.all,
  };
}

interface Surroundings {
  readonly random: Random;
  readonly canaries: Canaries;
  readonly tools: ReadonlySet<string>;
  readonly leaning: (typeof LEANINGS)[number];
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
  if (sources.stages.size > 0 && parent === undefined && random.chance(0.1)) return scratchStage(around);
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
  // What the next stage does when it stands on this one; its world is the next one's.
  if (random.chance(0.1)) {
    const trigger = instructionOf(around, new World(world));
    if (trigger && !trigger.tail.includes("\n"))
      instructions.push({ ...trigger, keyword: `ONBUILD ${trigger.keyword}` });
  }
  sources.stages.set(name, world);
  return { base: parent ?? BASE, name, instructions };
}

/** A last stage that holds nothing but what it takes from others. */
function scratchStage({ random, sources }: Surroundings): StageText {
  const world = new World();
  const instructions = [...sources.stages].flatMap(
    ([name, other]) => generateCarry(random, name, other, world) ?? [],
  );
  const name = `stage${sources.stages.size}`;
  sources.stages.set(name, new World());
  return { base: "scratch", name, instructions };
}

/** How often each kind of instruction comes, in builds that are about different things. */
const LEANINGS = [
  { copy: 22, heredoc: 3, run: 40, arg: 10, env: 9, label: 4, command: 3, place: 9 },
  { copy: 60, heredoc: 5, run: 15, arg: 2, env: 3, label: 0, command: 0, place: 15 },
  { copy: 10, heredoc: 2, run: 70, arg: 8, env: 5, label: 0, command: 0, place: 5 },
  { copy: 10, heredoc: 5, run: 20, arg: 20, env: 20, label: 10, command: 10, place: 5 },
] as const;

type Kind = keyof (typeof LEANINGS)[number];

function kindOf(random: Random, leaning: (typeof LEANINGS)[number]): Kind {
  const kinds = Object.entries(leaning) as [Kind, number][];
  return random.pick(kinds.flatMap(([kind, times]) => Array.from({ length: times }, () => kind)));
}

function instructionOf(around: Surroundings, world: World): InstructionText | undefined {
  const { random, canaries, buildArgs, sources, tools } = around;
  switch (kindOf(random, around.leaning)) {
    case "copy": {
      if (sources.stages.size === 0 || random.chance(0.4)) return generateCopy(random, sources.files, world);
      const [from, other] = random.pick([...sources.stages]);
      return generateCarry(random, random.chance(0.2) ? from.slice("stage".length) : from, other, world);
    }
    case "heredoc":
      return generateHeredoc(random, world, canaries);
    case "run":
      return generateRun(random, world, {
        canaries,
        tools,
        archives: archivesOf(sources.files),
        mounts: new Mounts(random, canaries, sources),
      });
    case "arg":
      return generateArg(random, world, canaries, buildArgs);
    case "env":
      return generateEnv(random, world, canaries);
    case "label":
      return generateLabel(random, world, canaries);
    case "command":
      return generateCommand(random, canaries);
    case "place":
      return generatePlace(random, world, tools);
  }
}
