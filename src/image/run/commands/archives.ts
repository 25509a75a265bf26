import { MEMBER, UNKNOWN } from "../../dyes";
import type { ViewFile } from "../../file-view";
import { baseName, isWithin, parentOf, resolvePath } from "../../paths";
import {
  type Call,
  type Command,
  filesOf,
  has,
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
  readonly strip?: number;
  readonly wanted?: readonly string[];
}

/** Puts the members of an archive below a directory: all, or those that are named, with what is below them. */
function unpack(
  call: Call,
  text: string,
  directory: string,
  { archive, strip = 0, wanted = [] }: Unpacking,
): void {
  // What else is in it is not known, and may lie anywhere from now on.
  call.shell.view.plain.doubt();
  const parts = text.split(MEMBER);
  const bare = (name: string) => name.replace(/^(?:\.?\/)+|\/+$/g, "");
  const isWanted = (name: string) =>
    wanted.length === 0 ||
    wanted.some((each) => /[*?[]/.test(each) || `${bare(name)}/`.startsWith(`${bare(each)}/`));
  for (let at = 1; at + 1 < parts.length; at += 2) {
    const [member = "", target] = parts[at]!.split(LEADS_TO);
    const names = member.split("/").filter((name) => name !== "" && name !== ".");
    const name = names.slice(strip).join("/");
    if (name === "" || !isWanted(member)) continue;
    const path = resolvePath(directory, name);
    call.shell.view.addDirectory(parentOf(path));
    if (target !== undefined) {
      call.shell.remove(path, call.span, call.name);
      call.shell.view.links.set(path, target);
    } else call.shell.write(path, parts[at + 1]!, { by: call.name, span: call.span, archive });
  }
  call.shell.view.addDirectory(call.shell.path(directory));
  if (parts.length >= 3 || !call.shell.dyes.marked(text)) return;
  // Of a mounted secret it is known that it is unpacked, and not to which names.
  const unknown = { by: call.name, span: call.span, archive, uncertain: true };
  const named = wanted.map((name) => (/[*?[]/.test(name) ? UNKNOWN : name));
  for (const name of named.length > 0 && strip === 0 ? named : [UNKNOWN])
    call.shell.write(resolvePath(directory, name), call.shell.dyes.doubted(text), unknown);
}

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
    if (!isStream && shell.exists(file) === false) return { text: "", status: 2 };
    const text = isStream ? stdin : shell.read(file);
    const strip = Number(option(parsed, "--strip-components") ?? 0) || 0;
    if (has(parsed, "-O", "--to-stdout")) return shell.dyes.marksOf(text) + UNKNOWN;
    const archive = isStream ? undefined : shell.view.files.get(shell.path(file));
    const wanted = parsed.operands.map((operand) => operand.text);
    unpack(call, text, directory, { archive, strip, wanted });
    return "";
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

const unzip: Command = (call) => {
  const parsed = parseArguments(call.args, ["-d", "-P", "-x"]);
  const [archive] = parsed.operands;
  const { shell } = call;
  const text = archive ? shell.read(archive.text) : "";
  if (has(parsed, "-p", "-c")) return shell.dyes.marksOf(text) + UNKNOWN;
  const file = archive && shell.view.files.get(shell.path(archive.text));
  unpack(call, text, shell.path(option(parsed, "-d") ?? "."), { archive: file });
  return "";
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
