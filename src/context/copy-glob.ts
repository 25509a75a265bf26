/** Thrown where Go's `filepath.Match` calls a pattern malformed. */
export class CopyPatternError extends Error {
  override readonly name = "CopyPatternError";

  constructor() {
    super(
      "syntax error in pattern: a `[` without its `]`, a range without an end, or a backslash at the end",
    );
  }
}

const slash = 0x2f;
const star = 0x2a;
const question = 0x3f;
const open = 0x5b;
const close = 0x5d;
const backslash = 0x5c;
const caret = 0x5e;
const dash = 0x2d;
/** What Go decodes a stray byte to. */
const replacement = 0xfffd;

/**
 * Go's `filepath.Match`: whether a pattern names a whole path (dockerignore rule 51).
 * Errors depend on the path: what stands behind the first part that fails is not looked at.
 * @throws CopyPatternError
 */
export function matchCopySource(pattern: string, path: string): boolean {
  const bytes = encode(pattern);
  const name = encode(path);
  let at = 0;
  let chunk: Chunk;
  for (let from = 0; from < bytes.length; from = chunk.end) {
    chunk = scanChunk(bytes, from);
    const last = chunk.end === bytes.length;
    if (chunk.star && chunk.start === chunk.end) return name.indexOf(slash, at) < 0;
    let found = matchChunk(bytes, chunk, name, at);
    const fits = () => found >= 0 && (!last || found === name.length);
    // A star takes the first place that fits; no later one can do better, so nothing is tried twice.
    while (!fits() && chunk.star && at < name.length && name[at] !== slash)
      found = matchChunk(bytes, chunk, name, ++at);
    if (!fits()) return false;
    at = found;
  }
  return at === name.length;
}

/** Whether Go's `path.Match`, which looks at the whole pattern, calls it malformed: the build fails at its cache key (dockerignore rule 52). */
export function isMalformedCopySource(pattern: string): boolean {
  const bytes = encode(pattern);
  const nothing = new Uint8Array(0);
  try {
    for (let from = 0; from < bytes.length; ) {
      const chunk = scanChunk(bytes, from);
      matchChunk(bytes, chunk, nothing, 0);
      from = chunk.end;
    }
    return false;
  } catch {
    return true;
  }
}

/** Whether a COPY source is a glob; any other is a literal path, its backslashes included (dockerignore rule 49). */
export function isGlob(source: string): boolean {
  for (let at = 0; at < source.length; at++) {
    const character = source[at]!;
    if (character === "\\") at++;
    else if (character === "*" || character === "?" || character === "[") return true;
  }
  return false;
}

/** A stretch of a pattern without stars outside classes, and whether stars stand before it. */
interface Chunk {
  readonly star: boolean;
  readonly start: number;
  readonly end: number;
}

// Go compares bytes, which shows where `*?` meets a character of several bytes.
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

function scanChunk(pattern: Uint8Array, from: number): Chunk {
  let start = from;
  while (pattern[start] === star) start++;
  let end = start;
  let inClass = false;
  for (; end < pattern.length; end++) {
    const byte = pattern[end]!;
    if (byte === backslash) {
      if (end + 1 < pattern.length) end++;
    } else if (byte === open) inClass = true;
    else if (byte === close) inClass = false;
    else if (byte === star && !inClass) break;
  }
  return { star: start > from, start, end };
}

/** The end of the match at `from`, or -1. The chunk is read to its end even after a failure, for its errors. */
function matchChunk(pattern: Uint8Array, chunk: Chunk, name: Uint8Array, from: number): number {
  let at = from;
  let failed = false;
  for (let index = chunk.start; index < chunk.end; ) {
    failed ||= at >= name.length;
    const byte = pattern[index]!;
    if (byte === open) {
      const character = failed ? undefined : decode(name, at, name.length);
      const read = readClass(pattern, index + 1, chunk.end, character?.point ?? 0);
      index = read.next;
      at = character?.next ?? at;
      failed ||= !read.matches;
    } else if (byte === question) {
      failed ||= name[at] === slash;
      if (!failed) at = decode(name, at, name.length).next;
      index++;
    } else {
      if (byte === backslash && ++index === chunk.end) throw new CopyPatternError();
      failed ||= pattern[index] !== name[at];
      at++;
      index++;
    }
  }
  return failed ? -1 : at;
}

function readClass(
  pattern: Uint8Array,
  start: number,
  end: number,
  point: number,
): { readonly next: number; readonly matches: boolean } {
  const negated = start < end && pattern[start] === caret;
  let index = negated ? start + 1 : start;
  let matches = false;
  for (let ranges = 0; !(index < end && pattern[index] === close && ranges > 0); ranges++) {
    const low = readClassCharacter(pattern, index, end);
    let high = low;
    if (pattern[low.next] === dash) high = readClassCharacter(pattern, low.next + 1, end);
    index = high.next;
    matches ||= low.point <= point && point <= high.point;
  }
  return { next: index + 1, matches: matches !== negated };
}

function readClassCharacter(pattern: Uint8Array, start: number, end: number): Character {
  if (start >= end || pattern[start] === dash || pattern[start] === close) throw new CopyPatternError();
  const at = pattern[start] === backslash ? start + 1 : start;
  if (at >= end) throw new CopyPatternError();
  const character = decode(pattern, at, end);
  if (character.next >= end) throw new CopyPatternError();
  return character;
}

interface Character {
  readonly point: number;
  readonly next: number;
}

/** The code point at a byte. A byte inside a character, where `*` may stop, counts as one of its own, as in Go. */
function decode(bytes: Uint8Array, at: number, end: number): Character {
  const first = bytes[at]!;
  if (first < 0x80) return { point: first, next: at + 1 };
  const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc0 ? 2 : 1;
  if (length === 1 || at + length > end) return { point: replacement, next: at + 1 };
  let point = first & (0xff >> (length + 1));
  for (let index = 1; index < length; index++) point = (point << 6) | (bytes[at + index]! & 0x3f);
  return { point, next: at + length };
}
