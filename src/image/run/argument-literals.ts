import { judgeName } from "../../secrets";
import { keepNamedLiteral } from "../literals";
import type { Shell } from "./shell";
import type { Field } from "./words";

/** Short options that take a password, by program; `name` is what the value is called. `joined`: it may stand right behind (`-pVALUE`). */
const PASSWORD_OPTIONS: Readonly<
  Record<string, { readonly options: readonly string[]; readonly joined?: true; readonly user?: true }>
> = {
  sshpass: { options: ["-p"], joined: true },
  mysql: { options: ["-p"], joined: true },
  mysqladmin: { options: ["-p"], joined: true },
  mysqldump: { options: ["-p"], joined: true },
  mariadb: { options: ["-p"], joined: true },
  docker: { options: ["-p"] },
  podman: { options: ["-p"] },
  skopeo: { options: ["-p"] },
  buildah: { options: ["-p"] },
  helm: { options: ["-p"] },
  twine: { options: ["-p"] },
  "redis-cli": { options: ["-a"] },
  useradd: { options: ["-p"] },
  usermod: { options: ["-p"] },
  curl: { options: ["-u", "--user", "--proxy-user"], user: true },
};

/** Judges the literals that stand as arguments: `--password=x`, `--token x`, `KEY=x`, `-u user:x`. Gives the arguments with marks in their place. */
export function keepArgumentLiterals(
  program: string,
  fields: readonly Field[],
  shell: Shell,
): readonly Field[] {
  const kept: Field[] = [];
  const short = PASSWORD_OPTIONS[program];
  for (const [index, field] of fields.entries())
    kept.push({ ...field, text: judged(field, fields[index - 1]?.text, short, shell) });
  return kept;
}

function judged(
  field: Field,
  previous: string | undefined,
  short: (typeof PASSWORD_OPTIONS)[string] | undefined,
  shell: Shell,
): string {
  const { text } = field;
  if (text.length < 3 || shell.dyes.marked(text)) return text;
  if (short && previous !== undefined && short.options.includes(previous))
    return short.user ? afterColon(text, field, shell) : keepNamedLiteral(shell, "PASSWORD", text, field);
  const attached =
    short?.joined && short.options.find((option) => text.startsWith(option) && !text.startsWith("--"));
  if (attached) return attached + keepNamedLiteral(shell, "PASSWORD", text.slice(attached.length), field);
  const equals = text.indexOf("=");
  if (equals > 0) {
    const name = text.slice(0, equals).replace(/^-+/, "");
    return speaksOfSecret(name)
      ? text.slice(0, equals + 1) + keepNamedLiteral(shell, name, text.slice(equals + 1), field)
      : text;
  }
  const name = previous?.startsWith("--") ? previous.slice(2) : undefined;
  return name && !name.includes("=") && speaksOfSecret(name) && !text.startsWith("-")
    ? keepNamedLiteral(shell, name, text, field)
    : text;
}

/** Only names that are secret by their words: an option called `--key` or `--auth` is anything. */
const speaksOfSecret = (name: string): boolean => {
  // What has blanks or quotes before its `=` is a statement in some language, not a setting.
  if (!/^[\w.:@/-]+$/.test(name)) return false;
  const { strength } = judgeName(name);
  return strength === "known" || strength === "strong";
};

function afterColon(text: string, field: Field, shell: Shell): string {
  const colon = text.indexOf(":");
  return colon < 0
    ? text
    : text.slice(0, colon + 1) + keepNamedLiteral(shell, "PASSWORD", text.slice(colon + 1), field);
}
