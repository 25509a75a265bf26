import { constants, inflateRawSync } from "node:zlib";
import { readTar } from "./tar";

/** Whether bytes hold a string: as it is, in base64 at any offset, either of them reversed, and inside of gzip and tar. */
export function holds(bytes: Buffer, wanted: string): boolean {
  return readings(bytes).some((reading) => forms(wanted).some((form) => reading.includes(form)));
}

function readings(bytes: Buffer, depth = 0): string[] {
  const own = bytes.toString("latin1");
  const found = [own, own.replace(/\s/g, "")];
  if (depth === 3) return found;
  const unpacked = bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzip(bytes) : undefined;
  if (unpacked) found.push(...readings(unpacked, depth + 1));
  if (bytes.toString("latin1", 257, 262) === "ustar")
    for (const { content } of readTar(bytes)) found.push(...readings(content, depth + 1));
  return found;
}

/** What can be read of it, whatever an edit did to its end; undefined where that is nothing. */
function gunzip(bytes: Buffer): Buffer | undefined {
  try {
    return inflateRawSync(bytes.subarray(headerLength(bytes)), { finishFlush: constants.Z_SYNC_FLUSH });
  } catch {
    return undefined;
  }
}

/** Ten bytes, and a name where the flags say so (RFC 1952). */
const headerLength = (bytes: Buffer): number => (bytes[3] === 8 ? bytes.indexOf(0, 10) + 1 : 10);

function forms(wanted: string): string[] {
  const written = [wanted, ...[0, 1, 2].map((shift) => base64Inside(wanted, shift))];
  return [...written, ...written.map((form) => [...form].reverse().join(""))];
}

/** What base64 makes of a string that begins `shift` bytes behind a group of three: without the ends that depend on its neighbours. */
function base64Inside(wanted: string, shift: number): string {
  const whole = Buffer.from("\0".repeat(shift) + wanted)
    .toString("base64")
    .replace(/=+$/, "");
  const start = Math.ceil((shift * 4) / 3);
  const end = Math.floor(((shift + wanted.length) * 4) / 3);
  return whole.slice(start, end);
}
