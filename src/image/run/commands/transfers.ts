import { baseName, isWithin, parentOf, resolvePath } from "../../paths";
import { PlainFiles } from "../../plain-files";
import { maybe } from "../join";
import type { Shell } from "../shell";
import type { Field } from "../words";
import {
  type Call,
  type Command,
  has,
  option,
  type ParsedArguments,
  parseArguments,
  pathsOf,
  type Status,
  worse,
} from "./command";
import { makeDirectories } from "./files";
import { CONTENTS, type Landing, landing, type Target } from "./landing";
import { hardLink } from "./links";

/** `cp`, `mv`, `install`: sources, then a target. */
const transfer =
  (withValue: readonly string[] = []): Command =>
  (call) => {
    const { shell } = call;
    const parsed = parseArguments(call.args, ["-t", "--target-directory", "-S", "--suffix", ...withValue]);
    if (call.name === "install" && has(parsed, "-d", "--directory")) return makeDirectories(call);
    const directory = option(parsed, "-t", "--target-directory");
    const operands = [...parsed.operands];
    const written = directory ?? operands.pop()?.text;
    if (written === undefined) return "";
    const sources = operands.flatMap((operand) => pathsOf(shell, operand));
    const isPattern = operands.some(({ pattern }) => pattern);
    const target: Target = {
      written,
      into: directory !== undefined || sources.length > 1,
      mayBeInto: isPattern,
      exact: has(parsed, "-T", "--no-target-directory"),
      replaces: call.name === "mv" || call.name === "install" || has(parsed, "--remove-destination"),
    };
    if (has(parsed, "-D") && call.name === "install")
      shell.view.addDirectory(directory === undefined ? parentOf(shell.path(written)) : shell.path(written));
    let outcome: Status = operands.length > 0 && !isPattern ? 0 : "likely";
    const placed = (scope: Shell) => {
      for (const source of sources)
        outcome = worse(outcome, transferOne({ ...call, shell: scope }, parsed, source, target));
      for (const operand of operands) if (operand.pattern) copyPattern(scope, operand, written);
    };
    // Where only the base image may have the directory, and a failure ends nothing, it may all be left out.
    if (shell.mustSucceed || !mayBeMissing(shell, target)) placed(shell);
    else {
      maybe(shell, placed);
      outcome = worse(outcome, "either");
    }
    return { text: "", status: outcome };
  };

/** Whether the directory that things go to may be there or not. */
function mayBeMissing(shell: Shell, { written, into }: Target): boolean {
  if (shell.standing(written) !== undefined) return false;
  return into || /\/\.?$/.test(written) || !shell.view.isDirectory(parentOf(shell.path(written)));
}

/** Puts one source where it lands; gives how that ends. */
function transferOne(call: Call, parsed: ParsedArguments, source: string, target: Target): Status {
  const { shell, name } = call;
  const move = name === "mv";
  const asLink = staysLink(call, parsed, source, move);
  const exists = asLink || shell.exists(source);
  if (exists === false) return 1;
  const isDirectory = !asLink && shell.standing(source) === "directory";
  // cp leaves directories out that it was not told to enter.
  const enters = move || has(parsed, "-r", "-R", "-a", "--recursive", "--archive");
  if (isDirectory && !enters) return 1;
  const landed = has(parsed, "--parents")
    ? belowTarget(shell, source, target)
    : landing(shell, source, isDirectory, target);
  if (!landed) return 1;
  const from = shell.path(source, false);
  const to = landed.path;
  // A link that gives way is no other name of what it leads to.
  const same = shell.view.hardLinks.names(shell.path(to, !target.replaces)).includes(shell.path(source));
  if (same && !asLink) {
    if (name !== "cp" || shell.base.gnuPrograms || !shell.view.links.has(shell.path(to, false)))
      return move ? "either" : 1;
    // Where GNU's cp sees one file, that of BusyBox opens what the link leads to and so empties it.
    const emptied = (scope: Shell) => scope.write(to, "", { by: name, span: call.span });
    if (shell.mustSucceed) emptied(shell);
    else maybe(shell, emptied);
    return "either";
  }
  if (move && (isWithin(to, from) || isFull(shell, to) || shell.view.mounts.at(from)?.target === from))
    return 1;
  const there = shell.exists(to);
  const keeps = has(parsed, "-n", "--no-clobber");
  if (keeps && there === true) return "likely";
  const place = (scope: Shell) => putAt({ ...call, shell: scope }, parsed, source, to, target.replaces);
  // What is there may be newer.
  const mayStay = (keeps || has(parsed, "-u", "--update")) && there !== false;
  const { mounts } = shell.view;
  const rides = move && !mayStay && mounts.areIn(from) && mounts.rideWith(from);
  // What of a directory comes into itself hangs on the order in which it is read.
  const intoItself = isDirectory && isWithin(to, from);
  if (mayStay || intoItself) maybe(shell, place);
  else place(shell);
  if (intoItself) return 1;
  // What cannot be taken away was copied before that was tried.
  if (rides) shell.view.mounts = mounts.moved(from, to);
  else if (move && (shell.stays(from) || mounts.areIn(from))) return 1;
  return exists === true && landed.sure && !shell.view.files.get(shell.path(source))?.mounted ? 0 : "likely";
}

