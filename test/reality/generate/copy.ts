import { posix } from "node:path";
import type { ContextFile, InstructionText } from "../build-case";
import type { Random } from "../random";
import type { Canaries } from "./secrets";
import { isWithin, type World } from "./world";

const DESTINATIONS = [
  "/app",
  "/app/",
  "./",
  ".",
  "/srv/site/",
  "/opt/tool",
  "/etc/app/",
  "config/",
  "/root/",
];

/** COPY or ADD of the context: files, directories, globs, several of them. */
export function generateCopy(
  random: Random,
  files: Readonly<Record<string, ContextFile>>,
  world: World,
): InstructionText {
  // A link that leads nowhere is copied with its directory, and named by nobody.
  const paths = Object.keys(files).filter((path) => path !== "nowhere");
  const sources = Array.from({ length: random.chance(0.7) ? 1 : 2 }, () => source(random, paths));
  const exclude = random.chance(0.1)
    ? [`--exclude=${random.pick(["*.key", "**/.env", ".env", "**/*.js", "certs"])}`]
    : [];
  const flags = [
    ...(random.chance(0.1) ? ["--chmod=600"] : []),
    ...(random.chance(0.1) ? ["--chown=1000:1000"] : []),
    ...(random.chance(0.1) ? ["--link"] : []),
  ];
  const needsDirectory = sources.length > 1 || sources.some((each) => /[*?[]/.test(each));
  // At times over a file that is there.
  const [only = ""] = sources;
  const isFile = sources.length === 1 && only.replace(/^\.?\//, "") in files;
  const taken = isFile && random.chance(0.12) ? world.file(random) : undefined;
  const plain = taken ?? random.pick(DESTINATIONS);
  const destination = needsDirectory && !plain.endsWith("/") ? `${plain}/` : plain;
  learn(world, files, sources, destination);
  return {
    keyword: random.chance(0.15) ? "ADD" : "COPY",
    flags: [...exclude, ...flags],
    body: sources,
    join: random.pick([" ", " ", " ", " \\\n    ", " \\\n    # more\n    "]),
    tail: ` ${withVariable(random, world, destination)}`,
  };
}

/** A destination as it may be written with variables: `$HOME` is not set for them. */
function withVariable(random: Random, world: World, destination: string): string {
  if (!destination.startsWith("/") || random.chance(0.85)) return destination;
  return random.pick([
    `$HOME${destination}`,
    `\${NO_SUCH}${destination}`,
    `\${NO_SUCH:-${destination}}`,
    `"${destination}"`,
    world.variables.has("HOME") ? destination : `/$HOME/.${destination}`,
  ]);
}

function source(random: Random, paths: readonly string[]): string {
  const path = random.pick(paths);
  const [first = ""] = path.split("/");
  const kind = random.next();
  if (kind < 0.25) return ".";
  if (kind < 0.55) return random.chance(0.2) ? `./${path}` : path;
  if (kind < 0.75 && path.includes("/")) return random.chance(0.5) ? posix.dirname(path) : `${first}/`;
  if (kind < 0.8) return "*";
  if (kind < 0.85) return ".*";
  if (kind < 0.9) return `${path.slice(0, Math.max(1, path.lastIndexOf("/") + 2))}*`;
  if (kind < 0.95) return "*.json";
  return `/${path}`;
}

/** What the world holds afterwards, as far as it is plain: a wrong belief costs a build that fails. */
function learn(
  world: World,
  files: Readonly<Record<string, ContextFile>>,
  sources: readonly string[],
  destination: string,
): void {
  const target = world.absolute(destination);
  const into = destination.endsWith("/") || destination === "." || world.directories.has(target);
  for (const written of sources) {
    const from = posix.normalize(written.replace(/^\/+/, "")).replace(/\/$/, "");
    if (/[*?[]/.test(from)) {
      world.addDirectory(target);
      continue;
    }
    for (const path of Object.keys(files)) {
      if (from !== "." && !isWithin(path, from)) continue;
      const below = from === "." ? path : path.slice(from.length + 1);
      const kind = /\.env$|rc$|key$|rsa$|credentials$|pass$|production$/.test(path) ? "dyed" : "clean";
      if (path === from) world.addFile(into ? posix.join(target, posix.basename(path)) : target, kind);
      else world.addFile(posix.join(target, below), kind);
    }
  }
}

/** COPY --from of an earlier stage: one of its files, or a directory. */
export function generateCarry(
  random: Random,
  from: string,
  other: World,
  world: World,
): InstructionText | undefined {
  const file = other.file(random);
  if (file === undefined) return undefined;
  const directory = random.chance(0.4) ? posix.dirname(file) : undefined;
  const taken = directory !== undefined && !["/", "/etc"].includes(directory) ? directory : file;
  const written = random.pick(DESTINATIONS);
  const destination = random.chance(0.3) && taken === file ? file : written;
  const target = world.absolute(destination);
  const into = destination.endsWith("/") || destination === "." || world.directories.has(target);
  // Over a link engines differ: those of which images are no merged layers, as Docker's own store, take `--link` for nothing and follow it.
  const lands = into ? posix.join(target, posix.basename(taken)) : target;
  for (const [path, kind] of other.files) {
    if (taken === file && path === file)
      world.addFile(into && destination !== file ? posix.join(target, posix.basename(file)) : target, kind);
    else if (taken !== file && isWithin(path, taken))
      world.addFile(posix.join(target, path.slice(taken.length)), kind);
  }
  return {
    keyword: "COPY",
    flags: [`--from=${from}`, ...(random.chance(0.1) && !world.files.has(lands) ? ["--link"] : [])],
    body: [
      random.pick([taken, taken, taken, taken.slice(1), `${taken.slice(0, -1)}?`, `${taken.slice(0, -2)}*`]),
    ],
    join: " ",
    tail: ` ${destination}`,
  };
}

/** COPY of a heredoc: a file whose body the Dockerfile holds, with variables expanded or not. */
export function generateHeredoc(random: Random, world: World, canaries: Canaries): InstructionText {
  const name = random.pick([".env", "app.env", ".env.local"]);
  const dyed = world.variable(random, "dyed");
  const line =
    dyed !== undefined && random.chance(0.5)
      ? random.pick([`token=$${dyed}`, `token='\${${dyed}}'`, `token=\\$${dyed}`])
      : `DB_PASSWORD=${canaries.make()}`;
  const delimiter = random.pick([name, `"${name}"`]);
  const directory = random.pick(["/app/", "/etc/app/", "./"]);
  const asFile = random.chance(0.4);
  const target = world.absolute(asFile ? `${directory}.env` : `${directory}${name}`);
  if (world.directories.has(target))
    return { keyword: "COPY", flags: [], body: ["."], join: " ", tail: " /app/" };
  world.addFile(target, "dyed");
  return {
    keyword: "COPY",
    flags: [],
    body: [`<<${delimiter}`],
    join: " ",
    tail: ` ${asFile ? `${directory}.env` : directory}\nMODE=x\n${line}\n${name}`,
  };
}
