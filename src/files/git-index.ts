/**
 * The paths that a `.git/index` names, with `/`; undefined where the bytes are no index that is understood (versions 2 to 4 of git's
 * index format, gitformat-index).
 */
export function trackedPaths(bytes: Uint8Array): string[] | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 12 || view.getUint32(0) !== SIGNATURE) return undefined;
  const version = view.getUint32(4);
  if (version < 2 || version > 4) return undefined;
  const decoder = new TextDecoder();
  const paths: string[] = [];
  let previous = new Uint8Array(0);
  let at = 12;
  for (let left = view.getUint32(8); left > 0; left--) {
    if (at + FIXED > bytes.length) return undefined;
    // An extended entry has two more bytes of flags.
    const extended = version > 2 && (view.getUint16(at + 60) & 0x4000) !== 0;
    const name = at + FIXED + (extended ? 2 : 0);
    const shared = version === 4 ? readOffset(bytes, name) : { removed: previous.length, next: name };
    const end = bytes.indexOf(0, shared.next);
    if (end < 0) return undefined;
    const kept = previous.subarray(0, Math.max(previous.length - shared.removed, 0));
    const path = new Uint8Array(kept.length + end - shared.next);
    path.set(kept);
    path.set(bytes.subarray(shared.next, end), kept.length);
    paths.push(decoder.decode(path));
    previous = path;
    // Before version 4 an entry is filled with 1 to 8 zeros up to a multiple of eight.
    at = version === 4 ? end + 1 : at + ((end - at + 8) & ~7);
  }
  return paths;
}

/** "DIRC" */
const SIGNATURE = 0x44495243;
/** Bytes of an entry before its name: ten times four of the file's state, 20 of its hash, two of flags. */
const FIXED = 62;

/** How much of the previous name's end goes, in the variable-length form of git's packs. */
function readOffset(bytes: Uint8Array, start: number): { removed: number; next: number } {
  let at = start;
  let byte = bytes[at++] ?? 0;
  let removed = byte & 127;
  while (byte & 128 && at < start + 5) {
    byte = bytes[at++] ?? 0;
    removed = ((removed + 1) << 7) | (byte & 127);
  }
  return { removed, next: at };
}
