import type { Options } from "yargs";
import parser from "yargs-parser";
import { version } from "../../package.json";
import { CONFIDENCES, FAIL_ON, type FailOn } from "../config/config";
import type { Confidence } from "../finding";
import { rules } from "../index";
import { FORMATS } from "../reporters/formats";
import { among, checkNames, type Given, oneOf, protect, UsageError, value, values } from "./given";
import { COMMANDS, INSPECT_FORMATS, OPTIONS } from "./options";
import type { Output } from "./output";

/** What both commands that look at builds are told. */
export interface BuildArguments {
  readonly paths: readonly string[];
  readonly context: string | undefined;
  readonly target: string | undefined;
  /** `NAME=value`, or `NAME` for the value that the environment has. */
  readonly buildArgs: readonly string[];
  readonly ignoreFile: string | undefined;
  readonly content: boolean;
  readonly standardInputName: string | undefined;
  readonly colour: "auto" | "always" | "never";
}

export interface InspectArguments extends BuildArguments {
  readonly format: (typeof INSPECT_FORMATS)[number];
  readonly output: string | undefined;
}

export interface LintArguments extends BuildArguments {
  /** At most one without a file. */
  readonly outputs: readonly Output[];
  readonly failOn: FailOn | undefined;
  readonly minConfidence: Confidence | undefined;
  /** The ids of the only rules to run; all where it is empty. */
  readonly rules: readonly string[];
  readonly config: string | undefined;
  /** The file of findings that are known. */
  readonly baseline: string | undefined;
  /** Only with a baseline. */
  readonly writeBaseline: boolean;
  /** Print the configuration in force, and nothing else. */
  readonly printConfig: boolean;
  /** A commit: only what changed since then is reported. */
  readonly diff: string | undefined;
  readonly verbose: boolean;
  readonly quiet: boolean;
  /** Write fixes, or only show what would be written. */
  readonly fix: "no" | "write" | "show";
  readonly unsafeFixes: boolean;
}

export type Command =
  | { readonly command: "lint"; readonly options: LintArguments }
  | { readonly command: "inspect"; readonly options: InspectArguments }
  | {
      readonly command: "explain";
      readonly rule: string | undefined;
      readonly colour: "auto" | "always" | "never";
    }
  | { readonly command: "lsp" }
  | {
      readonly command: "init";
      /** Write without asking. */
      readonly yes: boolean;
      readonly colour: "auto" | "always" | "never";
    }
  | { readonly command: "completion"; readonly shell: string | undefined }
  /** `--help` and `--version`. */
  | { readonly command: "print"; readonly text: string };

/** Reads a command line. Throws UsageError. */
export function readArguments(args: readonly string[], columns: number): Command {
  const named = commandNamed(args);
  const command = named ?? "lint";
  const { help, h, version: asked, ...read } = parse(args, OPTIONS[command]);
  if (help === true || h === true) {
    // It is written by a part that no other run loads.
    const { helpPage } = require("./help") as typeof import("./help");
    return { command: "print", text: helpPage(args, columns) };
  }
  if (asked === true) return { command: "print", text: `${version}\n` };
  return commandOf(command, read, values(read, "_").slice(named === undefined ? 0 : 1));
}

/** The command that the first word names, if it names one; a value of an option is no word. */
function commandNamed(args: readonly string[]): (typeof COMMANDS)[number] | undefined {
  if (!COMMANDS.some((command) => args.includes(command))) return undefined;
  // No two commands give one name to different things but as a list and as a text.
  const everyOption = Object.assign({}, ...Object.values(OPTIONS));
  const [word] = values(parse(args, everyOption), "_");
  return COMMANDS.find((command) => command === word);
}

