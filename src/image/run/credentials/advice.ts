import { parentOf } from "../../paths";
import { credentialRows } from ".";
import { listOf } from "./reading";
import type { CredentialRow, Instead, Place } from "./row";

/** What to write in place of a command that left a credential in a file. */
export interface Advice {
  readonly instead: Instead;
  /** Absolute: where a mount puts the credential; undefined where the tool takes a variable, or reads /run/secrets. */
  readonly target?: string;
  /** Absolute: the folder that a tmpfs keeps off the layer. */
  readonly tmpfs?: string;
}

/**
 * The advice for a file of a layer: of the row whose command wrote it, else of the row that knows the file. Undefined where no row
 * does.
 */
export function adviceFor(file: {
  readonly path: string;
  readonly by: string;
  readonly incidental: boolean;
}): Advice | undefined {
  const row = rowOfCommand(file.by, file.path) ?? rowOfPath(file.path);
  if (row === undefined) return undefined;
  const { instead } = row;
  const home = homeIn(file.path);
  const absolute = (path: string) => path.replace(/^~/, home);
  if (!("mount" in instead)) return { instead };
  const tmpfs = instead.tmpfs === undefined ? {} : { tmpfs: absolute(instead.tmpfs) };
  if (instead.target === undefined) return { instead, ...tmpfs };
  const target = absolute(instead.target);
  // The tool reads the file that it wrote, wherever a setting has moved it to, and every file of a folder of its own.
  const same =
    !file.incidental &&
    ((row.files ?? []).some((place) => place.at === instead.target) ||
      (row.programs === undefined && parentOf(target) === parentOf(file.path)));
  return { instead, ...tmpfs, target: same ? file.path : target };
}

const homeIn = (path: string): string => /^\/home\/[^/]+/.exec(path)?.[0] ?? "/root";

/** What a path must be like to be a place of a row: a part in front of a `*` and one behind it, or one text. */
interface Pattern {
  readonly before: string;
  readonly after: string | undefined;
  /** Below a home, and in the working directory, only the end is known. */
  readonly absolute: boolean;
}

interface KnownRow {
  readonly row: CredentialRow;
  readonly patterns: readonly Pattern[];
}

/** The table in the form in which each file of a finding asks it. */
interface KnownRows {
  readonly byProgram: ReadonlyMap<string, readonly KnownRow[]>;
  /** By the last character of the paths that fit; by none where that can be any. */
  readonly byEnd: ReadonlyMap<string, readonly { readonly row: CredentialRow; readonly pattern: Pattern }[]>;
}

let known: KnownRows | undefined;

function knownRows(): KnownRows {
  if (known) return known;
  const [byProgram, byEnd] = [new Map<string, KnownRow[]>(), new Map()];
  const add = <T>(map: Map<string, T[]>, key: string, value: T) =>
    map.set(key, [...(map.get(key) ?? []), value]);
  for (const row of credentialRows) {
    const patterns = [...(row.files ?? []), ...(row.copies ?? [])].flatMap(patternsOf);
    for (const program of listOf(row.programs)) add(byProgram, program, { row, patterns });
    for (const pattern of patterns) add(byEnd, (pattern.after ?? pattern.before).slice(-1), { row, pattern });
  }
  known = { byProgram, byEnd };
  return known;
}

const patternsOf = (place: Place): Pattern[] =>
  [place.at, ...Object.values(place.moved ?? {})].flatMap((at) => {
    if (/^(?:#|-$|\{\}$)/.test(at)) return [];
    const wanted = at.replace(/^(?:~|\{\})/, "");
    const [before = "", after] = (wanted.startsWith("/") ? wanted : `/${wanted}`).split("*");
    return [{ before, after, absolute: wanted === at && at.startsWith("/") }];
  });

/** By program and words (`docker login`); of several rows the one that knows the path. */
function rowOfCommand(by: string, path: string): CredentialRow | undefined {
  const [program = "", ...words] = by.split(" ");
  const written = ` ${words.join(" ")} `;
  const rows = (knownRows().byProgram.get(program) ?? []).filter(({ row }) =>
    row.words === undefined
      ? words.length === 0 || row.does !== undefined
      : row.words.split("|").some((spelling) => written.startsWith(` ${spelling.trim()} `)),
  );
  const placed = rows.find(({ patterns }) => patterns.some((pattern) => lengthOfMatch(pattern, path) > 0));
  return (placed ?? rows[0])?.row;
}

/** The row with the longest part of the path in one of its places. */
function rowOfPath(path: string): CredentialRow | undefined {
  let best: CredentialRow | undefined;
  let longest = 0;
  for (const end of [path.slice(-1), ""])
    for (const { row, pattern } of knownRows().byEnd.get(end) ?? []) {
      const length = lengthOfMatch(pattern, path);
      if (length <= longest) continue;
      best = row;
      longest = length;
    }
  return best;
}

/** How much of a path is a place's own text; 0 where it is not that place. */
function lengthOfMatch({ before, after, absolute }: Pattern, path: string): number {
  if (after === undefined) return (absolute ? path === before : path.endsWith(before)) ? before.length : 0;
  const start = absolute ? (path.startsWith(before) ? 0 : -1) : path.lastIndexOf(before);
  const fits = start >= 0 && path.length >= start + before.length + after.length && path.endsWith(after);
  return fits ? before.length + after.length : 0;
}
