import { MEMBER, UNKNOWN } from "../../dyes";
import type { ViewFile } from "../../file-view";
import { baseName, isWithin, parentOf, resolvePath } from "../../paths";
import {
  type Call,
  type Command,
  filesOf,
  has,
  known,
  type Output,
  option,
  type ParsedArguments,
  parseArguments,
  pathsOf,
} from "./command";

/** Parts the name of a link from what it leads to, among the members of an archive. */
const LEADS_TO = "\0";

/** The dyed files and the links at a path, as members of an archive under their names in it. */
function packed(
  call: Call,
  written: string,
  name: string,
  followsLinks: boolean,
  excluded: readonly string[] = [],
): string {
  const { shell } = call;
  const from = shell.path(written, followsLinks);
  shell.settle(from);
  const isIn = (path: string) =>
    !path
      .slice(from.length)
      .split("/")
      .some((part) => excluded.includes(part));
  const files = shell.view
    .below(from)
    .filter(([path]) => isIn(path))
    .map(([path, file]) => `${MEMBER}${name}${path.slice(from.length)}${MEMBER}${file.content}`);
  const links = [...(followsLinks ? [] : shell.view.links)]
    .filter(([path]) => isWithin(path, from) && isIn(path))
    .map(([path, target]) => `${MEMBER}${name}${path.slice(from.length)}${LEADS_TO}${target}${MEMBER}`);
  return [...files, ...links].join("");
}

interface Unpacking {
  readonly archive: ViewFile | undefined;
  /** The directory that has to be there. */
  readonly needed: string;
  /** The members that are asked for, with what is below them; all where none is. */
  readonly wanted: readonly string[];
  /** Where a member goes, below the directory; undefined for one that is left out. */
  readonly placed: (member: string) => string | undefined;
}

