import yargs, { type Argv } from "yargs";
import { version } from "../../package.json";
import { CONFIDENCES, FAIL_ON, type FailOn } from "../config/config";
import type { Confidence } from "../finding";
import { rules } from "../index";
import { FORMATS } from "../reporters/formats";
import { among, checkNames, type Given, oneOf, protect, UsageError, value, values } from "./given";
import { type COMMANDS, INSPECT_FORMATS, OPTIONS } from "./options";
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
  let command: (typeof COMMANDS)[number] = "lint";
  let printed = "";
  const parser = yargs()
    .scriptName("watertight")
    .locale("en")
    .parserConfiguration({
      "boolean-negation": false,
      "camel-case-expansion": false,
      "dot-notation": false,
      "greedy-arrays": false,
      "parse-numbers": false,
      "populate--": true,
      "parse-positional-numbers": false,
      "short-option-groups": false,
    })
    .usage("A dry run of docker build for secrets: which would ship in the image, where, and what to do.")
    .command(["lint [paths..]", "$0"], "Find secrets that would ship", (builder) =>
      paths(builder).options(OPTIONS.lint),
    )
    .command("inspect [paths..]", "Show the image layer by layer: every secret that ships", (builder) => {
      command = "inspect";
      return paths(builder).options(OPTIONS.inspect);
    })
    .command("explain [rule-id]", "Print the documentation of a rule", (builder) => {
      command = "explain";
      return builder
        .positional("rule-id", { type: "string", description: "The id of a rule" })
        .options(OPTIONS.explain);
    })
    .command("init", "Show what this project lacks, and write it", (builder) => {
      command = "init";
      return builder.options(OPTIONS.init);
    })
    .command("completion [shell]", "Print the script that completes this command line", (builder) => {
      command = "completion";
      return builder.positional("shell", { type: "string", description: "bash, zsh or fish" });
    })
    .command("lsp", "Serve an editor by the language server protocol", (builder) => {
      command = "lsp";
      return builder.options(OPTIONS.lsp);
    })
    .version(version)
    .help()
    .alias("help", "h")
    .wrap(Math.min(columns, 100))
    .example([
      ["watertight", "Every Dockerfile below this folder"],
      ["watertight --context . api.Dockerfile", "One, with its context"],
      ["watertight --diff main", "Only what this branch brings in"],
      ["watertight --format sarif=out.sarif", "A report for code scanning"],
    ])
    .epilogue(
      "Exit codes: 0 nothing to report, 1 findings, 2 wrong usage or configuration, 3 something could not be read or evaluated.",
    )
    .exitProcess(false)
    .fail(false);
  const read: Given = parser.parseSync(
    args.map(protect),
    {},
    (_error: unknown, _argv: unknown, output: string) => {
      printed = output;
    },
  );
  if (printed !== "") return { command: "print", text: `${withoutTypes(printed)}\n` };
  return commandOf(command, read);
}

/** Whether an option is a text or a list is seen from its description; the kinds that yargs puts beside it are in the way. */
const withoutTypes = (help: string): string => help.replace(/\n? *\[(?:string|array|boolean)\](?=\n|$)/g, "");

function commandOf(command: (typeof COMMANDS)[number], read: Given): Command {
  checkNames(read, Object.keys(OPTIONS[command]));
  if (command === "lsp") return { command };
  if (command === "completion") return { command, shell: value(read, "shell") };
  const colour = oneOf(read, "color", ["auto", "always", "never"]) ?? "auto";
  if (command === "explain") return { command, rule: value(read, "rule-id"), colour };
  if (command === "init") return { command, yes: read.yes === true, colour };
  const build: BuildArguments = {
    paths: [...values(read, "paths"), ...values(read, "--")],
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

const paths = (builder: Argv): Argv =>
  builder.positional("paths", {
    type: "string",
    array: true,
    description: "Dockerfiles, folders or globs (default .); - for standard input",
  });
