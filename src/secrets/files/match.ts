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
  /** What the folder must match besides; undefined where the name alone decides. */
  readonly folder: Test | undefined;
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
  readonly globs: Record<SharedPart["of"], ReadonlyMap<string, readonly Glob[]>>;
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
  const globs = { first: new Map(), extension: new Map(), last: new Map(), any: new Map() };
  const directories: { inside: Test; file: SensitiveFile }[] = [];
  const put = <T>(rows: Map<string, T[]>, key: string, row: T) => {
    const known = rows.get(key);
    if (known) known.push(row);
    else rows.set(key, [row]);
  };
  const add = (pattern: string, file: SensitiveFile) => {
    if (pattern.endsWith("/")) return directories.push({ inside: below(pattern), file });
    const name = pattern.slice(pattern.lastIndexOf("/") + 1);
    const folder = name === pattern ? undefined : endingIn(pattern.slice(0, -name.length));
    const row: Row = { file, folder };
    if (!/[*?[]/.test(name)) put(names, name, row);
    else if (/^\*\.\w+$/.test(name)) put(extensions, name.slice(2), row);
    else {
      const { of, text } = sharedPart(name);
      put(globs[of], text, { row, name: named(name) });
    }
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

/** Whether a path is a directory, which ends in `/`, or that of the name somewhere. */
function endingIn(directory: string): Test {
  if (directory.includes("*")) return whenAsked(() => `(?:^|/)${source(directory)}$`);
  const below = `/${directory}`;
  return (path) => path === directory || path.endsWith(below);
}

/** Whether a name matches a glob: most have no wildcard but `*`, with texts around that stand in a name in this order. */
function named(glob: string): Test {
  if (/[?[]/.test(glob)) return whenAsked(() => `^${source(glob)}$`);
  const texts = glob.split("*");
  const before = texts.shift() ?? "";
  const after = texts.pop() ?? "";
  return (name) => {
    if (!name.startsWith(before) || !name.endsWith(after)) return false;
    let at = before.length;
    for (const text of texts) {
      const found = name.indexOf(text, at);
      if (found < 0) return false;
      at = found + text.length;
    }
    return at + after.length <= name.length;
  };
}

/** What each name that a glob matches shares with it: the first or the last letter, the extension, or, with wildcards at both ends, nothing. */
interface SharedPart {
  readonly of: "first" | "extension" | "last" | "any";
  readonly text: string;
}

function sharedPart(glob: string): SharedPart {
  if (!/^[*?[]/.test(glob)) return { of: "first", text: glob[0]! };
  const extension = /\.(\w+)$/.exec(glob)?.[1];
  if (extension !== undefined) return { of: "extension", text: extension };
  return /[*?\]]$/.test(glob) ? { of: "any", text: "" } : { of: "last", text: glob.at(-1)! };
}

const source = (pattern: string): string =>
  pattern
    .replace(/[.+^${}()|\\]/g, "\\$&")
    .replace(/\*\*\//g, "\u0000")
    .replace(/\*/g, "[^/]*")
    .replaceAll("\u0000", "(?:[^/]+/)*");

/** The kind of sensitive file that a path names, in the order always, often, content; undefined where it names none or a sample. Paths are relative and use `/`. */
export function matchSensitiveFile(path: string): SensitiveFile | undefined {
  const start = path.lastIndexOf("/") + 1;
  return sensitiveNames(path.slice(0, start))(path.slice(start));
}

/** The same for the names in one folder, which is empty or ends in `/`. Asked for each file of a context, so a plain name makes no path. */
export function sensitiveNames(folder: string): (name: string) => SensitiveFile | undefined {
  const known = loadIndex();
  const hidden = mayHide(folder) ? known.directories.find(({ inside }) => inside(folder))?.file : undefined;
  return (name) => {
    const own = candidate(known, folder, name);
    // A file that its name tells is one in any directory; elsewhere, and where it is certain, the directory speaks.
    const found = own === undefined || hidden?.certainty === "always" ? surer(own, hidden) : own;
    return found && !isLookalike(known.lookalike, folder, name) ? found : undefined;
  };
}

function isLookalike({ names, ends, parts, directories }: Lookalike, folder: string, name: string): boolean {
  if (names.has(name) || ends.some((end) => name.endsWith(end)) || /^(?:example|sample)[-_.]/.test(name))
    return true;
  if (name.split(".").some((part, at, all) => at > 0 && at < all.length - 1 && parts.has(part))) return true;
  const folders = folder.split("/").slice(0, -1);
  // What npm writes into its own folder is no package of somebody.
  if (name === ".package-lock.json" && folders.at(-1) === "node_modules") folders.pop();
  return folders.some((folder) => directories.has(folder));
}

const RANK: Record<Certainty, number> = { always: 0, often: 1, content: 2 };

/** The more certain of two; the first where they are equal. */
const surer = (one: SensitiveFile | undefined, other: SensitiveFile | undefined) =>
  one === undefined || (other !== undefined && RANK[other.certainty] < RANK[one.certainty]) ? other : one;

const fits = (row: Row, folder: string): boolean => row.folder === undefined || row.folder(folder);

/** What follows is asked for each file of a context, so that it makes no objects. */
function fitting(rows: readonly Row[] | undefined, folder: string): SensitiveFile | undefined {
  if (rows) for (const row of rows) if (fits(row, folder)) return row.file;
  return undefined;
}

function globbed(
  globs: readonly Glob[] | undefined,
  folder: string,
  name: string,
): SensitiveFile | undefined {
  if (globs) for (const glob of globs) if (glob.name(name) && fits(glob.row, folder)) return glob.row.file;
  return undefined;
}

function candidate({ names, extensions, globs }: Index, folder: string, name: string) {
  let found = fitting(names.get(name), folder);
  const dot = name.lastIndexOf(".");
  if (dot >= 0) {
    const extension = name.slice(dot + 1);
    found = surer(found, fitting(extensions.get(extension), folder));
    found = surer(found, globbed(globs.extension.get(extension), folder, name));
  }
  if (dot !== name.indexOf(".")) found = surer(found, globbed(globs.any.get(""), folder, name));
  found = surer(found, globbed(globs.first.get(name.charAt(0)), folder, name));
  return surer(found, globbed(globs.last.get(name.charAt(name.length - 1)), folder, name));
}

/** All directories of the table but two start with a dot, and most paths have none such. */
const mayHide = (folder: string): boolean =>
  folder.startsWith(".") || folder.includes("/.") || folder.includes("private");
