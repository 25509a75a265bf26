import yargs, { type Argv, type Options } from "yargs";
import { version } from "../../package.json";
import { CONFIDENCES, FAIL_ON, type FailOn } from "../config/config";
import type { Confidence } from "../finding";
import { checkNames, type Given, oneOf, protect, value, values } from "./given";

/** What both commands that look at builds are told. */
export interface BuildArguments {
  readonly paths: readonly string[];
  readonly context: string | undefined;
  readonly target: string | undefined;
  /** `NAME=value`, or `NAME` for the value that the environment has. */
  readonly buildArgs: readonly string[];
  readonly ignoreFile: string | undefined;
  readonly standardInputName: string | undefined;
  readonly format: "text" | "json";
  readonly output: string | undefined;
  readonly colour: "auto" | "always" | "never";
}

export interface LintArguments extends BuildArguments {
  readonly failOn: FailOn | undefined;
  readonly minConfidence: Confidence | undefined;
  readonly config: string | undefined;
  readonly verbose: boolean;
  readonly quiet: boolean;
}

export type Command =
  | { readonly command: "lint"; readonly options: LintArguments }
  | { readonly command: "inspect"; readonly options: BuildArguments }
  | {
      readonly command: "explain";
      readonly rule: string | undefined;
      readonly colour: "auto" | "always" | "never";
    }
  /** `--help` and `--version`. */
  | { readonly command: "print"; readonly text: string };

export const COMMANDS = ["lint", "inspect", "explain"] as const;

const text = (description: string): Options => ({ type: "string", description });
const flag = (description: string): Options => ({ type: "boolean", description });

const COLOUR = { color: text("auto, always or never (default auto)") };
const BUILD: Readonly<Record<string, Options>> = {
  context: text("The build context (default: the folder of each Dockerfile)"),
  target: text("The stage to build, by name or index (default: the last)"),
  "build-arg": {
    type: "array",
    string: true,
    description: "NAME=value, or NAME to take it from the environment; repeatable",
  },
  "ignore-file": text("The ignore file to use in place of the one Docker would find"),
  "stdin-filename": text("The name of the Dockerfile on standard input, for the path -"),
  format: text("text or json (default text)"),
  output: text("Write the report to a file"),
  ...COLOUR,
};
const LINT: Readonly<Record<string, Options>> = {
  ...BUILD,
  "fail-on": text("The least severity that fails: error, warning, note or never (default warning)"),
  "min-confidence": text("The least confidence that is reported: high, medium or low (default low)"),
  config: text("The configuration (default: the nearest watertight.config.json)"),
  verbose: flag("List notes too"),
  quiet: flag("One line a finding, and nothing else"),
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
      return paths(builder).options(BUILD);
    })
    .command("explain [rule]", "Print the documentation of a rule", (builder) => {
      command = "explain";
      return builder.positional("rule", { type: "string", description: "The id of a rule" }).options(COLOUR);
    })
    .version(version)
    .help()
    .wrap(Math.min(columns, 100))
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
  if (printed !== "") return { command: "print", text: `${printed}\n` };
  return commandOf(command, read);
}

function commandOf(command: (typeof COMMANDS)[number], read: Given): Command {
  checkNames(read, Object.keys({ lint: LINT, inspect: BUILD, explain: COLOUR }[command]));
  const colour = oneOf(read, "color", ["auto", "always", "never"]) ?? "auto";
  if (command === "explain") return { command, rule: value(read, "rule"), colour };
  const build: BuildArguments = {
    paths: [...values(read, "paths"), ...values(read, "--")],
    context: value(read, "context"),
    target: value(read, "target"),
    buildArgs: values(read, "build-arg"),
    ignoreFile: value(read, "ignore-file"),
    standardInputName: value(read, "stdin-filename"),
    format: oneOf(read, "format", ["text", "json"]) ?? "text",
    output: value(read, "output"),
    colour,
  };
  if (command === "inspect") return { command, options: build };
  const options: LintArguments = {
    ...build,
    failOn: oneOf(read, "fail-on", FAIL_ON),
    minConfidence: oneOf(read, "min-confidence", CONFIDENCES),
    config: value(read, "config"),
    verbose: read.verbose === true,
    quiet: read.quiet === true,
  };
  return { command, options };
}

const paths = (builder: Argv): Argv =>
  builder.positional("paths", {
    type: "string",
    array: true,
    description: "Dockerfiles, folders or globs (default .); - for standard input",
  });
