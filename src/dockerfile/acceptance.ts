import { isKnownKeyword } from "./arguments";
import { lowerCase, trim } from "./characters";
import { ExpansionError, expand } from "./expansion";
import { flagRefusal, flagValue, flagValues } from "./flag-values";
import { isHeredocWord } from "./heredoc";
import { mountRefusal } from "./mount";
import type { Instruction } from "./types";

export interface Refusal {
  readonly step: "parse" | "build";
  readonly message: string;
}

const accepted: readonly Refusal[] = [];

/**
 * Why a build refuses an instruction that the parser took: unknown keywords and flags, missing arguments and the like, as
 * far as the text tells. What ONBUILD holds is judged only when it is triggered. The messages hold no text that may be a secret.
 */
export function refusals(instruction: Instruction): readonly Refusal[] {
  const { keyword, args, flags } = instruction;
  if (!isKnownKeyword(keyword)) return parse(unknownInstruction(keyword));
  const none = keyword === "healthcheck" && args[0]?.toUpperCase() === "NONE";
  const refused = (none ? undefined : flagRefusal(keyword, flags)) ?? argumentRefusal(instruction);
  if (refused !== undefined) return parse(refused);
  if (flags.length === 0) return accepted;
  if (keyword === "copy") return copyFrom(flagValue(flags, "from"));
  if (keyword === "run") {
    return flagValues(flags, "mount").flatMap((mount) => mountRefusal(mount) ?? []);
  }
  return accepted;
}

function parse(message: string): Refusal[] {
  return [{ step: "parse", message }];
}

function unknownInstruction(keyword: string): string {
  return /^[a-z]{1,20}$/.test(keyword)
    ? `unknown instruction ${keyword.toUpperCase()}`
    : "unknown instruction";
}

function argumentRefusal(instruction: Instruction): string | undefined {
  const { keyword, args, flags, json, onbuild } = instruction;
  const name = keyword.toUpperCase();
  switch (keyword) {
    case "from":
      return fromRefusal(args);
    case "env":
    case "label":
      if (args.length === 0) return `${name} requires at least one argument`;
      return args.some((arg, index) => index % 3 === 0 && arg === "")
        ? `${name} names cannot be blank`
        : undefined;
    case "arg":
      if (args.length === 0) return "ARG requires at least one argument";
      return args.some((arg) => arg.startsWith("=")) ? "ARG names cannot be blank" : undefined;
    case "copy":
    case "add":
      if (args.length < 2) return `${name} requires a source and a destination`;
      return isHeredocWord(args[args.length - 1]!)
        ? `${name} cannot take a heredoc as its destination`
        : undefined;
    case "maintainer":
    case "workdir":
    case "user":
    case "stopsignal":
      return args.length === 1 ? undefined : `${name} requires exactly one argument`;
    case "expose":
      return args.length === 0 ? "EXPOSE requires at least one argument" : undefined;
    case "volume":
      if (args.length === 0) return "VOLUME requires at least one argument";
      return args.some((arg) => trim(arg) === "") ? "a VOLUME cannot be an empty string" : undefined;
    case "shell":
      if (args.length === 0) return "SHELL requires at least one argument";
      return json ? undefined : "SHELL requires its arguments in JSON form";
    case "onbuild":
      return onbuildRefusal(onbuild);
    case "healthcheck":
      return healthcheckRefusal(args, flags);
    case "run":
      return runFlagRefusal(flags);
    default:
      return undefined;
  }
}

function fromRefusal(args: readonly string[]): string | undefined {
  if (args.length === 1) return undefined;
  // Go compares `as` by case folding, in which the long s is an s.
  if (args.length !== 3 || lowerCase(args[1]!).replace("ſ", "s") !== "as")
    return "FROM requires either one or three arguments";
  return /^[a-z][a-z0-9\-_.]*$/.test(lowerCase(args[2]!)) ? undefined : "invalid name for a build stage";
}

function onbuildRefusal(nested: Instruction | undefined): string | undefined {
  if (!nested) return "ONBUILD requires at least one argument";
  if (nested.keyword === "onbuild") return "ONBUILD cannot hold another ONBUILD";
  if (nested.keyword !== "from" && nested.keyword !== "maintainer") return undefined;
  return `ONBUILD cannot hold ${nested.keyword.toUpperCase()}`;
}

function healthcheckRefusal(args: readonly string[], flags: readonly string[]): string | undefined {
  if (args.length === 0) return "HEALTHCHECK requires at least one argument";
  const type = args[0]!.toUpperCase();
  if (type === "NONE") return args.length > 1 ? "HEALTHCHECK NONE takes no arguments" : undefined;
  if (type !== "CMD") return "HEALTHCHECK must be CMD or NONE";
  if (args.length === 1) return "HEALTHCHECK CMD needs a command";
  for (const name of ["interval", "timeout", "start-period", "start-interval"]) {
    const milliseconds = durationMilliseconds(flagValue(flags, name) || "0");
    if (milliseconds === undefined) return `--${name} is no duration`;
    if (milliseconds !== 0 && milliseconds < 1) return `--${name} cannot be less than 1ms`;
  }
  const retries = flagValue(flags, "retries") || "0";
  if (!/^[+-]?[0-9]{1,20}$/.test(retries) || Number(retries) > 2_147_483_647) return "--retries is no number";
  return Number(retries) < 0 ? "--retries cannot be negative" : undefined;
}

const unitMilliseconds: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  μs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};

/** Reads a duration as Go writes it, such as `1m30s`; undefined where it is none. */
function durationMilliseconds(text: string): number | undefined {
  // Flags are read byte by byte, which turns the micro sign into two characters.
  const body = text.replace(/^[+-]/, "").replace(/Âµ|Î¼/g, "µ");
  if (body === "0") return 0;
  const part = /([0-9]{0,20})(\.[0-9]{0,20})?(ns|us|µs|μs|ms|s|m|h)/y;
  let sum = 0;
  while (part.lastIndex < body.length) {
    const [, whole = "", fraction = "", unit = ""] = part.exec(body) ?? [];
    if (unit === "" || (whole === "" && fraction.length < 2)) return undefined;
    sum += Number(`${whole || "0"}${fraction}`) * unitMilliseconds[unit]!;
  }
  if (body === "") return undefined;
  return text.startsWith("-") ? -sum : sum;
}

function runFlagRefusal(flags: readonly string[]): string | undefined {
  const network = flagValue(flags, "network") ?? "default";
  if (!["default", "none", "host"].includes(network)) return "invalid network mode";
  return ["sandbox", "insecure"].includes(flagValue(flags, "security") ?? "sandbox")
    ? undefined
    : "invalid security mode";
}

/** `COPY --from` takes no variables (build-semantics 1.5): BuildKit expands it with none set and wants no change. */
function copyFrom(from: string | undefined): Refusal[] {
  if (from === undefined || from === "") return [];
  try {
    if (expand(from, () => undefined).result === from) return [];
  } catch (error) {
    if (!(error instanceof ExpansionError)) throw error;
  }
  return [{ step: "build", message: "COPY --from takes no variables: give the stage a name and use that" }];
}