/** A directory with something in it makes room for no other. */
const isFull = ({ view }: Shell, path: string): boolean =>
  view.isDirectory(path) &&
  (view.below(path).length > 0 ||
    [...view.plain.names(path)].some((name) => view.plain.at(`${path}/${name}`).kind !== "absent"));

/** Whether a link is put elsewhere as a link: what enters directories does so, unless it is told to follow, or a slash follows the name. */
function staysLink({ shell, name }: Call, parsed: ParsedArguments, source: string, move: boolean): boolean {
  if (!shell.view.links.has(shell.path(source, false)) || /\/\.?$/.test(source)) return false;
  return move || (name === "cp" && copiesLinks(parsed));
}

/** `--parents`: below a directory, under the whole name. */
function belowTarget(shell: Shell, source: string, { written }: Target): Landing | undefined {
  const standing = shell.standing(written);
  if (standing !== "directory" && standing !== undefined) return undefined;
  const path = shell.path(`${written}/${source}`, false);
  return { path, sure: standing === "directory" };
}

function putAt(call: Call, parsed: ParsedArguments, source: string, to: string, replaces: boolean): void {
  const { shell, span, name } = call;
  const move = name === "mv";
  const backup = has(parsed, "-b", "--backup") ? (option(parsed, "-S", "--suffix") ?? "~") : undefined;
  if (backup !== undefined) shell.transfer(to, to + backup, { span, by: name, move: true });
  if (has(parsed, "--parents")) shell.view.addDirectory(parentOf(to));
  if (!move && staysLink(call, parsed, source, move)) {
    shell.view.links.set(to, shell.view.links.get(shell.path(source, false))!);
    return;
  }
  if (replaces && !move) shell.view.links.delete(to);
  if (name === "cp" && has(parsed, "-l", "--link")) hardLink(call, source, to);
  else if (name === "cp" && has(parsed, "-s", "--symbolic-link")) shell.view.links.set(to, source);
  else shell.transfer(source, to, { span, by: name, move });
}

const copiesLinks = (parsed: ParsedArguments): boolean =>
  has(parsed, "-r", "-R", "-a", "-d", "-P", "--recursive", "--archive", "--no-dereference") &&
  !has(parsed, "-L", "-H", "--dereference");

/** `rsync`: as `cp -r`, but a slash after a source means what is in it, and the directory of the target is made. */
const rsync: Command = ({ args, shell, span, name }) => {
  const withValue = ["-e", "--rsh", "--exclude", "--include", "--exclude-from", "--chown", "--chmod"];
  const operands = [...parseArguments(args, withValue).operands];
  const target = operands.pop()?.text;
  if (target === undefined) return "";
  const sources = operands.flatMap((operand) => pathsOf(shell, operand));
  for (const source of sources) {
    const contents = source.endsWith("/") || CONTENTS.test(source);
    const standing = shell.standing(source);
    const into =
      sources.length > 1 ||
      target.endsWith("/") ||
      standing === "directory" ||
      shell.standing(target) === "directory";
    const to = into && !contents ? `${target}/${baseName(source)}` : target;
    shell.view.addDirectory(parentOf(shell.path(to)));
    shell.transfer(source, to, { span, by: name });
  }
  return "";
};

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

const WITH_OWNER = ["-m", "--mode", "-o", "--owner", "-g", "--group", "-Z"];

/** Commands that put files elsewhere. */
export const transferCommands: Readonly<Record<string, Command>> = {
  cp: transfer(),
  rsync,
  install: transfer(WITH_OWNER),
  mv: transfer(),
};
