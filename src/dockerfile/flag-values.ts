import { isKnownKeyword } from "./arguments";

/** How often a flag may stand and what it takes. */
type FlagKind = "boolean" | "text" | "texts";

const flagKinds: Readonly<Record<string, Readonly<Record<string, FlagKind>>>> = {
  from: { platform: "text" },
  run: { mount: "texts", network: "text", security: "text", device: "texts" },
  copy: {
    chown: "text",
    from: "text",
    chmod: "text",
    link: "boolean",
    exclude: "texts",
    parents: "boolean",
  },
  add: {
    chown: "text",
    chmod: "text",
    link: "boolean",
    "keep-git-dir": "boolean",
    checksum: "text",
    unpack: "boolean",
    exclude: "texts",
  },
  healthcheck: {
    interval: "text",
    timeout: "text",
    "start-period": "text",
    "start-interval": "text",
    retries: "text",
  },
};

/** BuildKit reads the flags of these and never looks at them. */
const unchecked: ReadonlySet<string> = new Set(["arg", "stopsignal"]);

export interface Flag {
  readonly name: string;
  /** Undefined where there is no `=`. */
  readonly value: string | undefined;
}

export function parseFlag(flag: string): Flag {
  const equals = flag.indexOf("=");
  return equals < 0
    ? { name: flag.slice(2), value: undefined }
    : { name: flag.slice(2, equals), value: flag.slice(equals + 1) };
}

/** Why BuildKit refuses the flags of an instruction, or undefined. The values are not named, they may be secrets. */
export function flagRefusal(keyword: string, flags: readonly string[]): string | undefined {
  if (flags.length === 0 || !isKnownKeyword(keyword) || unchecked.has(keyword)) return undefined;
  const kinds = flagKinds[keyword] ?? {};
  const seen = new Set<string>();
  for (const flag of flags) {
    if (!flag.startsWith("--")) return "a flag must start with --";
    const { name, value } = parseFlag(flag);
    const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
    if (!kind) return /^[a-z-]{1,30}$/.test(name) ? `unknown flag --${name}` : "unknown flag";
    if (seen.has(name) && kind !== "texts") return `--${name} is given twice`;
    seen.add(name);
    if (kind === "boolean" ? value === "" : value === undefined) return `--${name} needs a value`;
    if (kind === "boolean" && value !== undefined && !/^(true|false)$/i.test(value))
      return `--${name} must be true or false`;
  }
  return undefined;
}

/** The value of a flag that stands once, or undefined. */
export function flagValue(flags: readonly string[], name: string): string | undefined {
  return flags.length === 0 ? undefined : flagValues(flags, name)[0];
}

export function flagValues(flags: readonly string[], name: string): string[] {
  return flags.flatMap((flag) => {
    const parsed = parseFlag(flag);
    return parsed.name === name && parsed.value !== undefined ? [parsed.value] : [];
  });
}

/** A boolean flag: `--link` alone stands for true; undefined where the flag is not given. */
export function flagBoolean(flags: readonly string[], name: string): boolean | undefined {
  const flag = flags.map(parseFlag).find((parsed) => parsed.name === name);
  return flag && (flag.value ?? "true").toLowerCase() === "true";
}
