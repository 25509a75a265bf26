import { posix } from "node:path";
import { TOOLS } from "../daemon";
import type { Random } from "../random";
import { newPlace, spelled, withDirectory } from "./paths";
import type { Canaries } from "./secrets";
import type { World } from "./world";

/** What a command is written with. The world changes as the commands would change it. */
export interface Writing {
  readonly random: Random;
  readonly world: World;
  readonly canaries: Canaries;
  /** Which of the tools that not every base has are there. */
  readonly tools: ReadonlySet<string>;
}

/** One of several commands; those whose tools are missing are left out. */
export function choose<T extends string | readonly [string, unknown]>(
  { random, tools }: Writing,
  options: readonly T[],
): T {
  const text = (option: T): string => (typeof option === "string" ? option : (option[0] as string));
  return random.pick(
    options.filter((option) =>
      TOOLS.every(
        (tool) =>
          tools.has(tool) ||
          !text(option)
            .split(/[ |(]+/)
            .includes(tool),
      ),
    ),
  );
}

type Generator = (writing: Writing) => string | undefined;

/** Writes to a new file by a command that ends in a redirection. */
function into({ random, world }: Writing, command: string, kind: "dyed" | "clean"): string {
  const target = newPlace(random, world);
  const append = random.chance(0.2);
  const stays = append && world.files.get(target) === "dyed" ? "dyed" : kind;
  const shown = spelled(random, world, target);
  const text = withDirectory(
    world,
    target,
    `${command} ${append ? ">>" : ">"}${random.pick([" ", ""])}${shown}`,
  );
  world.addFile(target, stays);
  return text;
}

const fileKind = (world: World, file: string) => world.files.get(file) ?? "clean";

/** A file to read, in one of its spellings, with what it is. */
function readable({ random, world }: Writing): { readonly path: string; readonly shown: string } | undefined {
  const path = world.file(random);
  if (path === undefined) return undefined;
  const shown = spelled(random, world, path);
  return { path, shown: random.chance(0.15) ? `"${shown}"` : shown };
}

const writeLiteral: Generator = (writing) => {
  const { random, world, canaries } = writing;
  const directory = random.pick(["/app", "/srv/site", world.workdir]);
  const path = posix.join(directory, random.pick([".env", ".env.local"]));
  if (world.directories.has(path)) return undefined;
  const text = `DB_PASSWORD=${canaries.make()}`;
  const shown = spelled(random, world, path);
  const command = choose(writing, [
    `echo "${text}" > ${shown}`,
    `echo ${text} >> ${shown}`,
    `printf '%s\\n' '${text}' > ${shown}`,
    `printf "MODE=x\\n${text}\\n" | tee ${shown} >/dev/null`,
    `echo ${text} | tee -a ${shown}`,
  ]);
  const whole = withDirectory(world, path, command);
  world.addFile(path, "dyed");
  return whole;
};

const writeVariable: Generator = (writing) => {
  const { random, world } = writing;
  const dyed = random.chance(0.85);
  const name = world.variable(random, dyed ? "dyed" : "clean");
  if (name === undefined) return undefined;
  const [command, kind] = choose<readonly [string, "dyed" | "clean"]>(writing, [
    [`echo $${name}`, "dyed"],
    [`echo "token: \${${name}}"`, "dyed"],
    [`echo '$${name}'`, "clean"],
    [`echo "\\$${name}"`, "clean"],
    [`printf '%s' "$${name}"`, "dyed"],
    [`printf 'a=%s\\nb=%s\\n' x "$${name}"`, "dyed"],
    [`echo "\${${name}:-none}"`, "dyed"],
    [`echo "\${${name}:+set}"`, "clean"],
    [`echo "\${${name}-none}x"`, "dyed"],
    [`env`, "dyed"],
    [`printenv ${name}`, "dyed"],
    [`echo "\${#${name}}"`, "clean"],
  ]);
  return into(writing, command, dyed ? kind : "clean");
};

const copyContent: Generator = (writing) => {
  const file = readable(writing);
  if (!file) return undefined;
  const { path, shown } = file;
  const kind = fileKind(writing.world, path);
  const [command, keeps] = choose<readonly [string, boolean]>(writing, [
    [`cat ${shown}`, true],
    [`cat ${shown} | sort`, true],
    [`cat < ${shown}`, true],
    [`sed 's/MODE/mode/' ${shown}`, true],
    [`tac ${shown}`, true],
    [`base64 ${shown}`, true],
    [`base64 ${shown} | base64 -d`, true],
    [`awk '{print}' ${shown}`, true],
    [`gzip -c ${shown}`, true],
    [`head -n 100 ${shown}`, true],
    [`grep . ${shown}`, true],
    [`tr -d '\\r' < ${shown}`, true],
    [`wc -c ${shown}`, false],
    [`sha256sum ${shown}`, false],
    [`md5sum < ${shown}`, false],
    [`ls -l ${shown}`, false],
    [`stat -c %s ${shown}`, false],
    [`basename ${shown}`, false],
    [`cat ${shown} | wc -l`, false],
    [`echo "$(cat ${shown})"`, true],
    [`echo \`cat ${shown}\``, true],
    [`rev ${shown}`, true],
  ]);
  return into(writing, command, keeps ? kind : "clean");
};

const copyFile: Generator = (writing) => {
  const { random, world } = writing;
  const file = readable(writing);
  if (!file) return undefined;
  const target = newPlace(random, world);
  if (target === file.path) return undefined;
  const shown = spelled(random, world, target);
  const command = choose(writing, [
    `cp ${file.shown} ${shown}`,
    `cp -p ${file.shown} ${shown}`,
    `cp -f ${file.shown} ${shown}`,
    `install -m 600 ${file.shown} ${shown}`,
    `dd if=${file.shown} of=${shown} 2>/dev/null`,
    `tee ${shown} < ${file.shown} > /dev/null`,
  ]);
  const whole = withDirectory(world, target, command);
  world.addFile(target, fileKind(world, file.path));
  return whole;
};

const intoDirectory: Generator = (writing) => {
  const { random, world } = writing;
  const file = readable(writing);
  const directory = random.pick([...world.directories].filter((path) => path !== "/"));
  if (!file || directory === undefined) return undefined;
  const target = posix.join(directory, posix.basename(file.path));
  if (target === file.path || world.directories.has(target)) return undefined;
  const moves = random.chance(0.4);
  world.addFile(target, fileKind(world, file.path));
  if (moves) world.files.delete(file.path);
  const shown = spelled(random, world, directory) + random.pick(["", "/", "/."]);
  return random.pick([
    `${moves ? "mv" : "cp"} ${file.shown} ${shown}`,
    `${moves ? "mv" : "cp"} -f ${file.shown} ${shown}`,
  ]);
};

const moveFile: Generator = (writing) => {
  const { random, world } = writing;
  const file = readable(writing);
  if (!file) return undefined;
  const target = newPlace(random, world);
  if (target === file.path) return undefined;
  const whole = withDirectory(world, target, `mv ${file.shown} ${spelled(random, world, target)}`);
  world.addFile(target, fileKind(world, file.path));
  world.files.delete(file.path);
  return whole;
};

const linkFile: Generator = (writing) => {
  const { random, world } = writing;
  const file = readable(writing);
  if (!file) return undefined;
  const target = newPlace(random, world);
  if (world.files.has(target)) return undefined;
  const symbolic = random.chance(0.6);
  const command = symbolic ? `ln -s ${file.path}` : `ln ${file.shown}`;
  const whole = withDirectory(world, target, `${command} ${spelled(random, world, target)}`);
  world.addFile(target, fileKind(world, file.path));
  return whole;
};

const moveDirectory: Generator = ({ random, world }) => {
  const directory = world.filledDirectory(random);
  if (directory === undefined || world.workdir.startsWith(directory)) return undefined;
  const target = random.pick(["/opt/moved", "/srv/copy", "/tmp/kept", "/var/lib/app"]);
  if (world.directories.has(target) || target.startsWith(directory)) return undefined;
  const moves = random.chance(0.4);
  const command = withDirectory(
    world,
    target,
    `${moves ? "mv" : random.pick(["cp -r", "cp -a"])} ${directory} ${target}`,
  );
  for (const [path, kind] of [...world.files])
    if (path.startsWith(`${directory}/`)) world.addFile(target + path.slice(directory.length), kind);
  if (moves) world.remove(directory);
  return command;
};

const removeFile: Generator = (writing) => {
  const { world } = writing;
  const file = readable(writing);
  if (!file) return undefined;
  const directory = posix.dirname(file.path);
  const command = choose(writing, [
    `rm ${file.shown}`,
    `rm -f ${file.shown}`,
    `rm -rf ${file.shown} /none`,
    `unlink ${file.shown}`,
    `find ${directory} -name '${posix.basename(file.path)}' -delete`,
    `find ${directory} -type f -name '${posix.basename(file.path).slice(0, 3)}*' -exec rm -f {} +`,
    `find ${directory} -maxdepth 1 -type f -name '${posix.basename(file.path)}' -exec rm {} \\;`,
    `shred -u ${file.shown}`,
  ]);
  world.files.delete(file.path);
  return command;
};

const removeDirectory: Generator = ({ random, world }) => {
  const directory = world.filledDirectory(random);
  if (directory === undefined || world.workdir.startsWith(directory)) return undefined;
  const whole = random.chance(0.6);
  for (const path of [...world.files.keys()])
    if (path.startsWith(`${directory}/`) && !(posix.basename(path).startsWith(".") && !whole))
      world.files.delete(path);
  if (whole) world.remove(directory);
  return whole ? `rm -rf ${directory}` : `rm -rf ${directory}/*`;
};

const emptyFile: Generator = (writing) => {
  const file = readable(writing);
  if (!file) return undefined;
  writing.world.files.set(file.path, "clean");
  return choose(writing, [
    `: > ${file.shown}`,
    `> ${file.shown}`,
    `truncate -s 0 ${file.shown}`,
    `cp /dev/null ${file.shown}`,
    `cat /dev/null > ${file.shown}`,
    `echo clean > ${file.shown}`,
    `sed -i d ${file.shown}`,
    `dd if=/dev/null of=${file.shown} 2>/dev/null`,
  ]);
};

const touchFile: Generator = (writing) => {
  const file = readable(writing);
  return (
    file &&
    choose(writing, [
      `chmod 600 ${file.shown}`,
      `chmod -R go-rwx ${file.shown}`,
      `chown 1000:1000 ${file.shown}`,
      `touch ${file.shown}`,
      `echo "# more" >> ${file.shown}`,
      `sed -i 's/MODE/mode/' ${file.shown}`,
      `test -s ${file.shown}`,
      `cat ${file.shown} > /dev/null`,
      `cat ${file.shown}`,
    ])
  );
};

const archive: Generator = (writing) => {
  const { random, world } = writing;
  const file = readable(writing);
  if (!file) return undefined;
  const name = `/tmp/a${random.between(0, 99)}.tgz`;
  const directory = posix.dirname(file.path);
  world.addFile(name, fileKind(world, file.path));
  return choose(writing, [
    `tar czf ${name} ${file.path}`,
    `tar -C ${directory} -czf ${name} ${posix.basename(file.path)}`,
    `tar cf ${name} -C ${directory} ./${posix.basename(file.path)}`,
  ]);
};

/** Commands that do one thing, each as often as it stands here. */
export const simpleCommands: readonly Generator[] = [
  writeLiteral,
  writeLiteral,
  writeVariable,
  writeVariable,
  writeVariable,
  copyContent,
  copyContent,
  copyContent,
  copyFile,
  copyFile,
  intoDirectory,
  moveFile,
  linkFile,
  moveDirectory,
  removeFile,
  removeFile,
  removeDirectory,
  emptyFile,
  touchFile,
  archive,
];
