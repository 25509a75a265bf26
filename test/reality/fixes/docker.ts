import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gunzipSync } from "node:zlib";

/** The client's path; the daemon is the one that the client finds (`DOCKER_HOST`, its contexts). */
const CLIENT = process.env.DOCKER ?? "docker";

export const docker = (...args: string[]): Buffer =>
  execFileSync(CLIENT, args, {
    maxBuffer: 2_000_000_000,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, DOCKER_BUILDKIT: "1" },
  });

export interface RealBuild {
  /** Paths relative to the context. */
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  readonly links: Readonly<Record<string, string>>;
  readonly dockerfile: string;
  readonly images: readonly string[];
  readonly base: string;
  readonly buildArgs: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
  readonly network: "none" | "host";
  /** The path of the key that SSH mounts offer. */
  readonly ssh?: string;
  readonly target?: string;
}

/** The image as the bytes of its layers and its config, or what the builder said. */
export type Built = { readonly blobs: readonly Buffer[] } | { readonly failed: string };

/** Really builds. Every image that a FROM names is the base; the frontend is the daemon's own, as nothing is fetched. */
export function build({
  files,
  links,
  dockerfile,
  images,
  base,
  buildArgs,
  secrets,
  network,
  ssh,
  target,
}: RealBuild): Built {
  const directory = mkdtempSync(join(tmpdir(), "watertight-fixes-"));
  const tag = `watertight-fixes:${process.pid}`;
  try {
    const put = (path: string, write: (whole: string) => void) => {
      const whole = join(directory, path);
      mkdirSync(dirname(whole), { recursive: true });
      write(whole);
    };
    mkdirSync(join(directory, "context"));
    for (const [path, content] of Object.entries(files))
      put(`context/${path}`, (whole) => writeFileSync(whole, content));
    for (const [path, link] of Object.entries(links))
      put(`context/${path}`, (whole) => symlinkSync(link, whole));
    for (const [id, value] of Object.entries(secrets))
      put(`secrets/${id}`, (whole) => writeFileSync(whole, value));
    const text = Buffer.from(files[dockerfile]!)
      .toString()
      .replace(/^# syntax=.*$/m, "#");
    writeFileSync(join(directory, "context", dockerfile), text);
    for (const image of images) docker("tag", base, image);
    docker(
      ...["build", "--quiet", "--no-cache", "--network", network, "--provenance=false", "--tag", tag],
      ...["--file", join(directory, "context", dockerfile)],
      ...Object.entries(buildArgs).flatMap(([name, value]) => ["--build-arg", `${name}=${value}`]),
      ...Object.keys(secrets).flatMap((id) => ["--secret", `id=${id},src=${join(directory, "secrets", id)}`]),
      ...(ssh === undefined ? [] : ["--ssh", `default=${ssh}`]),
      ...(target === undefined ? [] : ["--target", target]),
      join(directory, "context"),
    );
    return { blobs: blobsOf(docker("save", tag)) };
  } catch (error) {
    return { failed: (error as { stderr?: Buffer }).stderr?.toString() ?? String(error) };
  } finally {
    rmSync(directory, { recursive: true, force: true });
    try {
      docker("image", "rm", "--force", tag);
    } catch {
      // A build that failed left none.
    }
  }
}

/** Every file of a saved image, unpacked where it is packed; the tars of layers are searched as they are. */
function blobsOf(archive: Buffer): Buffer[] {
  const blobs: Buffer[] = [];
  for (let at = 0; at + 512 <= archive.length; ) {
    const size = Number.parseInt(
      archive
        .subarray(at + 124, at + 136)
        .toString()
        .replace(/\0.*$/, "")
        .trim() || "0",
      8,
    );
    const content = archive.subarray(at + 512, at + 512 + size);
    if (size > 0) blobs.push(content[0] === 0x1f && content[1] === 0x8b ? gunzipSync(content) : content);
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return blobs;
}

/** Whether an image holds a text, in clear or in base64. */
export function holds(blobs: readonly Buffer[], text: string): boolean {
  const encoded = [0, 1, 2].map((shift) =>
    Buffer.from("x".repeat(shift) + text)
      .toString("base64")
      .slice(shift === 0 ? 0 : 4, -4),
  );
  return blobs.some((blob) => [text, ...encoded].some((each) => blob.includes(each)));
}
