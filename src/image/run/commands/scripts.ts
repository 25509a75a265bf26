import { isPosixShell } from "../../../shell";
import { SourceText, type Span } from "../../../text/source";
import { UNKNOWN } from "../../dyes";
import { deeper, endShell, runScript } from "../interpret";
import { arrive } from "../join";
import { ANY_NAME } from "../parameters";
import type { Shell } from "../shell";
import type { Field } from "../words";
import { type Command, known } from "./command";

/** Where the shell looks for a program, in order, as far as a build puts scripts there. */
const PATH = ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"];

/** A script whose text is known. */
interface KnownScript {
  readonly text: string;
  /** Its path in the context, or in the image. */
  readonly path: string;
}

/** A script that cannot be read may do anything to files, and is said to; what it does with a secret is no finding, and no all-clear. */
function unread(name: string, shell: Shell): void {
  shell.view.plain.doubt();
  const shown = name === UNKNOWN ? "A downloaded script" : shell.dyes.redact(name);
  shell.base.doubt(`${shown} is run, and what it does is not known here.`);
}

/** The text of a script in the image; undefined where nobody knows what stands there. */
function scriptAt(written: string, shell: Shell): KnownScript | undefined {
  const path = shell.path(written);
  const file = shell.view.files.get(path);
  if (file?.source !== undefined) {
    const own = shell.textOf(file);
    if (own !== file.content && !own.includes(UNKNOWN)) return { text: own, path: file.source };
    const text = shell.base.contextText(file.source);
    // What came out of an archive of the context has the archive for its source, and a text of its own.
    if (text !== undefined && !text.includes("\0"))
      return { text: sourced(text, file.content, shell), path: file.source };
  }
  if (file) return { text: file.content, path };
  const device = shell.device(path);
  if (device) return { text: device.read(), path };
  const plain = shell.view.plain.at(path);
  if (plain.kind === "text") return { text: plain.text, path };
  const text = plain.kind === "context" ? shell.base.contextText(plain.path, plain.context) : undefined;
  return plain.kind === "context" && text !== undefined ? { text, path: plain.path } : undefined;
}

/** A secret file of the context that is read as a script: what it assigns is as secret as the file is. */
function sourced(text: string, content: string, shell: Shell): string {
  const mark = shell.dyes.marksOf(content);
  return text.replace(/^([ \t]*(?:export[ \t]+)?[A-Za-z_]\w*=).+$/gm, (_, head: string) => head + mark);
}

/** The script that a command's name stands for: a path, or a name that the build put where the shell looks for it. */
export function scriptNamed(name: string, isKnown: boolean, shell: Shell): KnownScript | undefined {
  const paths = name.includes("/") ? [name] : isKnown ? [] : PATH.map((directory) => `${directory}/${name}`);
  for (const path of paths) {
    const script = scriptAt(path, shell);
    if (script && script.text !== "" && script.text !== UNKNOWN) return script;
  }
  return undefined;
}

/** Runs a script as a program. One in another language is a program that nothing is known of. */
export function runScriptFile(
  script: KnownScript,
  name: string,
  args: readonly Field[],
  shell: Shell,
  span: Span,
): void {
  const first = /^#!\s*(\S+(?:[ \t]+\S+)*)/.exec(script.text)?.[1];
  const interpreter = first?.split(/[ \t]+/) ?? ["/bin/sh"];
  if (!isPosixShell(interpreter) || script.text.includes("\0") || shell.dyes.standsForFile(script.text)) {
    unread(script.path, shell);
    shell.emit(1, UNKNOWN);
    shell.status = "likely";
    return;
  }
  const child = shell.child();
  child.bash = interpreter.some((word) => word.endsWith("bash"));
  for (const option of interpreter.slice(1)) if (/^-[a-z]*e/.test(option)) child.options.add("errexit");
  child.parameters = args.map((field) => field.text);
  child.variables.set("0", name);
  runIn(child, script, shell, span);
  endShell(child);
  shell.status = child.status;
}

function runIn(scope: Shell, script: KnownScript, shell: Shell, span: Span): void {
  const source = new SourceText(script.path, script.text);
  const site = shell.base.site.pinned(span, source);
  deeper(scope, span, () => scope.within(site, () => runScript(script.text, scope)));
}

