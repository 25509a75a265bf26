import { keepNamedLiteral } from "../../literals";
import type { Call } from "../commands/command";
import { removeEntries } from "./store";

const PASSWORDS = "/var/cache/debconf/passwords.dat";
const OTHERS = "/var/cache/debconf/config.dat";

/** `package question type value`, a line each: answers of type password are kept in a file of their own, in clear like all. */
export function preseed({ stdin, shell, span }: Call): string {
  for (const line of stdin.split("\n")) {
    const [owner, question, type, ...rest] = line.trim().split(/\s+/);
    if (owner === undefined || question === undefined) continue;
    const value = rest.join(" ");
    const judged = type === "password" ? keepNamedLiteral(shell, "PASSWORD", value, { span }) : value;
    if (!shell.dyes.marked(judged)) continue;
    shell.write(type === "password" ? PASSWORDS : OTHERS, `${owner} ${question}=${judged}\n`, {
      by: "debconf-set-selections",
      span,
      append: true,
    });
  }
  return "";
}

/** `echo PURGE | debconf-communicate package`. */
export function purge(call: Call): string {
  const owner = call.args[0]?.text;
  if (owner === undefined || !call.stdin.includes("PURGE")) return "";
  for (const file of [PASSWORDS, OTHERS])
    removeEntries(call, file, [`${owner} `], "debconf-communicate", true);
  return "";
}
