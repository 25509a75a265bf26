import { type Compound, type InstructionText, type Part, partText } from "../build-case";
import type { Random } from "../random";
import { simpleCommands, type Writing } from "./commands";
import type { Mounts } from "./mounts";
import { World } from "./world";

/** RUN in one of its forms, with a few commands. */
export function generateRun(
  random: Random,
  world: World,
  around: Omit<Writing, "random" | "world"> & { readonly mounts: Mounts },
): InstructionText {
  // Neither `cd` nor a variable outlives its RUN.
  const inside = new World(world);
  const flags = around.mounts.apply(inside);
  const writing: Writing = { ...around, random, world: inside };
  const body = commands(writing, random.between(1, 4), 0);
  around.mounts.release(inside);
  world.takeFiles(inside);
  const run = { keyword: "RUN", flags, body, tail: "" };
  const lines = body.some((part) => partText(part).includes("\n"));
  if (lines && body.length === 1 && typeof body[0] === "string" && random.chance(0.5))
    return { ...run, join: "" };
  if (lines || random.chance(0.15)) {
    const own = world.shell === "bash" ? ["set -o pipefail"] : ["#!/bin/sh", "#!/bin/sh -e"];
    const first = random.pick(["set -e", "set -eu", ":", ...own]);
    return {
      ...run,
      body: [random.pick(["<<EOF", "<<'EOF'", "<<-EOF"]), first, ...body],
      join: "\n",
      tail: "\nEOF",
    };
  }
  const text = body.map(partText).join("; ");
  if (body.length === 1 && random.chance(0.15))
    return { ...run, body: [JSON.stringify([`/bin/${world.shell}`, "-c", text])], join: "" };
  return {
    ...run,
    join: random.pick([" && ", " && \\\n    ", " && \\\n    # and then\n    ", "; ", " && ", " ;\\\n"]),
  };
}

function commands(writing: Writing, count: number, depth: number): Part[] {
  const list = Array.from({ length: count }, () => command(writing, depth)).filter(
    (part) => part !== undefined,
  );
  return list.length > 0 ? list : ["true"];
}

function command(writing: Writing, depth: number): Part | undefined {
  const { random } = writing;
  if (depth < 2 && random.chance(0.2)) return random.pick(compounds)(writing, depth);
  return random.pick(simpleCommands)(writing);
}

type CompoundGenerator = (writing: Writing, depth: number) => Part | undefined;

/** A heredoc in the body ends on a line of its own. */
function compound(open: string, body: readonly Part[], join: string, close: string): Compound {
  return body.some((part) => partText(part).includes("\n"))
    ? { open, body, join: "\n", close: `\n${close.replace(/^; /, "")}` }
    : { open, body, join, close };
}

const group: CompoundGenerator = (writing, depth) =>
  compound("{ ", commands(writing, writing.random.between(1, 2), depth + 1), "; ", "; }");

/** A subshell: its directory and variables end with it. */
const subshell: CompoundGenerator = (writing, depth) => {
  const { random, world } = writing;
  const outer = world.workdir;
  const directory = random.pick([...world.directories]);
  world.workdir = directory;
  const body = commands(writing, random.between(1, 2), depth + 1);
  world.workdir = outer;
  return compound("( ", [`cd ${directory}`, ...body], " && ", " )");
};

const changeDirectory: CompoundGenerator = ({ random, world }) => {
  const directory = random.pick([...world.directories]);
  world.workdir = directory;
  return `cd ${directory}`;
};

const assignment: CompoundGenerator = ({ random, world }) => {
  const file = world.file(random);
  const name = random.pick(["VALUE", "CONTENT", "T"]);
  const dyed = world.variable(random, "dyed");
  if (dyed !== undefined && random.chance(0.5)) {
    world.variables.set(name, "dyed");
    return random.pick([
      `${name}=$${dyed}`,
      `${name}="$${dyed}"`,
      `export ${name}=$${dyed}`,
      `${name}=$(echo $${dyed})`,
    ]);
  }
  if (file === undefined) return undefined;
  world.variables.set(name, world.files.get(file)!);
  world.multiline.add(name);
  return random.pick([
    `${name}=$(cat ${file})`,
    `${name}="$(cat ${file})"`,
    `export ${name}="$(cat ${file})"`,
  ]);
};

const ifFile: CompoundGenerator = (writing, depth) => {
  const { random, world } = writing;
  const file = world.file(random);
  if (file === undefined || world.files.get(file) === "clean") return undefined;
  return compound(
    `if [ -f ${file} ]; then `,
    commands(writing, random.between(1, 2), depth + 1),
    "; ",
    "; fi",
  );
};

const forEach: CompoundGenerator = ({ random, world }) => {
  const file = world.file(random);
  if (file === undefined) return undefined;
  const directory = random.pick(["/srv/a", "/opt/b"]);
  world.addDirectory(directory);
  for (const name of ["one", "two"]) world.addFile(`${directory}/${name}`, world.files.get(file)!);
  return compound(
    `mkdir -p ${directory} && for name in one two; do `,
    [`cp ${file} ${directory}/$name`],
    "; ",
    "; done",
  );
};

const compounds: readonly CompoundGenerator[] = [
  group,
  subshell,
  changeDirectory,
  assignment,
  assignment,
  ifFile,
  forEach,
];
