import { baseName, parentOf, resolvePath } from "../../paths";
import { PlainFiles } from "../../plain-files";
import type { Shell } from "../shell";
import type { Field } from "../words";
import {
  type Call,
  type Command,
  has,
  known,
  option,
  type ParsedArguments,
  parseArguments,
  pathsOf,
} from "./command";

interface TransferRow {
  readonly move?: true;
  readonly withValue?: readonly string[];
}

/** `cp`, `mv`, `install`, `rsync`: sources, then a destination. */
const transfer =
  (row: TransferRow): Command =>
  (call) => {
    const { shell } = call;
    const parsed = parseArguments(call.args, [
      "-t",
      "--target-directory",
      "-S",
      "--suffix",
      ...(row.withValue ?? []),
    ]);
    if (call.name === "install" && has(parsed, "-d", "--directory")) return makeDirectories(call);
    const directory = option(parsed, "-t", "--target-directory");
    const operands = [...parsed.operands];
    const target = directory ?? operands.pop()?.text;
    if (target === undefined) return "";
    const to = shell.path(target);
    // A pattern may name several files, which a file has no room for.
    const into =
      directory !== undefined ||
      (!has(parsed, "-T", "--no-target-directory") &&
        (operands.length > 1 || (operands.some(({ pattern }) => pattern) && !shell.isBelowFile(to))));
    const sure = succeeds(shell, operands, target);
    for (const operand of operands) {
      for (const source of pathsOf(shell, operand)) transferOne(call, parsed, source, target, into, row.move);
      if (operand.pattern) copyPattern(shell, operand, target);
    }
    return sure ? known(0) : "";
  };

/** Whether all that it takes is there, and a directory to put it into. */
function succeeds(shell: Shell, operands: readonly Field[], target: string): boolean {
  const to = shell.path(target);
  const isFile = ({ text, pattern }: Field): boolean => {
    const file = pattern ? undefined : shell.view.files.get(shell.path(text));
    return file?.certain === true && !file.mounted;
  };
  return operands.length > 0 && shell.view.isDirectory(parentOf(to)) && operands.every(isFile);
}

function transferOne(
  call: Call,
  parsed: ParsedArguments,
  source: string,
  target: string,
  into: boolean,
  move = false,
): void {
  const { shell, span, name } = call;
  if (has(parsed, "-n", "--no-clobber") && shell.view.files.has(shell.path(target))) return;
  const contents = /\/\.$/.test(source) || source === "." || (name === "rsync" && source.endsWith("/"));
  const exact = has(parsed, "-T", "--no-target-directory") || contents;
  const destination = has(parsed, "--parents")
    ? `${target}/${source}`
    : exact
      ? target
      : shell.destination(shell.path(source, false), target, into);
  // What enters directories copies a link as a link, unless it is told to follow.
  const link = shell.path(source, false);
  const to = shell.view.links.get(link);
  if (to !== undefined && !move && name === "cp" && copiesLinks(parsed)) {
    shell.view.links.set(shell.path(destination, false), to);
    return;
  }
  // cp leaves directories out that it was not told to enter.
  const enters = move || name === "rsync" || has(parsed, "-r", "-R", "-a", "--recursive", "--archive");
  const from = shell.path(source);
  if (!enters && shell.view.isDirectory(from) && !shell.view.files.has(from)) return;
  if (into && name === "install" && has(parsed, "-D")) shell.view.addDirectory(shell.path(target));
  if (has(parsed, "--parents", "-D")) shell.view.addDirectory(parentOf(shell.path(destination)));
  const linked = name === "cp" && has(parsed, "-s", "--symbolic-link");
  if (linked) shell.view.links.set(shell.path(destination, false), from);
  else shell.transfer(source, destination, { span, by: name, move });
}

const copiesLinks = (parsed: ParsedArguments): boolean =>
  has(parsed, "-r", "-R", "-a", "-d", "-P", "--recursive", "--archive", "--no-dereference") &&
  !has(parsed, "-L", "-H", "--dereference");

/** Others than those that are known match as well, and come under the same names. */
function copyPattern(shell: Shell, operand: Field, target: string): void {
  const from = parentOf(resolvePath(shell.directory, operand.text));
  const to = shell.path(target);
  if (from.includes("*")) return;
  const { plain } = shell.view;
  // As it was before: two copies to and fro would ask each other for ever.
  const before = new PlainFiles(plain);
  plain.record((asked) =>
    parentOf(asked) === to && before.at(`${from}/${baseName(asked)}`).kind !== "absent"
      ? { kind: "unknown" }
      : undefined,
  );
}

/** `ln`: a hard link is the file once more, a symbolic one another name for it. */
const link: Command = (call) => {
  const { shell, span, name } = call;
  const parsed = parseArguments(call.args, ["-t", "--target-directory", "-S"]);
  const directory = option(parsed, "-t", "--target-directory");
  const operands = parsed.operands.map((operand) => operand.text);
  const target = directory ?? (operands.length > 1 ? operands.pop()! : ".");
  for (const source of operands) {
    const isName = has(parsed, "-T", "-n", "--no-dereference", "--no-target-directory");
    const destination = isName ? target : shell.destination(source, target, directory !== undefined);
    const path = shell.path(destination, false);
    // Without `-f`, what is there stays.
    if (!has(parsed, "-f", "--force") && shell.exists(path) === true) continue;
    const named = shell.path(source, false);
    const linked = shell.view.links.get(named);
    if (!has(parsed, "-s", "--symbolic") && linked !== undefined) {
      shell.view.links.set(path, linked);
      continue;
    }
    if (!has(parsed, "-s", "--symbolic")) {
      // What lies on a mount cannot be linked to from elsewhere; what lies in a lower layer comes into this one for it.
      if (shell.view.files.get(shell.path(source))?.mounted) continue;
      shell.touch(source, false);
      shell.transfer(source, destination, { span, by: name });
      if (shell.exists(source) !== false) shell.view.hardLinks.link(named, path);
      continue;
    }
    if (has(parsed, "-f", "--force")) shell.remove(path, span, name);
    shell.view.links.set(path, resolvePath(parentOf(path), source));
    if (operands.length === 1 && shell.view.isDirectory(parentOf(path))) return known(0);
  }
  return "";
};

const makeDirectories: Command = ({ args, shell }) => {
  const parsed = parseArguments(args, ["-m", "--mode", "-o", "-g", "-Z"]);
  const paths = parsed.operands.map(({ text }) => shell.path(text));
  // Where a file has the name, or that of a directory above, there is no room for it.
  const made = paths.filter((path) => !shell.isBelowFile(path));
  for (const path of made) shell.view.addDirectory(path);
  if (made.length < paths.length) return known(1);
  return has(parsed, "-p", "--parents") ? known(0) : "";
};

const WITH_OWNER = ["-m", "--mode", "-o", "--owner", "-g", "--group", "-Z"];

/** Commands that put files elsewhere. */
export const transferCommands: Readonly<Record<string, Command>> = {
  cp: transfer({}),
  rsync: transfer({
    withValue: ["-e", "--rsh", "--exclude", "--include", "--exclude-from", "--chown", "--chmod"],
  }),
  ln: link,
  link,
  install: transfer({ withValue: WITH_OWNER }),
  mv: transfer({ move: true }),
  mkdir: makeDirectories,
};
