import { posix } from "node:path";
import type { Random } from "../random";
import { newPlace, spelled, withDirectory } from "./paths";
import type { Canaries } from "./secrets";
import * as templates from "./templates";
import { TOOLS } from "./tools";
import { type FileKind, isWithin, type World } from "./world";

/** What a command is written with. The world changes as the command would change it. */
export interface Writing {
  readonly random: Random;
  readonly world: World;
  readonly canaries: Canaries;
  /** Which of the tools that not every base has are there. */
  readonly tools: ReadonlySet<string>;
  /** What is in the archives of the context, by their names. */
  readonly archives: ReadonlyMap<string, readonly string[]>;
}

type Generator = (writing: Writing) => string | undefined;

/** One of several templates whose tools are there. */
function choose({ random, tools }: Writing, options: readonly string[]): string {
  const missing = TOOLS.filter((tool) => !tools.has(tool));
  return random.pick(
    options.filter((option) => !missing.some((tool) => option.split(/[\s|({]+/).includes(tool))),
  );
}

function fill(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{([FfDBTV])\}/g, (written, name: string) => values[name] ?? written);
}

/** What stands for a file in a template. */
function fileValues({ random, world }: Writing, path: string): Record<string, string> {
  const shown = spelled(random, world, path);
  return {
    F: random.chance(0.15) ? `"${shown}"` : shown,
    f: shown,
    D: posix.dirname(path),
    B: posix.basename(path),
  };
}

/** A command from a file that is there to a new one. */
const fromFile =
  (options: readonly string[], effect: (world: World, from: string, to: string) => void): Generator =>
  (writing) => {
    const { random, world } = writing;
    const from = world.file(random);
    const to = newPlace(random, world);
    if (from === undefined || from === to) return undefined;
    if (options === templates.MOVING && world.isMounted(from)) return undefined;
    if (options === templates.FILTERING && world.files.get(from) === "opaque") return undefined;
    // Some templates change the directory first, so the new place is absolute in those.
    const template = choose(
      writing,
      world.shell === "bash" && random.chance(0.5) && options === templates.COPYING
        ? templates.BASH_COPYING
        : options,
    );
    // A loop over names that only the builder knows may do what it does to any of them.
    if (template.includes("ls -A") && world.files.get(from) === "clean") return undefined;
    // Encoded text under a credential's name is taken for one, whatever it was.
    if (/base64|gzip|tar /.test(template) && world.files.get(from) === "clean") return undefined;
    const shown = /cd \{D\}|pushd/.test(template) ? to : spelled(random, world, to);
    const command = withDirectory(world, to, fill(template, { ...fileValues(writing, from), T: shown }));
    effect(world, from, to);
    return command;
  };

const fromVariable =
  (options: readonly string[], kind: FileKind): Generator =>
  (writing) => {
    const { random, world } = writing;
    const name = world.variable(random, random.chance(0.9) ? "dyed" : "clean");
    if (name === undefined) return undefined;
    const to = newPlace(random, world);
    const template = choose(writing, options);
    // Of several lines, some commands see the first.
    if (world.multiline.has(name) && /eval|read -r|set --|awk|sed|xargs|sh -c |sh <<|X="echo/.test(template))
      return undefined;
    const command = fill(template, { V: name, T: spelled(random, world, to) });
    const whole = withDirectory(world, to, command);
    world.addFile(to, kind);
    return whole;
  };

const onFile =
  (options: readonly string[], effect: (world: World, file: string) => void): Generator =>
  (writing) => {
    const { random, world } = writing;
    const file = world.ownFile(random);
    if (file === undefined) return undefined;
    const template = choose(writing, options);
    // Not the whole file system, of which the kernel's part cannot be changed.
    if (template.includes("-R") && posix.dirname(file) === "/") return undefined;
    const command = fill(template, { ...fileValues(writing, file), T: `${file}.other` });
    effect(world, file);
    return command;
  };

const copy = (world: World, from: string, to: string) => world.addFile(to, world.files.get(from) ?? "clean");

const writeLiteral: Generator = ({ random, world, canaries }) => {
  const directory = random.pick(["/app", "/srv/site", world.workdir]);
  const path = posix.join(directory, random.pick([".env", ".env.local"]));
  if (world.directories.has(path)) return undefined;
  const text = `DB_PASSWORD=${canaries.make()}`;
  const shown = spelled(random, world, path);
  const command = random.pick([
    `echo "${text}" > ${shown}`,
    `echo ${text} >> ${shown}`,
    `printf '%s\\n' '${text}' > ${shown}`,
    `printf "MODE=x\\n${text}\\n" | tee ${shown} >/dev/null`,
    `echo ${text} | tee -a ${shown}`,
    `cat <<END > ${shown}\nMODE=x\n${text}\nEND`,
    `{ echo MODE=x; echo ${text}; } > ${shown}`,
    `sh -c 'echo ${text} > ${shown}'`,
  ]);
  const whole = withDirectory(world, path, command);
  world.addFile(path, "dyed");
  return whole;
};

const intoDirectory: Generator = (writing) => {
  const { random, world } = writing;
  const file = world.file(random);
  const directory = random.pick([...world.directories].filter((path) => path !== "/"));
  if (file === undefined || directory === undefined) return undefined;
  const target = posix.join(directory, posix.basename(file));
  if (target === file || world.directories.has(target)) return undefined;
  const program = choose(writing, ["cp", "cp -f", "mv", "mv -f", "cp -t", "install"]);
  copy(world, file, target);
  if (program.startsWith("mv") && world.isMounted(file)) return undefined;
  if (program.startsWith("mv")) world.files.delete(file);
  const { F } = fileValues(writing, file);
  const shown = spelled(random, world, directory) + random.pick(["", "/", "/."]);
  return program === "cp -t"
    ? `${writing.tools.has("install") ? "cp -t" : "cp"} ${writing.tools.has("install") ? `${shown} ${F}` : `${F} ${shown}`}`
    : `${program} ${F} ${shown}`;
};

const linkFile: Generator = (writing) => {
  const { random, world } = writing;
  const file = world.file(random);
  const target = newPlace(random, world);
  if (file === undefined || world.files.has(target) || world.isMounted(file)) return undefined;
  if (world.favourite !== undefined && isWithin(target, world.favourite)) return undefined;
  const symbolic = random.chance(0.6);
  const command = `${symbolic ? `ln -s ${file}` : `ln ${spelled(random, world, file)}`} ${spelled(random, world, target)}`;
  const whole = withDirectory(world, target, command);
  copy(world, file, target);
  if (!symbolic) for (const path of [file, target]) world.linked.add(path);
  return whole;
};

const moveDirectory: Generator = ({ random, world }) => {
  const directory = world.filledDirectory(random);
  if (directory === undefined || world.workdir.startsWith(directory)) return undefined;
  const target = random.pick(["/opt/moved", "/srv/copy", "/tmp/kept", "/var/lib/app"]);
  if (world.directories.has(target) || target.startsWith(directory)) return undefined;
  const program = random.pick(["mv", "cp -r", "cp -a", "cp -R"]);
  const command = withDirectory(world, target, `${program} ${directory} ${target}`);
  for (const [path, kind] of [...world.files])
    if (path.startsWith(`${directory}/`)) world.addFile(target + path.slice(directory.length), kind);
  if (program === "mv") world.remove(directory);
  return command;
};

/** What a pattern of the shell takes: not the names that begin with a dot. */
const withPattern: Generator = ({ random, world }) => {
  const directory = world.filledDirectory(random);
  const target = random.pick(["/opt/all", "/srv/some"]);
  if (directory === undefined || directory === "/" || directory.startsWith(target)) return undefined;
  world.addDirectory(target);
  const pattern = random.pick(["*", ".e*", ".[a-z]*", "*.env", "?*", "s*", "{.env,.npmrc}"]);
  if (pattern.startsWith("{") && world.shell !== "bash") return undefined;
  const program = random.pick(["cp", "cp -r", "mv", "cp -a"]);
  return `mkdir -p ${target} && { ${program} ${directory}/${pattern} ${target}/ || true; }`;
};

const removeDirectory: Generator = (writing) => {
  const { random, world } = writing;
  const directory = world.filledDirectory(random);
  if (directory === undefined || world.workdir.startsWith(directory)) return undefined;
  const whole = random.chance(0.6);
  for (const path of [...world.files.keys()])
    if (path.startsWith(`${directory}/`) && (whole || !posix.basename(path).startsWith(".")))
      world.files.delete(path);
  if (whole) world.remove(directory);
  return choose(
    writing,
    whole
      ? [`rm -rf ${directory}`, `rm -r ${directory}`, `find ${directory} -delete`]
      : [`rm -rf ${directory}/*`],
  );
};

/** An archive of the context, in a directory of its own or where others lie. */
const unpackArchive: Generator = (writing) => {
  const { random, world, archives } = writing;
  const known = [...world.files.keys()].filter((path) => archives.has(posix.basename(path)));
  if (known.length === 0) return undefined;
  const archive = random.pick(known);
  const directory = random.pick(["/opt/unpacked", "/srv/site", world.workdir, "/app"]);
  const members = archives.get(posix.basename(archive))!;
  const named = random.chance(0.2) ? [random.pick(members)] : members;
  if (named.some((name) => world.directories.has(posix.join(directory, name)))) return undefined;
  const template = choose(writing, archive.endsWith(".zip") ? templates.UNZIPPING : templates.UNPACKING);
  const words = named === members ? "" : ` ${named[0]}`;
  const letters = archive.endsWith("gz") ? "xz" : "x";
  const command = fill(template.replaceAll("{x}", letters).replaceAll("{m}", words), {
    F: archive,
    D: directory,
  });
  const whole = withDirectory(world, posix.join(directory, "x"), command);
  for (const name of named)
    world.addFile(posix.join(directory, name), name.endsWith("README.md") ? "clean" : "opaque");
  return whole;
};

/** Commands that do one thing, each as often as it stands here. */
export const simpleCommands: readonly Generator[] = [
  writeLiteral,
  writeLiteral,
  ...Array.from({ length: 3 }, () => fromVariable(templates.WRITING_VALUES, "dyed")),
  fromVariable(templates.HARMLESS_VALUES, "clean"),
  ...Array.from({ length: 5 }, () => fromFile(templates.COPYING, copy)),
  fromFile(templates.HARMLESS, () => undefined),
  ...Array.from({ length: 2 }, () =>
    fromFile(templates.FILTERING, (world, _, to) => world.addFile(to, "clean")),
  ),
  fromFile(templates.MOVING, (world, from, to) => {
    copy(world, from, to);
    world.files.delete(from);
  }),
  intoDirectory,
  linkFile,
  moveDirectory,
  withPattern,
  ...Array.from({ length: 2 }, () => onFile(templates.REMOVING, (world, file) => world.files.delete(file))),
  removeDirectory,
  ...Array.from({ length: 3 }, () => unpackArchive),
  onFile(templates.EMPTYING, (world, file) => world.files.set(file, "clean")),
  ...Array.from({ length: 2 }, () => onFile(templates.TOUCHING, () => undefined)),
];