/** `. FILE [ARGUMENTS]`: the script runs in this shell. */
const source: Command = ({ args, shell, span }) => {
  const [file, ...rest] = args;
  if (!file) return "";
  const script = scriptAt(file.text, shell) ?? scriptNamed(file.text, false, shell);
  if (!script && shell.exists(file.text) === false && file.text.includes("/")) {
    // A shell that is no bash ends here.
    shell.status = 1;
    if (!shell.bash) shell.leave("exit");
    return known(1);
  }
  if (!script || script.text.includes("\0")) {
    // It may set any variable, and nobody knows to what.
    unread(file.text, shell);
    return "";
  }
  if (shell.dyes.standsForFile(script.text)) {
    shell.assign(ANY_NAME, shell.dyes.doubted(script.text) + UNKNOWN);
    return "";
  }
  const outer = shell.parameters;
  if (rest.length > 0) shell.parameters = rest.map((field) => field.text);
  runIn(shell, script, shell, span);
  arrive(shell, ({ how }) => how === "return");
  if (rest.length > 0) shell.parameters = outer;
  return { text: "", status: shell.status };
};

/** `sh -c TEXT a b`, `bash -euxc TEXT`, `sh FILE a b`. A script that comes on standard input runs as well, `-s` with arguments. */
const runShell: Command = ({ args, name, shell, span, stdin, script }) => {
  const child = shell.child();
  child.bash = name === "bash";
  let index = 0;
  let command = false;
  let fromInput = false;
  for (; index < args.length; index++) {
    const { text } = args[index]!;
    if (!/^[-+]./.test(text)) break;
    if (text === "--") {
      index++;
      break;
    }
    if (text.startsWith("--")) continue;
    if (/^-\w*c/.test(text)) command = true;
    if (/^-\w*s/.test(text)) fromInput = true;
    if (/^-\w*e/.test(text)) child.options.add("errexit");
    if (/^-\w*a/.test(text)) child.options.add("allexport");
    if (/^-\w*x/.test(text)) child.options.add("xtrace");
    if (/^[-+]\w*[oO]$/.test(text) && args[++index]?.text === "errexit") child.options.add("errexit");
  }
  const [first, ...rest] = args.slice(index);
  const texts = rest.map((field) => field.text);
  if (command) {
    child.parameters = texts.slice(1);
    child.variables.set("0", texts[0] ?? name);
    return ended(child, () => script(first?.text ?? "", child, span, stdin));
  }
  if (fromInput) child.parameters = args.slice(index).map((field) => field.text);
  else if (first && first.text !== "-") {
    const file = scriptAt(first.text, shell);
    child.parameters = texts;
    if (!file && shell.exists(first.text) === false) return known(127);
    if (!file || file.text.includes("\0")) {
      unread(first.text, shell);
      return UNKNOWN;
    }
    runIn(child, file, shell, span);
    endShell(child);
    return { text: "", status: child.status };
  }
  if (stdin === UNKNOWN) unread(UNKNOWN, shell);
  return stdin === "" ? "" : ended(child, () => script(stdin, child, span, ""));
};

function ended(child: Shell, run: () => ReturnType<Command>): ReturnType<Command> {
  const output = run();
  endShell(child);
  return { text: typeof output === "string" ? output : output.text, status: child.status };
}

/** `su user -c TEXT`, `su - user -c TEXT`. */
const switchUser: Command = (call) => {
  const index = call.args.findIndex((field) => field.text === "-c" || field.text === "--command");
  const user = call.args.find((field, at) => at !== index + 1 && !field.text.startsWith("-"))?.text ?? "root";
  const child = call.shell.child();
  const home = user === "root" ? "/root" : (call.shell.base.homes.get(user) ?? `/home/${user}`);
  child.variables.set("HOME", home);
  child.exported.set("HOME", true);
  if (call.args.some(({ text }) => text === "-" || text === "-l" || text === "--login"))
    child.directory = home;
  if (index >= 0)
    return ended(child, () => call.script(call.args[index + 1]?.text ?? "", child, call.span, call.stdin));
  return call.stdin === "" ? "" : ended(child, () => call.script(call.stdin, child, call.span, ""));
};

/** Commands that read shell. */
export const scriptCommands: Readonly<Record<string, Command>> = {
  ".": source,
  source,
  sh: runShell,
  bash: runShell,
  ash: runShell,
  dash: runShell,
  zsh: runShell,
  ksh: runShell,
  su: switchUser,
  runuser: switchUser,
};