const PATTERN = /[*?[]/;

/** Puts the members of an archive below a directory. */
function unpack(
  call: Call,
  text: string,
  directory: string,
  { archive, needed, wanted, placed }: Unpacking,
): Output {
  const { shell, span, name: by } = call;
  const standing = shell.standing(needed);
  if (standing === "nothing") return known(2);
  const uncertain = standing === undefined && !shell.mustSucceed;
  // What else is in it is not known, and may lie anywhere from now on.
  shell.view.plain.doubt();
  const parts = text.split(MEMBER);
  const bare = (name: string) => name.replace(/^(?:\.?\/)+|\/+$/g, "");
  const isWanted = (name: string) =>
    wanted.length === 0 ||
    wanted.some((each) => PATTERN.test(each) || `${bare(name)}/`.startsWith(`${bare(each)}/`));
  for (let at = 1; at + 1 < parts.length; at += 2) {
    const [member = "", target] = parts[at]!.split(LEADS_TO);
    const name = isWanted(member) ? placed(member) : undefined;
    if (!name) continue;
    const path = resolvePath(directory, name);
    shell.view.addDirectory(parentOf(path));
    if (target !== undefined) {
      shell.remove(path, span, by);
      shell.view.links.set(path, target);
    } else shell.write(path, parts[at + 1]!, { by, span, archive, uncertain });
  }
  shell.view.addDirectory(shell.path(directory));
  if (parts.length >= 3 || !shell.dyes.marked(text)) return "";
  // Of a mounted secret it is known that it is unpacked, and not to which names.
  const names = wanted.length === 0 ? [UNKNOWN] : wanted.map((name) => (PATTERN.test(name) ? UNKNOWN : name));
  for (const name of names)
    shell.write(resolvePath(directory, placed(name) || UNKNOWN), shell.dyes.doubted(text), {
      by,
      span,
      archive,
      uncertain: true,
    });
  return "";
}

/** The archive that a word names, or the first that it matches: `tar xzf *.tgz`. */
const archiveAt = (shell: Call["shell"], word: string): string =>
  (PATTERN.test(word) ? shell.matching(word)[0] : undefined) ?? word;

/** The name of a member without its first directories. */
const stripped = (member: string, count: number): string =>
  member
    .split("/")
    .filter((name) => name !== "" && name !== ".")
    .slice(count)
    .join("/");

const TAR_VALUES = [
  "-f",
  "--file",
  "-C",
  "--directory",
  "--exclude",
  "-T",
  "-X",
  "--strip-components",
  "--transform",
  "--owner",
  "--group",
  "-I",
  "--mode",
];

/** `tar czf a.tgz DIR`, `tar xzf a.tgz -C DIR`: what goes into an archive is in it, and comes out of it. */
const tar: Command = (call) => {
  const { shell, span, name, stdin } = call;
  // The first word of old may do without its dash: `tar xzf a.tgz`.
  const [first, ...rest] = call.args;
  const old = first && /^[A-Za-z]+$/.test(first.text) && /[cxtru]/.test(first.text);
  const args = old ? [{ ...first, text: `-${first.text}` }, ...rest] : call.args;
  const parsed = parseArguments(args, TAR_VALUES);
  const file = option(parsed, "-f", "--file");
  const directory = shell.path(option(parsed, "-C", "--directory") ?? ".");
  const isStream = file === undefined || file === "-";
  if (has(parsed, "-x", "--extract", "--get")) {
    const from = isStream ? undefined : archiveAt(shell, file);
    if (from !== undefined && shell.exists(from) === false) return known(2);
    const text = from === undefined ? stdin : shell.read(from);
    const strip = Number(option(parsed, "--strip-components") ?? 0) || 0;
    if (has(parsed, "-O", "--to-stdout")) return shell.dyes.marksOf(text) + UNKNOWN;
    const archive = from === undefined ? undefined : shell.view.files.get(shell.path(from));
    const wanted = parsed.operands.map((operand) => operand.text);
    const placed = (member: string) => stripped(member, strip);
    return unpack(call, text, directory, { archive, needed: directory, wanted, placed });
  }
  if (!has(parsed, "-c", "--create", "-r", "--append", "-u", "--update")) return UNKNOWN;
  const excluded = parsed.options.get("--exclude") ?? [];
  const members = membersOf(call, parsed, directory).filter(
    ([written]) => !excluded.includes(baseName(written)),
  );
  const follows = has(parsed, "-h", "--dereference");
  const text =
    members.map(([written, member]) => packed(call, written, member, follows, excluded)).join("") + UNKNOWN;
  const append = has(parsed, "-r", "--append", "-u", "--update");
  if (isStream) return text;
  shell.write(file, text, { by: name, span, append });
  if (has(parsed, "--remove-files")) for (const [written] of members) shell.remove(written, span, name);
  return "";
};

function membersOf(call: Call, parsed: ParsedArguments, directory: string): [string, string][] {
  return parsed.operands.flatMap((operand) => {
    const inside = operand.text.startsWith("/") ? "/" : directory;
    const child = call.shell.subshell();
    child.directory = inside;
    const paths = filesOf(child, operand);
    call.shell.missed ||= child.missed;
    return paths.map((path): [string, string] => [resolvePath(inside, path), path.replace(/^\/+/, "")]);
  });
}

const zip: Command = (call) => {
  const parsed = parseArguments(call.args, ["-P", "-x", "-i"]);
  const [archive, ...operands] = parsed.operands;
  if (!archive) return "";
  const paths = operands.flatMap((operand) => pathsOf(call.shell, operand));
  const text = paths
    .map((path) => packed(call, path, has(parsed, "-j") ? baseName(path) : path, true))
    .join("");
  const name = archive.text.includes(".") ? archive.text : `${archive.text}.zip`;
  call.shell.write(name, text + UNKNOWN, { by: call.name, span: call.span });
  return "";
};

/** `unzip -o a.zip -d DIR`; the words behind `-x`, up to the next option, are members that stay in it. */
const unzip: Command = (call) => {
  const { shell, args } = call;
  const list = args.findIndex(({ text }) => text === "-x");
  const after = args.findIndex(({ text }, index) => index > list && text.startsWith("-"));
  const [start, end] = [list < 0 ? args.length : list, list < 0 || after < 0 ? args.length : after];
  const excluded = args.slice(start + 1, end).map(({ text }) => text);
  const parsed = parseArguments([...args.slice(0, start), ...args.slice(end)], ["-d", "-P"]);
  const [word, ...members] = parsed.operands.map(({ text }) => text);
  if (word === undefined) return "";
  const archive = archiveAt(shell, word);
  const written = shell.exists(archive) === false ? `${archive}.zip` : archive;
  if (shell.exists(written) === false) return known(9);
  const text = shell.read(written);
  if (has(parsed, "-l", "-t", "-Z")) return UNKNOWN;
  if (has(parsed, "-p", "-c")) return shell.dyes.marksOf(text) + UNKNOWN;
  const directory = shell.path(option(parsed, "-d") ?? ".");
  return unpack(call, text, directory, {
    // It makes one directory, and none above.
    needed: parentOf(directory),
    archive: shell.view.files.get(shell.path(written)),
    wanted: members,
    placed(member) {
      const name = has(parsed, "-j") ? baseName(member) : stripped(member, 0);
      // Nobody is there to answer whether it may be overwritten.
      const stays = !has(parsed, "-o") && shell.exists(resolvePath(directory, name)) === true;
      return excluded.includes(member) || stays ? undefined : name;
    },
  });
};

/** Encrypted text tells nothing without its key; decoding and other conversions do. */
const openssl: Command = ({ args, shell, stdin, span, name }) => {
  const value = (wanted: string) => {
    const index = args.findIndex((field) => field.text === wanted);
    return index < 0 ? undefined : args[index + 1]?.text;
  };
  const command = args[0]?.text ?? "";
  const input = value("-in");
  const text = input === undefined ? stdin : shell.read(input);
  const output = value("-out");
  // A public key is made of a private one, and holds nothing of it.
  if (args.some((field) => field.text === "-pubout")) return UNKNOWN;
  const converts = command === "base64" || args.some(({ text: each }) => each === "-d" || each === "-base64");
  const encrypts = (command === "enc" || /^(?:aes|des|bf|cast|rc)/.test(command)) && !converts;
  const digests = ["rand", "dgst", "passwd", "version", "md5", "sha256", "sha1"].includes(command);
  const result = encrypts || digests ? UNKNOWN : shell.dyes.marksOf(text) + UNKNOWN;
  if (output === undefined) return result;
  // A key that is made here is written by its own row.
  if (encrypts || digests || converts || shell.dyes.marked(text))
    shell.write(output, result, { by: name, span });
  return "";
};

/** Commands that put many files into one, or one into another form. */
export const archiveCommands: Readonly<Record<string, Command>> = {
  tar,
  bsdtar: tar,
  zip,
  unzip,
  openssl,
};
