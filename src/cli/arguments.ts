import yargs, { type Argv, type Options } from "yargs";
import { version } from "../../package.json";
import { CONFIDENCES, FAIL_ON, type FailOn } from "../config/config";
import type { Confidence } from "../finding";
import { rules } from "../index";
import { FORMATS } from "../reporters/formats";
import { among, checkNames, type Given, oneOf, protect, UsageError, value, values } from "./given";
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

const INSPECT_FORMATS = ["text", "json", "html"] as const;

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
  /** `--help` and `--version`. */
  | { readonly command: "print"; readonly text: string };

export const COMMANDS = ["lint", "inspect", "explain", "lsp"] as const;

const text = (group: string, description: string): Options => ({ type: "string", group, description });
const flag = (group: string, description: string): Options => ({ type: "boolean", group, description });
const repeated = (group: string, description: string): Options => ({
  type: "array",
  string: true,
  group,
  description,
});

const WHAT = "What is built:";
const WHICH = "Which findings count:";
const FIX = "What is done about them:";
const HOW = "How they are reported:";

const COLOUR = { color: text(HOW, "auto, always or never (default auto)") };
const BUILD: Readonly<Record<string, Options>> = {
  context: text(WHAT, "The build context (default: the folder of each Dockerfile)"),
  target: text(WHAT, "The stage to build, by name or index (default: the last)"),
  "build-arg": repeated(WHAT, "NAME=value, or NAME to take it from the environment; repeatable"),
  "ignore-file": text(WHAT, "The ignore file to use in place of the one Docker would find"),
  "no-content": flag(WHAT, "Search no copied file for credentials but those that hold some by their name"),
  "stdin-filename": text(WHAT, "The name of the Dockerfile on standard input, for the path -"),
};
const INSPECT: Readonly<Record<string, Options>> = {
  ...BUILD,
  format: text(HOW, "text, json or html (default text)"),
  output: text(HOW, "Write to a file"),
  ...COLOUR,
};
const LINT: Readonly<Record<string, Options>> = {
  ...BUILD,
  "fail-on": text(WHICH, "The least severity that fails: error, warning, note or never (default warning)"),
  "min-confidence": text(WHICH, "The least confidence that is reported: high, medium or low (default low)"),
  rule: repeated(WHICH, "Run only this rule; repeatable"),
  baseline: text(WHICH, "A file of known findings, which are not reported"),
  "write-baseline": flag(WHICH, "Write the findings of now to that file"),
  diff: text(WHICH, "Report only what changed since the branch left this commit"),
  config: text(WHICH, "The configuration (default: the nearest watertight.config.json)"),
  "print-config": flag(WHICH, "Print the configuration in force, and nothing else"),
  fix: flag(FIX, "Apply the fixes that no build and no container can notice"),
  "unsafe-fixes": flag(FIX, "Apply the other fixes, too; alone it means --fix"),
  "fix-dry-run": flag(FIX, "Show what --fix would change as a diff, and change nothing"),
  format: repeated(HOW, `${FORMATS.join(", ")} (default text); FORMAT=FILE writes a file; repeatable`),
  output: text(HOW, "Write the report to a file"),
  verbose: flag(HOW, "List notes and silenced findings too"),
  quiet: flag(HOW, "One line a finding, and nothing else"),
  ...COLOUR,
};

const LSP: Readonly<Record<string, Options>> = {
  stdio: flag(HOW, "On standard input and output, which is the only way and may be left out"),
  // Editors of one family add it to every server that they start.
  clientProcessId: { type: "string", hidden: true },
};

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
      paths(builder).options(LINT),
    )
    .command("inspect [paths..]", "Show the image layer by layer: every secret that ships", (builder) => {
      command = "inspect";
      return paths(builder).options(INSPECT);
    })
    .command("explain [rule-id]", "Print the documentation of a rule", (builder) => {
      command = "explain";
      return builder
        .positional("rule-id", { type: "string", description: "The id of a rule" })
        .options(COLOUR);
    })
    .command("lsp", "Serve an editor by the language server protocol", (builder) => {
      command = "lsp";
      return builder.options(LSP);
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
  checkNames(read, Object.keys({ lint: LINT, inspect: INSPECT, explain: COLOUR, lsp: LSP }[command]));
  if (command === "lsp") return { command };
  const colour = oneOf(read, "color", ["auto", "always", "never"]) ?? "auto";
  if (command === "explain") return { command, rule: value(read, "rule-id"), colour };
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
