import type { Compound, InstructionText, Part } from "../build-case";
import type { Random } from "../random";
import { choose, simpleCommands, type Writing } from "./commands";
import type { Canaries } from "./secrets";
import { World } from "./world";

/** RUN in one of its forms, with a few commands. */
export function generateRun(
  random: Random,
  world: World,
  canaries: Canaries,
  tools: ReadonlySet<string>,
): InstructionText {
  // Neither `cd` nor a variable outlives its RUN.
  const inside = new World(world);
  const writing: Writing = { random, world: inside, canaries, tools };
  const body = commands(writing, random.between(1, 4), 0);
  world.files.clear();
  for (const [path, kind] of inside.files) world.files.set(path, kind);
  world.directories.clear();
  for (const path of inside.directories) world.directories.add(path);
  const form = random.next();
  if (form < 0.15)
    return {
      keyword: "RUN",
      flags: [],
      body: ["<<EOF", random.pick(["set -e", "set -eu", ":"]), ...body],
      join: "\n",
      tail: "\nEOF",
    };
  return {
    keyword: "RUN",
    flags: [],
    body,
    join: random.pick([" && ", " && \\\n    ", "; ", " && "]),
    tail: "",
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

const compound = (open: string, body: readonly Part[], join: string, close: string): Compound => ({
  open,
  body,
  join,
  close,
});

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
  return random.pick([
    `${name}=$(cat ${file})`,
    `${name}="$(cat ${file})"`,
    `export ${name}="$(cat ${file})"`,
  ]);
};

const ifFile: CompoundGenerator = (writing, depth) => {
  const { random, world } = writing;
  const file = world.file(random);
  if (file === undefined || world.files.get(file) !== "dyed") return undefined;
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

const callFunction: CompoundGenerator = (writing) => {
  const { random, world } = writing;
  const file = world.file(random);
  if (file === undefined) return undefined;
  const target = `/tmp/by-function-${random.between(0, 9)}`;
  world.addFile(target, world.files.get(file)!);
  return `save() { cat "$1" > "$2"; }; save ${file} ${target}`;
};

const otherShell: CompoundGenerator = (writing) => {
  const { random, world } = writing;
  const file = world.file(random);
  if (file === undefined) return undefined;
  const target = `/tmp/by-shell-${random.between(0, 9)}`;
  world.addFile(target, world.files.get(file)!);
  return choose(writing, [
    `sh -c 'cat ${file} > ${target}'`,
    `sh -c 'cat "$1" > "$2"' - ${file} ${target}`,
    `FROM=${file} sh -c 'cp $FROM ${target}'`,
    `env FROM=${file} sh -c 'cp "$FROM" ${target}'`,
    `eval "cp ${file} ${target}"`,
    `echo ${file} | xargs -I{} cp {} ${target}`,
    `cat ${file} | while read -r line; do echo "$line"; done > ${target}`,
    `cat ${file} | (cat > ${target})`,
    `cat ${file} | { cat; } > ${target}`,
    `{ echo start; cat ${file}; } > ${target}`,
    `cp ${file} ${target} || true`,
    `exec 3< ${file}; cat <&3 > ${target}`,
  ]);
};

const compounds: readonly CompoundGenerator[] = [
  group,
  subshell,
  changeDirectory,
  assignment,
  assignment,
  ifFile,
  forEach,
  callFunction,
  otherShell,
  otherShell,
];
