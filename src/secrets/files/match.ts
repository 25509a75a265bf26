import type { Confidence } from "../types";
import { accountFiles } from "./accounts";
import { keyFiles } from "./keys";
import { projectFiles } from "./projects";
import {
  type Certainty,
  type FileGroup,
  LOOKALIKE_DIRECTORIES,
  LOOKALIKE_ENDS,
  LOOKALIKE_NAMES,
  LOOKALIKE_PARTS,
  type SensitiveFile,
} from "./table";
import { toolFiles } from "./tools";

type Test = (text: string) => boolean;

interface Row {
  readonly file: SensitiveFile;
  /** What the path must match besides; undefined where the name alone decides. */
  readonly path: Test | undefined;
}

interface Glob {
  readonly row: Row;
  readonly name: Test;
}

/** What tells samples, public halves and ciphertext. */
interface Lookalike {
  readonly names: ReadonlySet<string>;
  readonly ends: readonly string[];
  readonly parts: ReadonlySet<string>;
  readonly directories: ReadonlySet<string>;
}

interface Index {
  /** By the whole of the last part of the path. */
  readonly names: ReadonlyMap<string, readonly Row[]>;
  /** By what follows the last dot. */
  readonly extensions: ReadonlyMap<string, readonly Row[]>;
  /** Any other pattern, by a part that a name must share with it, so that most names are tested against none. */
  readonly globs: ReadonlyMap<string, readonly Glob[]>;
  /** Directories that hide what is below them. */
  readonly directories: readonly { readonly inside: Test; readonly file: SensitiveFile }[];
  readonly lookalike: Lookalike;
}

let index: Index | undefined;

const words = (text: string): string[] => text.split(" ");

const NO_KEYS: ReadonlySet<string> = new Set();

const NAME_CONFIDENCE: Record<Certainty, Confidence> = { always: "high", often: "medium", content: "low" };

