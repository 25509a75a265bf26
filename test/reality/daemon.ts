import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { writeArchive } from "./archive";
import { type BuildCase, dockerfilePath, dockerfileText } from "./build-case";
import { TOOLS } from "./generate/tools";
import { readSavedImage, type SavedImage } from "./observe";

const run = promisify(execFile);

/** The client's path; the daemon is the one that the client finds (`DOCKER_HOST`, its contexts). */
const CLIENT = process.env.DOCKER ?? "docker";

async function docker(...args: string[]): Promise<string> {
  const { stdout } = await run(CLIENT, args, {
    maxBuffer: 64_000_000,
    env: { ...process.env, DOCKER_BUILDKIT: "1" },
  });
  return stdout;
}

/** The image that every build stands on: it needs a POSIX shell and the usual tools. */
export const BASE = process.env.REALITY_BASE ?? "busybox";

/** The version of the daemon; undefined where none answers. */
export async function daemonVersion(): Promise<string | undefined> {
  try {
    return (await docker("version", "--format", "{{.Server.Version}}")).trim();
  } catch {
    return undefined;
  }
}

/** The base image taken apart. It is pulled where the daemon does not have it. */
export async function readBase(): Promise<SavedImage> {
  try {
    await docker("image", "inspect", BASE);
  } catch {
    await docker("pull", "--quiet", BASE);
  }
  return save(BASE);
}

/** Which of `TOOLS` the base has: a build writes them down. */
export async function readTools(): Promise<ReadonlySet<string>> {
  // A name that is there may stand for nothing: a link to a BusyBox that was built without it.
  const probe = (tool: string) =>
    tool.startsWith("-")
      ? `if find /none ${tool} 2>&1 | grep -q "No such file"; then echo ${tool} >> /tools; fi`
      : `${tool} --help < /dev/null > /dev/null 2>&1; if [ $? -ne 127 ]; then echo ${tool} >> /tools; fi`;
  const line = `RUN ${[...TOOLS.map(probe), "echo >> /tools"].join("; ")}`;
  const instructions = [{ keyword: line, flags: [], body: [], join: "", tail: "" }];
  const build = {
    head: [],
    stages: [{ base: BASE, name: "tools", instructions }],
    files: {},
    buildArgs: {},
    secrets: {},
    canaries: [],
  };
  const laid = layOut(build);
  const image = await buildImage(build, laid.directory).finally(laid.remove);
  if ("failed" in image) throw new Error(`the base ${BASE} does not build: ${image.failed}`);
  const list = image.layers.at(-1)?.find(({ path }) => path === "tools");
  return new Set(list?.content.toString().split("\n"));
}

async function save(image: string): Promise<SavedImage> {
  const { stdout } = await run(CLIENT, ["save", image], { maxBuffer: 1_000_000_000, encoding: "buffer" });
  return readSavedImage(stdout);
}

/** Writes a build to a directory of its own: the context, and the Dockerfile beside it. */
export function layOut(build: BuildCase): { readonly directory: string; remove(): void } {
  const directory = mkdtempSync(join(tmpdir(), "watertight-reality-"));
  const write = (path: string, content: string | Buffer) => {
    const whole = join(directory, path);
    mkdirSync(dirname(whole), { recursive: true });
    writeFileSync(whole, content);
  };
  mkdirSync(join(directory, "context"));
  for (const [path, content] of Object.entries(build.files)) {
    if (typeof content === "string") write(`context/${path}`, content);
    else if ("archive" in content) write(`context/${path}`, writeArchive(path, content.archive));
    else {
      mkdirSync(dirname(join(directory, "context", path)), { recursive: true });
      symlinkSync(content.link, join(directory, "context", path));
    }
  }
  // A daemon keeps the caches of all builds; those of each build are to be its own.
  write(dockerfilePath(build), dockerfileText(build).replaceAll("UNIQUE", directory.slice(-6)));
  if (build.ignore)
    write(
      build.ignore.name === ".dockerignore"
        ? "context/.dockerignore"
        : `${dockerfilePath(build)}.dockerignore`,
      `${build.ignore.lines.join("\n")}\n`,
    );
  for (const [id, content] of Object.entries(build.secrets)) write(`secrets/${id}`, content);
  return { directory, remove: () => rmSync(directory, { recursive: true, force: true }) };
}

/**
 * Builds what `layOut` wrote and takes the image apart; the builder's words where it fails. Builds of one case may share the builder's
 * cache; those of different cases may not, since the content of a secret mount does not count for it.
 */
export async function buildImage(
  build: BuildCase,
  directory: string,
  cache = false,
): Promise<SavedImage | { readonly failed: string }> {
  const tag = `watertight-reality:${directory.slice(-6).toLowerCase()}-${process.pid}`;
  const args = Object.entries(build.buildArgs).flatMap(([name, value]) => [
    "--build-arg",
    `${name}=${value}`,
  ]);
  const secrets = Object.keys(build.secrets).flatMap((id) => [
    "--secret",
    `id=${id},src=${join(directory, "secrets", id)}`,
  ]);
  try {
    await docker(
      ...[
        "build",
        "--quiet",
        ...(cache ? [] : ["--no-cache"]),
        "--network",
        "none",
        "--provenance=false",
        "--tag",
        tag,
      ],
      ...["--file", join(directory, dockerfilePath(build)), ...args, ...secrets],
      ...(build.target === undefined ? [] : ["--target", build.target]),
      join(directory, "context"),
    );
    return await save(tag);
  } catch (error) {
    // An image without a layer cannot be saved.
    return { failed: (error as { stderr?: Buffer | string }).stderr?.toString() ?? String(error) };
  } finally {
    await docker("image", "rm", "--force", tag).catch(() => undefined);
  }
}
