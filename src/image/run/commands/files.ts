import { UNKNOWN } from "../../dyes";
import { baseName, parentOf, resolvePath } from "../../paths";
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
} from "./command";

const remove: Command = (call) => {
  const parsed = parseArguments(call.args);
  const recursive = has(parsed, "-r", "-R", "--recursive", "-d", "--dir");
  for (const operand of parsed.operands) {
    for (const path of pathsOf(call.shell, operand)) {
      // Without `-r` a directory stays, and rm fails.
      if (recursive || !call.shell.view.isDirectory(call.shell.path(path, false)))
        call.shell.remove(path, call.span, call.name);
    }
  }
  return has(parsed, "-f", "--force") ? { text: "", status: 0 } : "";
};

/** `rmdir`: only what is empty goes, so no file does. */
const removeEmpty: Command = ({ args, shell }) => {
  for (const operand of parseArguments(args).operands) {
    const path = shell.path(operand.text);
    if ([...shell.view.below(path)].length === 0) shell.view.removeDirectory(path);
  }
  return "";
};

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
    const into =
      directory !== undefined ||
      (!has(parsed, "-T", "--no-target-directory") &&
        (operands.length > 1 || operands.some((operand) => operand.pattern)));
    for (const operand of operands) {
      for (const source of pathsOf(shell, operand)) transferOne(call, parsed, source, target, into, row.move);
      if (operand.pattern) copyPattern(shell, operand, target);
    }
    return "";
  };

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
      : shell.destination(shell.path(source, !move), target, into);
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

/** Others than those that are known match as well, and come under the same names. */
function copyPattern(shell: Shell, operand: Field, target: string): void {
  const from = parentOf(resolvePath(shell.directory, operand.text));
  const to = shell.path(target);
  if (from.includes("*")) return;
  const { plain } = shell.view;
  plain.record((asked) =>
    parentOf(asked) === to && plain.at(`${from}/${baseName(asked)}`).kind !== "absent"
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
    if (!has(parsed, "-s", "--symbolic")) {
      shell.transfer(source, destination, { span, by: name });
      continue;
    }
    if (has(parsed, "-f", "--force")) shell.remove(path, span, name);
    shell.view.links.set(path, resolvePath(parentOf(path), source));
  }
  return "";
};

const makeDirectories: Command = ({ args, shell }) => {
  for (const operand of parseArguments(args, ["-m", "--mode", "-o", "-g", "-Z"]).operands)
    shell.view.addDirectory(shell.path(operand.text));
  return "";
};

/** The first operand is a mode or an owner, unless it is taken from another file. */
const changeMode: Command = ({ args, shell }) => {
  const parsed = parseArguments(args);
  const { operands } = parsed;
  const skipped = has(parsed, "--reference") ? 0 : 1;
  for (const operand of operands.slice(skipped))
    for (const path of pathsOf(shell, operand)) shell.touch(path, has(parsed, "-R", "--recursive"));
  return "";
};

const touch: Command = ({ args, shell, span, name }) => {
  for (const operand of parseArguments(args, ["-d", "-t", "-r"]).operands) {
    for (const path of pathsOf(shell, operand)) {
      shell.touch(path, false);
      if (shell.exists(path) === false) shell.write(path, "", { by: name, span });
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
  for (const operand of parsed.operands)
    shell.write(operand.text, stdin, { by: name, span, append: has(parsed, "-a", "--append") });
  return stdin;
};

/** BusyBox and others: a copy from standard input, written only when all was read. */
const sponge: Command = (call) => {
  const output = tee(call);
  return parseArguments(call.args).operands.length > 0 ? "" : output;
};

/** `shred f`: the file is there and holds nothing. `shred -u` removes it. */
const shred: Command = (call) => {
  const parsed = parseArguments(call.args, ["-s", "--size", "-n", "--iterations"]);
  for (const operand of parsed.operands) {
    for (const path of pathsOf(call.shell, operand)) {
      if (has(parsed, "-u", "--remove")) call.shell.remove(path, call.span, call.name);
      else call.shell.edit(path, () => "", call.span, call.name);
    }
  }
  return "";
};

/** `truncate -s 0 f` empties a file; a larger size keeps what fits. */
const truncate: Command = (call) => {
  const parsed = parseArguments(call.args, ["-s", "--size", "-r", "--reference"]);
  const size = option(parsed, "-s", "--size") ?? "";
  for (const operand of parsed.operands) {
    for (const path of pathsOf(call.shell, operand)) {
      if (/^<?0+[A-Za-z]*$/.test(size)) call.shell.edit(path, () => "", call.span, call.name);
      else call.shell.touch(path, false);
    }
  }
  return "";
};

const dd: Command = ({ args, shell, stdin, span, name }) => {
  const value = (key: string) =>
    args.find((field: Field) => field.text.startsWith(`${key}=`))?.text.slice(key.length + 1);
  const source = value("if");
  const target = value("of");
  const content =
    source === undefined
      ? stdin
      : /^\/dev\/u?random$|^\/dev\/zero$/.test(source)
        ? UNKNOWN
        : shell.read(source);
  if (target === undefined) return content;
  if (source !== undefined && shell.exists(source) === false) return { text: "", status: 1 };
  // The target is emptied before the source is read.
  if (
    source !== undefined &&
    shell.path(source) === shell.path(target) &&
    !args.some(({ text }) => text.includes("notrunc"))
  ) {
    shell.write(target, "", { by: name, span });
    return "";
  }
  // `conv=notrunc` leaves behind what was longer.
  if (args.some(({ text }) => text.includes("notrunc")))
    shell.edit(target, (old) => content + shell.dyes.marksOf(old), span, name);
  else shell.write(target, content, { by: name, span });
  return "";
};

/** `split -b 1k f prefix`: the parts are named by the prefix. */
const split: Command = ({ args, shell, stdin, span, name }) => {
  const parsed = parseArguments(args, [
    "-b",
    "-l",
    "-n",
    "-C",
    "-a",
    "--bytes",
    "--lines",
    "--additional-suffix",
  ]);
  const [file, prefix = "x"] = parsed.operands.map((operand) => operand.text);
  const text = file === undefined || file === "-" ? stdin : shell.read(file);
  shell.write(`${prefix}aa`, text, { by: name, span });
  return "";
};

const WITH_OWNER = ["-m", "--mode", "-o", "--owner", "-g", "--group", "-Z"];

/** Commands that move files about. */
export const fileCommands: Readonly<Record<string, Command>> = {
  rm: remove,
  unlink: remove,
  rmdir: removeEmpty,
  cp: transfer({}),
  rsync: transfer({
    withValue: ["-e", "--rsh", "--exclude", "--include", "--exclude-from", "--chown", "--chmod"],
  }),
  ln: link,
  link,
  install: transfer({ withValue: WITH_OWNER }),
  mv: transfer({ move: true }),
  mkdir: makeDirectories,
  mktemp: makeTemporary,
  chmod: changeMode,
  chown: changeMode,
  chgrp: changeMode,
  touch,
  tee,
  sponge,
  truncate,
  shred,
  dd,
  split,
};