function loadIndex(): Index {
  if (index) return index;
  const names = new Map<string, Row[]>();
  const extensions = new Map<string, Row[]>();
  const globs = new Map<string, Glob[]>();
  const directories: { inside: Test; file: SensitiveFile }[] = [];
  const put = <T>(rows: Map<string, T[]>, key: string, row: T) => {
    const known = rows.get(key);
    if (known) known.push(row);
    else rows.set(key, [row]);
  };
  const add = (pattern: string, file: SensitiveFile) => {
    if (pattern.endsWith("/")) return directories.push({ inside: below(pattern), file });
    const name = pattern.slice(pattern.lastIndexOf("/") + 1);
    const path = name === pattern ? undefined : whenAsked(() => `(?:^|/)${source(pattern)}$`);
    const row: Row = { file, path };
    if (!/[*?[]/.test(name)) put(names, name, row);
    else if (/^\*\.\w+$/.test(name)) put(extensions, name.slice(2), row);
    else put(globs, sharedPart(name), { row, name: named(name) });
    return undefined;
  };
  // Certain names are asked first, so a group's `always` wins over another's `content`.
  const groups: readonly FileGroup[] = [...accountFiles, ...keyFiles, ...toolFiles, ...projectFiles];
  for (const certainty of ["always", "often", "content"] as const)
    for (const group of groups) {
      if (group[certainty] === undefined) continue;
      const file: SensitiveFile = {
        kind: group.kind,
        holds: group.holds,
        reader: group.reader,
        certainty,
        keys: group.keys === undefined ? NO_KEYS : new Set(words(group.keys)),
        confidence: NAME_CONFIDENCE[certainty],
        isPrivate: group.kind === "env-file" || group.kind === "secrets-file",
        needed: group.needed === true,
      };
      for (const pattern of words(group[certainty])) add(pattern, file);
    }
  index = {
    names,
    extensions,
    globs,
    directories,
    lookalike: {
      names: new Set(words(LOOKALIKE_NAMES)),
      ends: words(LOOKALIKE_ENDS),
      parts: new Set(words(LOOKALIKE_PARTS)),
      directories: new Set(words(LOOKALIKE_DIRECTORIES)),
    },
  };
  return index;
}

/** A test by an expression that is made when it is first asked for: most never are. */
function whenAsked(expression: () => string): Test {
  let made: RegExp | undefined;
  return (text) => {
    made ??= new RegExp(expression());
    return made.test(text);
  };
}

/** Whether a path lies below a directory, which ends in `/`. */
const below = (directory: string): Test =>
  directory.includes("*")
    ? whenAsked(() => `(?:^|/)${source(directory)}`)
    : (path) => path.startsWith(directory) || path.includes(`/${directory}`);

/** Whether a name matches a glob: most have one `*`, with texts before and behind it. */
function named(glob: string): Test {
  const [before = "", after, more] = glob.split("*");
  if (after === undefined || more !== undefined || /[?[]/.test(glob))
    return whenAsked(() => `^${source(glob)}$`);
  const least = before.length + after.length;
  return (name) => name.length >= least && name.startsWith(before) && name.endsWith(after);
}

/** Where a glob has wildcards at both ends, every name is asked for the text between: `*.tfstate.*`. */
const ANYWHERE = "";

/** What each name that a glob matches shares with it: `^` and its first letter, its extension, or its last letter and `$`. */
function sharedPart(glob: string): string {
  if (!/^[*?[]/.test(glob)) return `^${glob[0]}`;
  const extension = /\.(\w+)$/.exec(glob)?.[1];
  return extension ?? (/[*?\]]$/.test(glob) ? ANYWHERE : `${glob.at(-1)}$`);
}

const source = (pattern: string): string =>
  pattern
    .replace(/[.+^${}()|\\]/g, "\\$&")
    .replace(/\*\*\//g, "\u0000")
    .replace(/\*/g, "[^/]*")
    .replaceAll("\u0000", "(?:[^/]+/)*");

/**
 * The kind of sensitive file that a path names, in the order always, often, content; undefined where it names none or a sample. Paths
 * are relative and use `/`. Asked for each file of a context, so a plain name costs two look-ups and one test.
 */
export function matchSensitiveFile(
  path: string,
  name = path.slice(path.lastIndexOf("/") + 1),
): SensitiveFile | undefined {
  const known = loadIndex();
  const row = candidate(known, path, name);
  if (!row) return undefined;
  return isLookalike(known.lookalike, path, name) ? undefined : row;
}

function isLookalike({ names, ends, parts, directories }: Lookalike, path: string, name: string): boolean {
  if (names.has(name) || ends.some((end) => name.endsWith(end)) || /^(?:example|sample)[-_.]/.test(name))
    return true;
  if (name.split(".").some((part, at, all) => at > 0 && at < all.length - 1 && parts.has(part))) return true;
  const folders = path.split("/").slice(0, -1);
  // What npm writes into its own folder is no package of somebody.
  if (name === ".package-lock.json" && folders.at(-1) === "node_modules") folders.pop();
  return folders.some((folder) => directories.has(folder));
}

function candidate(known: Index, path: string, name: string): SensitiveFile | undefined {
  const fits = ({ path: inside }: Row) => inside === undefined || inside(path);
  const found: SensitiveFile[] = [];
  const take = (rows: readonly Row[] | undefined) => {
    const row = rows?.find(fits);
    if (row) found.push(row.file);
  };
  take(known.names.get(name));
  const glob = (part: string) => {
    const fitting = known.globs.get(part)?.find(({ row, name: shape }) => shape(name) && fits(row));
    if (fitting) found.push(fitting.row.file);
  };
  const dot = name.lastIndexOf(".");
  if (dot >= 0) {
    const extension = name.slice(dot + 1);
    take(known.extensions.get(extension));
    glob(extension);
  }
  if (dot !== name.indexOf(".")) glob(ANYWHERE);
  glob(`^${name[0]}`);
  glob(`${name.at(-1)}$`);
  // A file that its name tells is one in any directory; elsewhere, and where it is certain, the directory speaks.
  if (mayHide(path)) {
    const directory = known.directories.find(({ inside }) => inside(path))?.file;
    if (directory && (found.length === 0 || directory.certainty === "always")) found.push(directory);
  }
  if (found.length < 2) return found[0];
  const order: Certainty[] = ["always", "often", "content"];
  return found.sort((a, b) => order.indexOf(a.certainty) - order.indexOf(b.certainty))[0];
}

/** All directories of the table but two start with a dot, and most paths have none such. */
const mayHide = (path: string): boolean =>
  path.startsWith(".") || path.includes("/.") || path.includes("private");