/** Reads options and words, by the parser of yargs alone: the rest of it costs a tenth of a short run. */
function parse(args: readonly string[], options: Readonly<Record<string, Options>>): Given {
  const ofType = (wanted: Options["type"]) =>
    Object.keys(options).filter((name) => options[name]?.type === wanted);
  return parser(args.map(protect), {
    string: ["_", ...Object.keys(options).filter((name) => options[name]?.type !== "boolean")],
    array: ofType("array"),
    boolean: ["help", "h", "version", ...ofType("boolean")],
    configuration: {
      "boolean-negation": false,
      "camel-case-expansion": false,
      "dot-notation": false,
      "greedy-arrays": false,
      "parse-numbers": false,
      "parse-positional-numbers": false,
      "populate--": true,
      "short-option-groups": false,
    },
  });
}

function commandOf(command: (typeof COMMANDS)[number], read: Given, words: readonly string[]): Command {
  checkNames(read, Object.keys(OPTIONS[command]));
  const taken = command === "explain" || command === "completion" ? 1 : 0;
  if (command !== "lint" && command !== "inspect" && words.length > taken)
    throw new UsageError(`one word too many: ${words[taken]}`);
  if (command === "lsp") return { command };
  if (command === "completion") return { command, shell: words[0] };
  const colour = oneOf(read, "color", ["auto", "always", "never"]) ?? "auto";
  if (command === "explain") return { command, rule: words[0], colour };
  if (command === "init") return { command, yes: read.yes === true, colour };
  const build: BuildArguments = {
    paths: [...words, ...values(read, "--")],
    context: value(read, "context"),
    target: value(read, "target"),
    buildArgs: values(read, "build-arg"),
    ignoreFile: value(read, "ignore-file"),
    content: read["no-content"] !== true,
    standardInputName: value(read, "stdin-filename"),
    colour,
  };
  if (command === "inspect") {
    const format = oneOf(read, "format", INSPECT_FORMATS) ?? "text";
    return { command, options: { ...build, format, output: value(read, "output") } };
  }
  const options: LintArguments = {
    ...build,
    outputs: outputs(values(read, "format"), value(read, "output")),
    failOn: oneOf(read, "fail-on", FAIL_ON),
    minConfidence: oneOf(read, "min-confidence", CONFIDENCES),
    rules: values(read, "rule").map((id) =>
      among(
        id,
        "rule",
        rules.map((rule) => rule.id),
      ),
    ),
    baseline: value(read, "baseline"),
    writeBaseline: read["write-baseline"] === true,
    diff: value(read, "diff"),
    printConfig: read["print-config"] === true,
    config: value(read, "config"),
    verbose: read.verbose === true,
    quiet: read.quiet === true,
    fix:
      read["fix-dry-run"] === true
        ? "show"
        : read.fix === true || read["unsafe-fixes"] === true
          ? "write"
          : "no",
    unsafeFixes: read["unsafe-fixes"] === true,
  };
  if (options.writeBaseline && options.baseline === undefined)
    throw new UsageError("--write-baseline needs --baseline, which names the file");
  return { command, options };
}

/** `sarif=out.sarif`, or `sarif` for standard output or the file of `--output`. Throws UsageError. */
function outputs(written: readonly string[], output: string | undefined): Output[] {
  const read = (written.length > 0 ? written : ["text"]).map((each): Output => {
    const cut = each.indexOf("=");
    if (cut < 0) return { format: among(each, "format", FORMATS) };
    const format = among(each.slice(0, cut), "format", FORMATS);
    if (cut === each.length - 1) throw new UsageError(`--format ${format}= needs a file`);
    return { format, file: each.slice(cut + 1) };
  });
  const open = read.filter(({ file }) => file === undefined);
  if (open.length > 1)
    throw new UsageError(
      `only one format goes to standard output: write --format ${open[1]!.format}=<file> for the other`,
    );
  if (output === undefined) return read;
  if (open.length === 0) throw new UsageError("--output goes with a --format that names no file");
  return read.map((each) => (each.file === undefined ? { ...each, file: output } : each));
}
