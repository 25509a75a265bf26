import { judgeName } from "../../secrets";
import { keepNamedLiteral } from "../literals";
import { readScript } from "./commands/sed-script";
import type { Shell } from "./shell";
import type { Field } from "./words";

/** `mysql -p name` asks for the password, and the word after it is a database. */
const MYSQL = { options: [], joined: "-p" };

/** Short options that take a password, by program. `joined`: the option that it stands right behind (`-pVALUE`). `user`: it stands behind `name:`. */
const PASSWORD_OPTIONS: Readonly<
  Record<string, { readonly options: readonly string[]; readonly joined?: string; readonly user?: true }>
> = {
  sshpass: { options: ["-p"], joined: "-p" },
  mysql: MYSQL,
  mysqladmin: MYSQL,
  mysqldump: MYSQL,
  mariadb: MYSQL,
  docker: { options: ["-p"] },
  podman: { options: ["-p"] },
  skopeo: { options: ["-p"] },
  buildah: { options: ["-p"] },
  helm: { options: ["-p"] },
  twine: { options: ["-p"] },
  "redis-cli": { options: ["-a"] },
  curl: { options: ["-u", "--user", "--proxy-user"], user: true },
};

/** Log in elsewhere: a default password is that of a public server, and no service of the image has it. */
const CLIENTS = new Set("curl wget aria2c http lftp ftp git svn hg sshpass rsync".split(" "));
/** Print their arguments: what comes of a default password in them shows where it is written. */
const WRITERS = new Set(["echo", "printf"]);
/** Set variables. */
const SETTERS = new Set("export env declare typeset local readonly set".split(" "));

/** Judges the literals that stand as arguments: `--password=x`, `--token x`, `KEY=x`, `-u user:x`. Gives the arguments with marks in their place. */
export function keepArgumentLiterals(
  program: string,
  fields: readonly Field[],
  shell: Shell,
): readonly Field[] {
  // They are given a hash as often as a password, and tell them apart themselves.
  if (program === "useradd" || program === "usermod") return fields;
  if (program === "sed") return fields.map((field) => ({ ...field, text: inScript(field, shell) }));
  const passing = SETTERS.has(program) ? "passing" : undefined;
  const isSet = !CLIENTS.has(program) && !WRITERS.has(program);
  const keep: Keep = (name, text, field) => {
    const kept = keepNamedLiteral(shell, name, text, field, passing);
    // `NAME=value` is a variable of whatever is called: at most a dummy for this RUN.
    if (isSet && !passing && kept !== text && !/^\w+=/.test(field.text))
      shell.base.sets.push(shell.dyes.marksOf(kept));
    return kept;
  };
  return fields.map((field, index) => ({
    ...field,
    text: judged(program, field, fields[index - 1]?.text, shell, keep),
  }));
}

/** Where the password of a short option begins in an argument, by the argument before it; undefined where none does. */
export function passwordStart(
  program: string,
  previous: string | undefined,
  text: string,
): number | undefined {
  const short = Object.hasOwn(PASSWORD_OPTIONS, program) ? PASSWORD_OPTIONS[program] : undefined;
  if (!short) return undefined;
  if (previous !== undefined && short.options.includes(previous))
    return short.user ? text.indexOf(":") + 1 || undefined : 0;
  return short.joined && text.startsWith(short.joined) ? short.joined.length : undefined;
}

type Keep = (name: string, text: string, field: Field) => string;

function judged(
  program: string,
  field: Field,
  previous: string | undefined,
  shell: Shell,
  keep: Keep,
): string {
  const { text } = field;
  if (text.length < 3 || shell.dyes.marked(text)) return text;
  const start = passwordStart(program, previous, text);
  if (start !== undefined) return text.slice(0, start) + keep("PASSWORD", text.slice(start), field);
  if (text.indexOf("=") > 0)
    return text
      .split(LINE_END)
      .map((line) => inAssignment(line, field, keep))
      .join("");
  const name = previous?.startsWith("--") ? previous.slice(2) : undefined;
  return name && !name.includes("=") && speaksOfSecret(name) && !text.startsWith("-")
    ? keep(name, text, field)
    : text;
}

/** A line's end in a text for `echo -e` or `printf`, or a real one. */
const LINE_END = /(\\n|\n)/;

function inAssignment(text: string, field: Field, keep: Keep): string {
  const equals = text.indexOf("=");
  const name = text.slice(0, Math.max(equals, 0)).replace(/^-D(?=\w)|^-+/, "");
  return speaksOfSecret(name) ? text.slice(0, equals + 1) + keep(name, text.slice(equals + 1), field) : text;
}

/** `name = value` or `name: value`, as files of settings have it. */
const SETTING = /^[\s\\]*["']?\$?([\w.-]{2,80})["']?\s{0,4}[=:]\s{0,4}["']?([^\s"'\\;,]{3,})["']?;?$/;

/** What a script of sed writes: the settings among it are judged by their names. */
function inScript(field: Field, shell: Shell): string {
  const { text } = field;
  if (!/[=:]/.test(text) || shell.dyes.marked(text)) return text;
  const commands = readScript(text, true) ?? [];
  return commands.reduce((kept, { verb, text: line }) => {
    const [, name = "", value = ""] = ("saic".includes(verb) && SETTING.exec(line)) || [];
    const at = kept.lastIndexOf(value);
    if (at < 0 || !speaksOfSecret(name)) return kept;
    return kept.slice(0, at) + keepNamedLiteral(shell, name, value, field) + kept.slice(at + value.length);
  }, text);
}

/** Only names that are secret by their words: an option called `--key` or `--auth` is anything. */
const speaksOfSecret = (name: string): boolean => {
  // What has blanks or quotes before its `=` is a statement in some language, not a setting.
  if (!/^[\w.:@/-]+$/.test(name)) return false;
  const { strength } = judgeName(name);
  return strength === "known" || strength === "strong";
};
