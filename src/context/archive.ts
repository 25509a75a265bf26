import type { FileVerdict } from "../secrets/types";
import { insideRoot } from "./go-text";
import type { ContextJudge, SecretFile } from "./types";
import { type ArchiveEntry, zipEntries } from "./zip";

/** More than an archive beside a Dockerfile mostly has; what is larger is not looked into. */
export const archiveLimit = 32_000_000;

/** An archive that ADD unpacks. */
export interface OpenedArchive {
  /** The secret files in it, by their paths in it. */
  readonly secretFiles: readonly SecretFile[];
  /** Why there may be more in it, in words; undefined where all was seen. */
  readonly unseen?: string;
}

/** Names under which archives are copied as they are; what ADD unpacks is known by its content. Of most names the last letter says no. */
export function isArchiveName(name: string): boolean {
  const last = name.charAt(name.length - 1);
  if (last === "r") return name.endsWith(".tar");
  if (last === "z") return name.endsWith(".tgz") || name.endsWith(".tar.gz");
  return last === "p" && name.endsWith(".zip");
}

/**
 * Opens a file that ADD would unpack, judged by its content (build-semantics 6.12). Undefined for every other file. Node knows gzip;
 * what is packed by bzip2, xz or zstd stays unseen. Never throws.
 */
export function openArchive(path: string, bytes: Uint8Array, judge: ContextJudge): OpenedArchive | undefined {
  const packed = PACKED.find(({ magic }) => magic.every((byte, index) => bytes[index] === byte));
  if (packed) return { secretFiles: [], unseen: `${path} is packed by ${packed.by}` };
  const gzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const tar = gzip ? gunzip(bytes) : bytes;
  if (!tar || !isTar(tar)) return undefined;
  const cut = bytes.length >= archiveLimit || tar.length >= archiveLimit;
  const secretFiles = secretFilesOf(path, entries(tar), judge);
  return cut ? { secretFiles, unseen: `${path} is larger than 32 MB` } : { secretFiles };
}

const secretFilesOf = (path: string, entries: Iterable<ArchiveEntry>, judge: ContextJudge): SecretFile[] =>
  [...entries].flatMap(({ name, content }): SecretFile[] => {
    const inside = insideRoot(name);
    const start = inside.lastIndexOf("/") + 1;
    if (judge.namesIn(inside.slice(0, start))(inside.slice(start)) === undefined) return [];
    const verdict = judge.judge(inside, content);
    return verdict ? [{ path: inside, within: path, verdict, directory: false }] : [];
  });

/** An archive that is copied as it is, as one file: secret where a file in it is. */
export function archiveVerdict(
  path: string,
  bytes: Uint8Array | undefined,
  judge: ContextJudge,
): FileVerdict | undefined {
  if (!bytes) return undefined;
  // ADD does not unpack zip, so that such an archive ships as the file that it is.
  const files =
    openArchive(path, bytes, judge)?.secretFiles ??
    secretFilesOf(path, zipEntries(bytes, archiveLimit), judge);
  const sure = (["high", "medium", "low"] as const).find((each) =>
    files.some(({ verdict }) => verdict.confidence === each),
  );
  if (!sure) return undefined;
  const names = files.map((file) => file.path);
  return { kind: "archive", holds: "secret files", confidence: sure, names, by: "content" };
}

const PACKED = [
  { by: "bzip2", magic: [0x42, 0x5a, 0x68] },
  { by: "xz", magic: [0xfd, 0x37, 0x7a, 0x58, 0x5a] },
  { by: "zstd", magic: [0x28, 0xb5, 0x2f, 0xfd] },
] as const;

/** As much as is there: of a large file only the beginning is read. */
function gunzip(bytes: Uint8Array): Uint8Array | undefined {
  const zlib = require("node:zlib") as typeof import("node:zlib");
  try {
    const finishFlush = zlib.constants.Z_SYNC_FLUSH;
    return zlib.gunzipSync(bytes, { finishFlush, maxOutputLength: archiveLimit });
  } catch {
    return undefined;
  }
}

const BLOCK = 512;

/** The checksum of the first header tells, as old archives have no name of their format in it. */
function isTar(bytes: Uint8Array): boolean {
  if (bytes.length < BLOCK) return false;
  let sum = 0;
  for (let at = 0; at < BLOCK; at++) sum += at >= 148 && at < 156 ? 0x20 : bytes[at]!;
  return sum === Number.parseInt(text(bytes, 148, 8).trim(), 8);
}

/** The files of a tar archive, in the ustar, pax and GNU formats. What is cut off at the end is left out. */
function* entries(bytes: Uint8Array): Generator<ArchiveEntry> {
  let longName: string | undefined;
  for (let at = 0; at + BLOCK <= bytes.length && bytes[at] !== 0; ) {
    const size = sizeOf(bytes, at + 124);
    if (!(size >= 0)) return;
    const type = String.fromCharCode(bytes[at + 156]!);
    const content = bytes.subarray(at + BLOCK, at + BLOCK + size);
    const prefix = text(bytes, at + 257, 5) === "ustar" ? text(bytes, at + 345, 155) : "";
    const name = longName ?? (prefix === "" ? "" : `${prefix}/`) + text(bytes, at, 100);
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
    longName = undefined;
    // A pax record is `<length> path=<name>\n`; GNU has the name as it is.
    if (type === "x") longName = /(?:^|\n)\d+ path=([^\n]*)\n/.exec(new TextDecoder().decode(content))?.[1];
    else if (type === "L") longName = text(content, 0, content.length);
    else if (type === "0" || type === "\0" || type === "7") yield { name, content: () => content };
  }
}

/** Octal digits, or, where the first bit is set, a binary number. */
function sizeOf(bytes: Uint8Array, at: number): number {
  if ((bytes[at]! & 0x80) === 0) return Number.parseInt(text(bytes, at, 12).trim() || "0", 8);
  return bytes.subarray(at + 1, at + 12).reduce((size, byte) => size * 256 + byte, 0);
}

/** Up to the first NUL. */
function text(bytes: Uint8Array, start: number, length: number): string {
  const field = bytes.subarray(start, start + length);
  const end = field.indexOf(0);
  return new TextDecoder().decode(end < 0 ? field : field.subarray(0, end));
}
