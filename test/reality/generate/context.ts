import { posix } from "node:path";
import type { BuildCase, ContextFile } from "../build-case";
import type { Random } from "../random";
import { type Canaries, HARMLESS_FILES, SECRET_FILES } from "./secrets";

const DIRECTORIES = ["", "", "", "api/", "services/web/", "deploy/"];

/** A context of a few folders, secret files among harmless ones. */
export function generateContext(random: Random, canaries: Canaries): Record<string, ContextFile> {
  const files: Record<string, ContextFile> = { "src/main.js": "console.log(1);\n" };
  for (let count = random.between(2, 6); count > 0; count--) {
    const { name, content } = random.pick(HARMLESS_FILES);
    files[random.pick(DIRECTORIES) + name] = content("");
  }
  for (let count = random.between(1, 4); count > 0; count--) {
    const { name, content } = random.pick(SECRET_FILES);
    files[random.pick(DIRECTORIES) + name] = content(canaries.make());
  }
  const paths = Object.keys(files);
  if (random.chance(0.2)) {
    const path = random.pick(paths);
    const directory = posix.dirname(path);
    const [name, link] = random.pick([
      ["linked.env", path],
      [".env.link", `./${path}`],
      ["current", directory === "." ? path : directory],
      ["api/up.env", `../${path}`],
      ["nowhere", "none/such"],
    ] as const);
    files[name] ??= { link };
  }
  if (random.chance(0.25)) {
    const { name, content } = random.pick(SECRET_FILES);
    files[random.pick(["vendor.tar.gz", "deploy/site.tar", "api/backup.tgz", "data.zip"])] = {
      archive: { "README.md": "hello\n", [random.pick(["", "site/"]) + name]: content(canaries.make()) },
    };
  }
  return files;
}

/** The names of the archives, and what is in each. */
export const archivesOf = (
  files: Readonly<Record<string, ContextFile>>,
): ReadonlyMap<string, readonly string[]> =>
  new Map(
    Object.entries(files).flatMap(([path, file]) =>
      typeof file === "object" && "archive" in file
        ? [[posix.basename(path), Object.keys(file.archive)] as const]
        : [],
    ),
  );

const IGNORED = [
  ".env",
  "**/.env",
  "*.key",
  "**/*.key",
  ".git",
  "api",
  "services/*",
  "certs/",
  "**/certs",
  ".*",
  "**/.*",
  "deploy/**",
  "node_modules",
  "/.npmrc",
  "./.netrc",
  "?env",
  "**/.n*",
  ".env*",
  ".env # not a comment",
  "[.]env",
];

const KEPT = [
  "!.env.example",
  "!api/.env",
  "!services/web",
  "!**/.npmrc",
  "!.env.production",
  "!certs/server.key",
];

/** An ignore file of common lines, some of which do less than they seem to. */
export function generateIgnore(random: Random): BuildCase["ignore"] {
  if (random.chance(0.45)) return undefined;
  const lines = Array.from({ length: random.between(1, 4) }, () => random.pick(IGNORED));
  if (random.chance(0.4)) lines.splice(random.between(0, lines.length), 0, random.pick(KEPT));
  if (random.chance(0.2)) lines.unshift("# what the image does not need", "");
  if (random.chance(0.1)) lines.unshift("*", "!src", random.pick(KEPT));
  return { name: random.chance(0.8) ? ".dockerignore" : "Dockerfile.dockerignore", lines };
}
