import { UNKNOWN } from "../../dyes";
import { parentOf } from "../../paths";
import {
  type Command,
  filesOf,
  has,
  known,
  option,
  parseArguments,
  pathsOf,
  type Status,
  worse,
} from "./command";

const remove: Command = (call) => {
  const parsed = parseArguments(call.args);
  const recursive = has(parsed, "-r", "-R", "--recursive");
  const empty = has(parsed, "-d", "--dir");
  const forced = has(parsed, "-f", "--force");
  let stays = false;
  for (const operand of parsed.operands) {
    for (const path of pathsOf(call.shell, operand)) {
      if (/(?:^|\/)\.\.?\/*$/.test(path)) {
        // `rm -rf dir/.` is refused.
        stays = true;
        continue;
      }
      const named = call.shell.path(path, false);
      // Without `-r` a directory stays, and rm fails; with `-d` an empty one goes.
      const keeps = call.shell.view.isDirectory(named) && !recursive && !(empty && call.shell.isEmpty(named));
      stays ||= keeps || call.shell.stays(named) || call.shell.view.mounts.areIn(named);
      if (!forced && !call.shell.view.links.has(named) && call.shell.exists(path) === false) stays = true;
      if (!keeps) call.shell.remove(path, call.span, call.name);
    }
  }
  return stays ? known(1) : forced ? known(0) : "";
};

/** `rmdir`: only what is empty goes, so no file does. */
const removeEmpty: Command = ({ args, shell, span, name }) => {
  for (const operand of parseArguments(args).operands) {
    const path = shell.path(operand.text);
    if (!shell.isEmpty(path) || shell.exists(path) === false) shell.missed = true;
    else shell.remove(path, span, name);
  }
  return "";
};

/** The first operand is a mode or an owner, unless it is taken from another file. */
const changeMode: Command = ({ name, args, shell }) => {
  const parsed = parseArguments(args);
  const { operands } = parsed;
  // `chmod -x f`: the mode looks like an option.
  const isMode = name === "chmod" && args.some(({ text }) => /^-[rwxXst]+$/.test(text));
  const skipped = isMode || has(parsed, "--reference") ? 0 : 1;
  for (const operand of operands.slice(skipped))
    for (const path of filesOf(shell, operand)) {
      if (shell.view.mounts.isReadOnly(shell.path(path))) shell.missed = true;
      const named = shell.path(path, false);
      const isLink = shell.view.links.has(named);
      // `-h` changes a link itself; what enters directories goes through none, but for chmod of GNU.
      if (isLink && name !== "chmod" && has(parsed, "-h", "--no-dereference")) continue;
      const recursive = has(parsed, "-R", "--recursive");
      if (!isLink || !recursive || (name === "chmod" && shell.base.gnuPrograms)) shell.touch(path, recursive);
    }
  return "";
};

/** `mkdir`, `install -d`. */
export const makeDirectories: Command = ({ args, shell, name }) => {
  const parsed = parseArguments(args, ["-m", "--mode", "-o", "-g", "-Z"]);
  const withParents = name === "install" || has(parsed, "-p", "--parents");
  let outcome: Status = 0;
  for (const { text } of parsed.operands) {
    const path = shell.path(text);
    const standing = shell.standing(path);
    // Where a file has the name, or that of a directory above, there is no room for it.
    const isReadOnly = standing !== "directory" && shell.view.mounts.isReadOnly(path);
    const isTaken = withParents
      ? shell.isBelowFile(path)
      : standing === "directory" || standing === "file" || shell.isBeyond(path);
    if (isTaken || isReadOnly) {
      outcome = 1;
      continue;
    }
    const sure = withParents || (standing === "nothing" && shell.view.isDirectory(parentOf(path)));
    shell.view.addDirectory(path);
    if (!sure) outcome = worse(outcome, "likely");
  }
  return { text: "", status: outcome };
};

const touch: Command = ({ args, shell, span, name }) => {
  const parsed = parseArguments(args, ["-d", "-t", "-r"]);
  for (const operand of parsed.operands) {
    for (const path of pathsOf(shell, operand)) {
      if (has(parsed, "-h") && shell.view.links.has(shell.path(path, false))) continue;
      shell.touch(path, false);
      if (shell.isBeyond(shell.path(path))) shell.missed = true;
      const exists = shell.exists(path);
      // Whatever the base image may have there, it is there now.
      if (exists !== true && !shell.view.files.has(shell.path(path)))
        shell.write(path, exists === false ? "" : UNKNOWN, { by: name, span });
    }
  }
  return "";
};

/** A name that nobody knows before, and that a variable then holds. */
const makeTemporary: Command = ({ args, shell, span, name }) => {
  const parsed = parseArguments(args, ["-p", "--tmpdir", "--suffix"]);
  const template = parsed.operands[0]?.text;
  const place = option(parsed, "-p", "--tmpdir") || "/tmp";
  shell.base.budget.names++;
  const unique = `tmp.${String(shell.base.budget.names).padStart(10, "X")}`;
  const path =
    template === undefined
      ? `${place}/${unique}`
      : has(parsed, "-t", "-p", "--tmpdir")
        ? `${place}/${template}`
        : template;
  if (has(parsed, "-d", "--directory")) shell.view.addDirectory(shell.path(path));
  else shell.write(path, "", { by: name, span });
  return { text: `${path}\n`, status: 0 };
};

const tee: Command = ({ args, shell, stdin, span, name }) => {
  const parsed = parseArguments(args);
  for (const { text } of parsed.operands) {
    const path = shell.path(text);
    if (shell.view.isDirectory(path) || shell.isBeyond(path)) shell.missed = true;
    else shell.write(text, stdin, { by: name, span, append: has(parsed, "-a", "--append") });
  }
  return stdin;
};

/** BusyBox and others: a copy from standard input, written only when all was read. */
const sponge: Command = (call) => {
  const output = tee(call);
  return parseArguments(call.args).operands.length > 0 ? "" : output;
};

/** `shred f`: the file is there and holds nothing, under each of its names. `shred -u` removes this one. */
const shred: Command = (call) => {
  const parsed = parseArguments(call.args, ["-s", "--size", "-n", "--iterations"]);
  for (const operand of parsed.operands) {
    for (const path of pathsOf(call.shell, operand)) {
      call.shell.edit(path, () => "", call.span, call.name);
      if (has(parsed, "-u", "--remove")) call.shell.remove(path, call.span, call.name);
    }
  }
  return "";
};

/** Commands that move files about. */
export const fileCommands: Readonly<Record<string, Command>> = {
  rm: remove,
  unlink: remove,
  rmdir: removeEmpty,
  mktemp: makeTemporary,
  chmod: changeMode,
  chown: changeMode,
  chgrp: changeMode,
  mkdir: makeDirectories,
  touch,
  tee,
  sponge,
  shred,
};
