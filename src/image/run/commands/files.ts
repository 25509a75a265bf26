import { baseName } from "../../paths";
import type { Field } from "../words";
import { type Call, type Command, has, option, parseArguments, pathsOf } from "./command";

const remove: Command = (call) => {
  for (const operand of parseArguments(call.args).operands) {
    for (const path of pathsOf(call.shell, operand)) call.shell.remove(path, call.span, call.name);
  }
  return "";
};

/** A symbolic link holds the name of the file and nothing of it; a hard link is the file once more. */
const link: Command = (call) =>
  has(parseArguments(call.args), "-s", "--symbolic") ? "" : transfer({})(call);

/** `cp`, `mv`, `install`, `ln`, `rsync`: sources, then a destination. */
const transfer =
  (options: { readonly move?: boolean; readonly withValue?: readonly string[] }): Command =>
  (call) => {
    const { shell } = call;
    const parsed = parseArguments(call.args, [
      "-t",
      "--target-directory",
      "-S",
      ...(options.withValue ?? []),
    ]);
    if (call.name === "install" && has(parsed, "-d", "--directory")) return makeDirectories(call);
    const directory = option(parsed, "-t", "--target-directory");
    const operands = [...parsed.operands];
    const target = directory ?? operands.pop()?.text;
    if (target === undefined) return "";
    const sources = operands.flatMap((operand) => pathsOf(shell, operand));
    const into = directory !== undefined || (sources.length > 1 && !has(parsed, "-T"));
    for (const source of sources) transferOne(call, source, target, into, options.move ?? false);
    return "";
  };

function transferOne(call: Call, source: string, target: string, into: boolean, move: boolean): void {
  const { shell, span } = call;
  const contents = source.endsWith("/.") || (call.name === "rsync" && source.endsWith("/"));
  const destination = contents ? target : shell.destination(shell.path(source), target, into);
  if (source.startsWith("/dev/fd/")) shell.write(destination, source, { by: call.name, span });
  else shell.transfer(source, destination, { span, by: call.name, move });
}

const makeDirectories: Command = ({ args, shell }) => {
  for (const operand of parseArguments(args, ["-m", "--mode", "-o", "-g"]).operands) {
    if (!operand.pattern) shell.view.addDirectory(shell.path(operand.text));
  }
  return "";
};

/** The first operand is a mode or an owner. */
const changeMode: Command = ({ args, shell }) => {
  const { operands } = parseArguments(args);
  for (const operand of operands.slice(1)) for (const path of pathsOf(shell, operand)) shell.touch(path);
  return "";
};

const touch: Command = ({ args, shell }) => {
  for (const operand of parseArguments(args, ["-d", "-t", "-r"]).operands)
    for (const path of pathsOf(shell, operand)) shell.touch(path);
  return "";
};

const tee: Command = ({ args, shell, stdin, span, name }) => {
  const parsed = parseArguments(args);
  for (const operand of parsed.operands)
    shell.write(operand.text, stdin, { by: name, span, append: has(parsed, "-a", "--append") });
  return stdin;
};

/** `truncate -s 0 f`, `shred f`: the file is there and holds nothing. `shred -u` removes it. */
const empty: Command = (call) => {
  const parsed = parseArguments(call.args, ["-s", "--size", "-n"]);
  for (const operand of parsed.operands) {
    for (const path of pathsOf(call.shell, operand)) {
      if (call.name === "shred" && has(parsed, "-u", "--remove"))
        call.shell.remove(path, call.span, call.name);
      else call.shell.edit(path, () => "", call.span, call.name);
    }
  }
  return "";
};

/** `find DIR … -name PATTERN … -delete` or `-exec rm`: what it names goes. */
const find: Command = (call) => {
  const { args, shell, span } = call;
  const texts = args.map((field) => field.text);
  const expression = texts.findIndex((text) => text.startsWith("-") || text === "(" || text === "!");
  const roots = texts.slice(0, expression < 0 ? texts.length : expression);
  const named = texts.flatMap((text, index) => (text === "-name" ? [texts[index + 1] ?? ""] : []));
  const executes = texts.findIndex((text) => text === "-exec" || text === "-execdir");
  const removes =
    texts.includes("-delete") ||
    (executes >= 0 && ["rm", "/bin/rm", "shred"].includes(texts[executes + 1] ?? ""));
  // Other tests (`-mtime`, `-size`) decide by what cannot be known: then nothing is known to be removed.
  const known = [
    "-name",
    "-type",
    "-delete",
    "-exec",
    "-maxdepth",
    "-mindepth",
    "-print",
    "-depth",
    "-o",
    "-or",
  ];
  if (
    !removes ||
    texts.some(
      (text, index) => text.startsWith("-") && (executes < 0 || index <= executes) && !known.includes(text),
    )
  )
    return "";
  for (const root of roots.length > 0 ? roots : ["."]) {
    for (const [path] of shell.view.below(shell.path(root))) {
      if (named.length === 0 || named.some((pattern) => matchesName(pattern, baseName(path))))
        shell.remove(path, span, call.name);
    }
  }
  return "";
};

/** `find -name`: `*` also matches a leading dot. */
function matchesName(pattern: string, name: string): boolean {
  const [head = "", ...pieces] = pattern.split("*");
  if (!name.startsWith(head)) return false;
  const tail = pieces.pop();
  if (tail === undefined) return name === head;
  let at = head.length;
  for (const piece of pieces) {
    const found = name.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return name.length - tail.length >= at && name.endsWith(tail);
}

const dd: Command = ({ args, shell, stdin, span, name }) => {
  const value = (key: string) =>
    args.find((field: Field) => field.text.startsWith(`${key}=`))?.text.slice(key.length + 1);
  const source = value("if");
  const target = value("of");
  const content = source === undefined ? stdin : shell.read(source);
  if (target === undefined) return content;
  shell.write(target, content, { by: name, span });
  return "";
};

/** Commands that move files about. */
export const fileCommands: Readonly<Record<string, Command>> = {
  rm: remove,
  unlink: remove,
  cp: transfer({}),
  rsync: transfer({ withValue: ["-e", "--exclude", "--include"] }),
  ln: link,
  install: transfer({ withValue: ["-m", "--mode", "-o", "--owner", "-g", "--group"] }),
  mv: transfer({ move: true }),
  mkdir: makeDirectories,
  chmod: changeMode,
  chown: changeMode,
  chgrp: changeMode,
  touch,
  tee,
  truncate: empty,
  shred: empty,
  find,
  dd,
};
