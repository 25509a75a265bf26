import type { CredentialRow, Instead } from "../row";
import {
  addUser,
  changeUser,
  keepHtpasswd,
  keepVncPassword,
  removeUser,
  setPassword,
  setPasswords,
} from "../users";

const AT_START: Instead = {
  words:
    "Set the password when the container starts, or leave the account without one: in the image it is the same everywhere, and its hash can be cracked",
};
const SHADOW = [{ at: "/etc/shadow" }];

/** Users of the image and their passwords. */
export const accountRows: readonly CredentialRow[] = [
  {
    id: "chpasswd",
    programs: "chpasswd",
    does: setPasswords,
    files: SHADOW,
    instead: { mount: "passwords", run: "chpasswd < /run/secrets/passwords", from: "passwords.txt" },
  },
  { id: "useradd-p", programs: "useradd adduser", does: addUser, files: SHADOW, instead: AT_START },
  { id: "usermod-p", programs: "usermod", does: changeUser, files: SHADOW, instead: AT_START },
  { id: "userdel", programs: "userdel deluser", does: removeUser, files: SHADOW, instead: AT_START },
  { id: "passwd-stdin", programs: "passwd", does: setPassword, files: SHADOW, instead: AT_START },
  {
    id: "htpasswd-b",
    programs: "htpasswd",
    does: keepHtpasswd,
    instead: {
      mount: "admin_password",
      run: "htpasswd -icB <file> <user> < /run/secrets/admin_password",
      from: "ADMIN_PASSWORD",
    },
  },
  {
    id: "vncpasswd",
    programs: "vncpasswd tigervncpasswd x11vnc",
    does: keepVncPassword,
    files: [{ at: "~/.vnc/passwd" }],
    instead: AT_START,
  },
];
