import { gzipSync } from "node:zlib";

export interface TarEntry {
  /** Without `./` in front and without a slash at the end. */
  readonly path: string;
  readonly kind: "file" | "directory" | "symbolic link" | "hard link" | "other";
  readonly content: Buffer;
  /** Of a link, as written. */
  readonly target: string;
}

const BLOCK = 512;

/** The entries of an uncompressed archive: ustar, with the long names of PAX and GNU. */
export function readTar(archive: Buffer): TarEntry[] {
  const entries: TarEntry[] = [];
  let longPath: string | undefined;
  let longTarget: string | undefined;
  for (let at = 0; at + BLOCK <= archive.length && archive[at] !== 0; ) {
    const header = archive.subarray(at, at + BLOCK);
    const size = Number.parseInt(text(header, 124, 12).trim() || "0", 8);
    const content = archive.subarray(at + BLOCK, at + BLOCK + size);
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
    const type = String.fromCharCode(header[156] || 0x30);
    if (type === "x") {
      const records = paxRecords(content);
      longPath = records.get("path") ?? longPath;
      longTarget = records.get("linkpath") ?? longTarget;
    } else if (type === "L") longPath = text(content, 0, size);
    else if (type === "K") longTarget = text(content, 0, size);
    else if (type !== "g") {
      const prefix = text(header, 345, 155);
      const path = longPath ?? (prefix ? `${prefix}/` : "") + text(header, 0, 100);
      entries.push({
        path: path.replace(/^(?:\.?\/)+/, "").replace(/\/+$/, ""),
        kind: KINDS[type] ?? "other",
        content,
        target: longTarget ?? text(header, 157, 100),
      });
      longPath = undefined;
      longTarget = undefined;
    }
  }
  return entries;
}

const KINDS: Readonly<Record<string, TarEntry["kind"]>> = {
  "0": "file",
  "1": "hard link",
  "2": "symbolic link",
  "5": "directory",
};

/** Records of the form `LENGTH KEY=VALUE\n`. */
function paxRecords(content: Buffer): Map<string, string> {
  const records = new Map<string, string>();
  for (let at = 0; at < content.length; ) {
    const length = Number.parseInt(content.toString("latin1", at, at + 12), 10);
    if (!(length > 0)) break;
    const [key = "", ...value] = content
      .toString("utf8", content.indexOf(" ", at) + 1, at + length - 1)
      .split("=");
    records.set(key, value.join("="));
    at += length;
  }
  return records;
}

function text(buffer: Buffer, start: number, length: number): string {
  const end = buffer.indexOf(0, start);
  return buffer.toString("utf8", start, end < 0 || end > start + length ? start + length : end);
}

/** A ustar archive of texts, gzipped where the name says so. */
export function writeTar(name: string, files: Readonly<Record<string, string>>): Buffer {
  const blocks = Object.entries(files).flatMap(([path, content]) => {
    const data = Buffer.from(content);
    const header = Buffer.alloc(BLOCK);
    header.write(path, 0);
    header.write("0000644\0", 100);
    header.write("0000000\0", 108);
    header.write("0000000\0", 116);
    header.write(`${data.length.toString(8).padStart(11, "0")}\0`, 124);
    header.write("00000000000\0", 136);
    header.write("        ", 148);
    header.write("0", 156);
    header.write("ustar\0" + "00", 257);
    const sum = header.reduce((total, byte) => total + byte, 0);
    header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
    return [header, data, Buffer.alloc((BLOCK - (data.length % BLOCK)) % BLOCK)];
  });
  const tar = Buffer.concat([...blocks, Buffer.alloc(2 * BLOCK)]);
  return /\.t?gz$/.test(name) ? gzipSync(tar) : tar;
}
