/** A file in an archive; `content` is undefined where it cannot be read: encrypted, or packed by a method that Node does not know. */
export interface ArchiveEntry {
  readonly name: string;
  content(): Uint8Array | undefined;
}

/** Where the fields of a local file header stand, in bytes (APPNOTE 4.3.7). */
const FLAGS = 6;
const METHOD = 8;
const PACKED_SIZE = 18;
const NAME_LENGTH = 26;
const EXTRA_LENGTH = 28;
const HEADER = 30;

const ENCRYPTED = 1;
/** The sizes stand behind the content. */
const DESCRIPTOR = 8;

const LOCAL = Buffer.from([0x50, 0x4b, 3, 4]);
const CENTRAL = Buffer.from([0x50, 0x4b, 1, 2]);

/**
 * The files of a zip archive, by the headers in front of each: of one that is cut off at the end, those that are there. None of what is
 * no zip archive. `limit`: so many bytes are unpacked of all that are asked for.
 */
export function* zipEntries(bytes: Uint8Array, limit: number): Generator<ArchiveEntry> {
  let left = limit;
  const read = (packed: Buffer, method: number) => {
    const content = method === 0 ? packed : method === 8 ? inflated(packed, left) : undefined;
    left -= content?.length ?? 0;
    return content;
  };
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at + HEADER <= buffer.length && buffer.subarray(at, at + 4).equals(LOCAL); ) {
    const flags = buffer.readUInt16LE(at + FLAGS);
    const method = buffer.readUInt16LE(at + METHOD);
    const nameEnd = at + HEADER + buffer.readUInt16LE(at + NAME_LENGTH);
    const start = nameEnd + buffer.readUInt16LE(at + EXTRA_LENGTH);
    const size = buffer.readUInt32LE(at + PACKED_SIZE);
    const end = (flags & DESCRIPTOR) !== 0 && size === 0 ? nextHeader(buffer, start) : start + size;
    const name = buffer.toString("utf8", at + HEADER, nameEnd);
    const packed = buffer.subarray(start, end);
    if (name !== "" && !name.endsWith("/"))
      yield {
        name,
        content: () => ((flags & ENCRYPTED) === 0 ? read(packed, method) : undefined),
      };
    at = end;
  }
}

/** Where the next file begins, or the list of all that stands at the end. */
function nextHeader(buffer: Buffer, from: number): number {
  const next = buffer.indexOf(LOCAL, from);
  const end = next < 0 ? buffer.indexOf(CENTRAL, from) : next;
  return end < 0 ? buffer.length : end;
}

function inflated(packed: Buffer, limit: number): Uint8Array | undefined {
  const zlib = require("node:zlib") as typeof import("node:zlib");
  if (limit <= 0) return undefined;
  try {
    return zlib.inflateRawSync(packed, { finishFlush: zlib.constants.Z_SYNC_FLUSH, maxOutputLength: limit });
  } catch {
    return undefined;
  }
}
