import { posix } from "node:path";
import type { Random } from "../random";
import type { World } from "./world";

const NAMES = [
  ".env",
  "settings.env",
  "token",
  "app.conf",
  ".npmrc",
  "secret.txt",
  "out.log",
  "credentials",
  "key.pem",
  "data",
];
const DIRECTORIES = [
  "/app",
  "/app/config",
  "/tmp",
  "/tmp/work",
  "/root",
  "/srv/site",
  "/opt/tool",
  "/etc/app",
  "/run",
  "/var/lib/app",
];

/** A path in one of its spellings: absolute, from the home, or relative to where the shell is. */
export function spelled(random: Random, world: World, path: string): string {
  if (path.startsWith(`${world.home}/`) && random.chance(0.3)) return `$HOME${path.slice(world.home.length)}`;
  if (random.chance(0.5) || world.workdir === "/") return path;
  const relative = posix.relative(world.workdir, path) || ".";
  if (relative.startsWith("../..")) return path;
  return random.chance(0.1) && !relative.startsWith(".") ? `./${relative}` : relative;
}

/** A place for a new file: mostly a new name, at times one that is taken. */
export function newPlace(random: Random, world: World): string {
  const taken = random.chance(0.12) ? world.file(random) : undefined;
  if (taken !== undefined && !world.linked.has(taken)) return taken;
  const directory = random.chance(0.3) ? (world.favourite ?? world.workdir) : random.pick(DIRECTORIES);
  const path = posix.join(directory, random.pick(NAMES));
  if (world.linked.has(path)) return `${path}2`;
  return world.directories.has(path) ? posix.join(path, "x") : path;
}

/** `mkdir -p` in front, where the directory may be missing. */
export function withDirectory(world: World, path: string, command: string): string {
  const directory = posix.dirname(path);
  if (world.directories.has(directory)) return command;
  world.addDirectory(directory);
  return `mkdir -p ${directory} && ${command}`;
}
