import { keepAccountPassword, keepNamedLiteral } from "../../literals";
import { type Call, has, option, parseArguments } from "../commands/command";
import { atHome } from "./reading";
import { hashOf, removeEntries } from "./store";

const SHADOW = "/etc/shadow";

const VALUED = (
  "-d --home --home-dir -b --base-dir -u --uid -g --gid -G --groups -s --shell -c --comment -k --skel -p --password " +
  "--gecos --ingroup -e --expiredate -f --inactive -K --key -l --login --firstuid --lastuid --conf"
).split(" ");

/**
 * `useradd -m -d HOME name`, `adduser --home HOME name`: later `~` of that user, or of the user's number, means this folder. A home is
 * noted also where it is not made: the runtime takes it from the entry (build-semantics 8.1).
 */
export function addUser(call: Call): string {
  // `-h` of BusyBox's adduser is the home; for useradd it is help.
  const parsed = parseArguments(call.args, call.name === "adduser" ? [...VALUED, "-h"] : VALUED);
  const name = parsed.operands[0]?.text;
  // `useradd -D` shows or sets defaults; BusyBox's `adduser -D` makes a user without a password.
  if (!name || (call.name === "useradd" && has(parsed, "-D"))) return "";
  const { homes } = call.shell.base;
  const home = option(parsed, "-d", "--home", "--home-dir") ?? option(parsed, "-h");
  const parent = option(parsed, "-b", "--base-dir") ?? "/home";
  // Debian's `adduser --system` gave /home/name until version 11 and gives /nonexistent since; people write BusyBox's as `-S`.
  const unknown = call.name === "adduser" && has(parsed, "--system") && !home;
  if (unknown) homes.delete(name);
  else homes.set(name, home?.startsWith("/") ? home : `${parent}/${name}`);
  const number = option(parsed, "-u", "--uid");
  const known = homes.get(name);
  if (number !== undefined && known !== undefined) homes.set(number, known);
  keepPasswordOption(call, option(parsed, "-p", "--password"), name);
  return "";
}

/** `usermod -d HOME name`, `usermod -u NUMBER name`, `usermod -l NEW name`, `usermod -p HASH name`. */
export function changeUser(call: Call): string {
  const parsed = parseArguments(call.args, VALUED);
  const name = parsed.operands[0]?.text;
  if (!name) return "";
  const { homes } = call.shell.base;
  const home = option(parsed, "-d", "--home") ?? homes.get(name);
  const names = [name, option(parsed, "-l", "--login"), option(parsed, "-u", "--uid")];
  if (home !== undefined) for (const each of names) if (each !== undefined) homes.set(each, home);
  keepPasswordOption(call, option(parsed, "-p", "--password"), name);
  return "";
}

export function removeUser(call: Call): string {
  const name = parseArguments(call.args).operands[0]?.text;
  if (!name) return "";
  call.shell.base.homes.delete(name);
  removeEntries(call, SHADOW, [name], call.name);
  return "";
}

/** The value is put into /etc/shadow as it stands, be it a hash or, by mistake, the password. `NP`, `*` and `!` are neither: the account is locked. */
function keepPasswordOption(call: Call, value: string | undefined, name: string): void {
  if (value === undefined || /^(?:[-*!].*|NP|LK|x)$/.test(value)) return;
  const { shell, span } = call;
  const kept = keepAccountPassword(shell, value, call);
  if (!shell.dyes.marked(kept)) return;
  removeEntries(call, SHADOW, [name], call.name);
  shell.write(SHADOW, `${name}=${kept}\n`, { by: `${call.name} -p`, span, append: true });
}

/** `echo user:password | chpasswd`: the password is in the history, its hash in /etc/shadow. */
export function setPasswords(call: Call): string {
  const { stdin, shell, span, args } = call;
  // With -e the hash is given, and stands for a password that nobody is told.
  if (has(parseArguments(args, ["-c", "-R", "-s"]), "-e", "--encrypted")) return "";
  for (const line of stdin.split("\n")) {
    const colon = line.indexOf(":");
    if (colon <= 0) continue;
    const password = line.slice(colon + 1).trim();
    if (/^[*!]*$/.test(password)) continue;
    keepHash(call, line.slice(0, colon), keepAccountPassword(shell, password, { span }));
  }
  return "";
}

/** `echo password | passwd --stdin user`, `printf 'p\np\n' | passwd user`; `passwd -d user` takes the hash out. */
export function setPassword(call: Call): string {
  const parsed = parseArguments(call.args, ["-i", "-n", "-w", "-x", "-S"]);
  const name = parsed.operands[0]?.text ?? "root";
  if (has(parsed, "-d", "--delete")) removeEntries(call, SHADOW, [name], "passwd -d");
  const [first] = call.stdin.split("\n");
  if (first) keepHash(call, name, keepAccountPassword(call.shell, first.trim(), call));
  return "";
}

function keepHash(call: Call, name: string, password: string): void {
  const hash = hashOf(password, call);
  removeEntries(call, SHADOW, [name], call.name);
  if (hash) call.shell.write(SHADOW, `${name}=${hash}\n`, { by: call.name, span: call.span, append: true });
}

/** `htpasswd -bc FILE USER PASSWORD`: a hash, but with `-p` the password in clear. With `-n` it is printed. */
export function keepHtpasswd(call: Call): string {
  const parsed = parseArguments(call.args, ["-C", "-r"]);
  const batch = has(parsed, "-b");
  const printed = has(parsed, "-n");
  const operands = parsed.operands.map(({ text }) => text);
  const [file, name = "", given] = printed ? ["", ...operands] : operands;
  const password = batch ? given : call.stdin.split("\n")[0];
  if (file === undefined || !password) return "";
  const { shell, span } = call;
  const kept = keepAccountPassword(shell, password, call);
  const stored = has(parsed, "-p") ? shell.dyes.marksOf(kept) : hashOf(kept, call);
  if (!stored) return "";
  if (printed) return `${name}:${stored}\n`;
  removeEntries(call, file, [name], "htpasswd");
  shell.write(file, `${name}=${stored}\n`, { by: "htpasswd", span, append: true });
  return "";
}

/** `x11vnc -storepasswd PASSWORD FILE`, `echo PASSWORD | vncpasswd -f > FILE`: obfuscated, which is no encryption. */
export function keepVncPassword(call: Call): string {
  const { shell, span, args } = call;
  if (call.name !== "x11vnc") {
    const first = call.stdin.split("\n")[0]?.trim() ?? "";
    const kept = shell.dyes.marksOf(keepNamedLiteral(shell, "PASSWORD", first, call));
    if (args.some(({ text }) => text === "-f")) return kept;
    if (kept)
      shell.write(
        args.find(({ text }) => !text.startsWith("-"))?.text ?? atHome("~/.vnc/passwd", call),
        kept,
        { by: call.name, span },
      );
    return "";
  }
  const index = args.findIndex(({ text }) => text === "-storepasswd");
  const password = index < 0 ? undefined : args[index + 1];
  if (password === undefined) return "";
  const kept = shell.dyes.marksOf(keepNamedLiteral(shell, "PASSWORD", password.text, password));
  const file = args[index + 2]?.text ?? atHome("~/.vnc/passwd", call);
  if (kept) shell.write(file, kept, { by: "x11vnc -storepasswd", span });
  return "";
}
