import type { MountType } from "./types";

/** A `--mount` value as written, read field by field; values may still hold variables. */
export interface MountFields {
  readonly type: MountType;
  readonly id?: string;
  readonly from?: string;
  readonly source?: string;
  readonly target?: string;
  readonly env?: string;
  readonly readWrite: boolean;
  readonly required: boolean;
}

export interface MountRefusal {
  readonly step: "parse" | "build";
  readonly message: string;
}

const types: ReadonlySet<string> = new Set(["bind", "cache", "tmpfs", "secret", "ssh"]);
const sharingModes: ReadonlySet<string> = new Set(["shared", "private", "locked"]);
const booleans: ReadonlyMap<string, boolean> = new Map(
  ["1", "t", "T", "true", "TRUE", "True"]
    .map((word): [string, boolean] => [word, true])
    .concat(["0", "f", "F", "false", "FALSE", "False"].map((word) => [word, false])),
);
const aliases: Readonly<Record<string, string>> = {
  src: "source",
  dst: "target",
  destination: "target",
  ro: "readonly",
  rw: "readwrite",
};
const keys: ReadonlySet<string> = new Set(
  "type from source target readonly readwrite id sharing required size mode uid gid env".split(" "),
);

interface Field {
  readonly key: string;
  readonly value: string | undefined;
}

/** Reads a mount as far as it can be understood (build-semantics 5.5). The last of several fields of one key counts. */
export function readMount(text: string): MountFields {
  const values = new Map<string, string>();
  let readWrite: boolean | undefined;
  for (const { key, value } of splitFields(text) ?? []) {
    if (key === "readonly") readWrite = !(booleans.get(value ?? "true") ?? true);
    else if (key === "readwrite") readWrite = booleans.get(value ?? "true") ?? false;
    else values.set(key, value ?? (key === "required" ? "true" : ""));
  }
  const written = (values.get("type") ?? "bind").toLowerCase();
  const type = types.has(written) ? (written as MountType) : "bind";
  const optional = (key: "id" | "from" | "source" | "target" | "env") => {
    const value = values.get(key);
    return value === undefined || value === "" ? {} : { [key]: value };
  };
  return {
    type,
    ...optional("id"),
    ...optional("from"),
    ...optional("source"),
    ...optional("target"),
    ...optional("env"),
    readWrite: readWrite ?? (type === "cache" || type === "tmpfs"),
    required: booleans.get(values.get("required") ?? "false") ?? false,
  };
}

/** Why a build refuses a mount, or undefined. Values with variables are known only in the build and pass. */
export function mountRefusal(text: string): MountRefusal | undefined {
  const fields = splitFields(text);
  if (!fields) return { step: "parse", message: "--mount is no list of fields" };
  if (fields.some(({ key, value }) => key === "from" && /\$./.test(value ?? ""))) {
    return {
      step: "parse",
      message: "from= in --mount takes no variables: give the stage a name and use that",
    };
  }
  const message = fieldRefusal(fields);
  return message === undefined ? undefined : { step: "build", message };
}

function fieldRefusal(fields: readonly Field[]): string | undefined {
  let type = "bind";
  const seen = new Map<string, string>();
  for (const { key, value } of fields) {
    const variable = value?.includes("$") ?? false;
    if (!keys.has(key)) return "--mount has an unknown key";
    if (value === undefined && key !== "readonly" && key !== "readwrite" && key !== "required") {
      return `${key} in --mount needs a value`;
    }
    seen.set(key, value ?? "true");
    if (variable) {
      // What comes after a type that only the build knows cannot be judged.
      if (key === "type") return undefined;
      continue;
    }
    if (key === "type") {
      type = (value ?? "").toLowerCase();
      if (!types.has(type)) return `unknown mount type: it must be one of ${[...types].join(", ")}`;
    }
    if (key === "required" && type !== "secret" && type !== "ssh")
      return `required is no key of a ${type} mount`;
    if (key === "size" && type !== "tmpfs") return `size is no key of a ${type} mount`;
    if (/^(readonly|readwrite|required)$/.test(key) && value !== undefined && !booleans.has(value)) {
      return `${key} in --mount must be true or false`;
    }
    if (key === "sharing" && !sharingModes.has((value ?? "").toLowerCase()))
      return "unknown sharing mode in --mount";
    if (key === "mode" && !/^[0-7]{1,11}$/.test(value ?? ""))
      return "mode in --mount must be an octal number";
    if ((key === "uid" || key === "gid") && !/^[0-9]{1,10}$/.test(value ?? ""))
      return `${key} in --mount must be a number`;
  }
  const ownsFiles = type === "secret" || type === "ssh" || type === "cache";
  if (!ownsFiles && ["mode", "uid", "gid"].some((key) => seen.has(key)))
    return `a ${type} mount has no mode, uid or gid`;
  if (seen.get("sharing") && type !== "cache") return `sharing is no key of a ${type} mount`;
  if (type !== "secret") return undefined;
  if (seen.get("from")) return "a secret mount has no from";
  if (!seen.get("source") && !seen.get("target") && !seen.get("id")) return "a secret mount needs an id";
  return seen.get("source") && seen.get("id") ? "a secret mount has either id or source" : undefined;
}

/** Comma-separated fields; one in double quotes may hold commas, and `""` for a quote. Undefined where the quotes are wrong. */
function splitFields(text: string): Field[] | undefined {
  if (text === "") return undefined;
  const fields: Field[] = [];
  for (let at = 0; at <= text.length; ) {
    let field = "";
    if (text[at] !== '"') {
      const comma = text.indexOf(",", at);
      const end = comma < 0 ? text.length : comma;
      field = text.slice(at, end);
      if (field.includes('"')) return undefined;
      at = end + 1;
    } else {
      let from = at + 1;
      while (true) {
        const quote = text.indexOf('"', from);
        if (quote < 0) return undefined;
        field += text.slice(from, quote);
        from = quote + 1;
        if (text[from] !== '"') break;
        field += '"';
        from++;
      }
      if (from < text.length && text[from] !== ",") return undefined;
      at = from + 1;
    }
    const equals = field.indexOf("=");
    const key = (equals < 0 ? field : field.slice(0, equals)).toLowerCase();
    fields.push({
      key: Object.hasOwn(aliases, key) ? aliases[key]! : key,
      value: equals < 0 ? undefined : field.slice(equals + 1),
    });
  }
  return fields;
}
