import { keepAccountPassword } from "../../literals";
import { type Call, type Command, option, parseArguments } from "../commands/command";

/** `useradd -m -d HOME name`, `adduser --home HOME name`: later `~` of that user means this folder. A `-p` holds a password's hash. */
const addUser: Command = (call) => {
  const valued = [
    "-d",
    "--home",
    "--home-dir",
    "-h",
    "-u",
    "--uid",
    "-g",
    "--gid",
    "-G",
    "--groups",
    "-s",
    "--shell",
    "-c",
    "--comment",
  ];
  const parsed = parseArguments(call.args, [
    ...valued,
    "-p",
    "--password",
    "--gecos",
    "--ingroup",
    "-b",
    "-k",
  ]);
  const name = parsed.operands[0]?.text;
  // `-h` of BusyBox's adduser is the home; useradd's is help and takes nothing, so an absolute path tells them apart.
  const home = option(parsed, "-d", "--home", "--home-dir") ?? option(parsed, "-h");
  if (name) call.shell.base.homes.set(name, home?.startsWith("/") ? home : `/home/${name}`);
  return "";
};

/** `echo user:password | chpasswd`: the password is in the history, its hash in /etc/shadow. */
const setPasswords: Command = ({ stdin, shell, span }) => {
  for (const line of stdin.split("\n")) {
    const colon = line.indexOf(":");
    if (colon > 0) keepAccountPassword(shell, line.slice(colon + 1).trim(), { span });
  }
  return "";
};

const setPassword: Command = (call: Call) => {
  const [first] = call.stdin.split("\n");
  if (first) keepAccountPassword(call.shell, first.trim(), call);
  return "";
};

export const userCommands: Readonly<Record<string, Command>> = {
  useradd: addUser,
  adduser: addUser,
  chpasswd: setPasswords,
  passwd: setPassword,
};
