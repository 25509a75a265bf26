import type { Options } from "yargs";
import { FORMATS } from "../reporters/formats";

export const COMMANDS = ["lint", "inspect", "explain", "init", "completion", "lsp"] as const;

export const INSPECT_FORMATS = ["text", "json", "html"] as const;

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

const INIT: Readonly<Record<string, Options>> = {
  yes: flag("What is written:", "Write without asking"),
  ...COLOUR,
};

const LSP: Readonly<Record<string, Options>> = {
  stdio: flag(HOW, "On standard input and output, which is the only way and may be left out"),
  // Editors of one family add it to every server that they start.
  clientProcessId: { type: "string", hidden: true },
};

/** The options of each command. */
export const OPTIONS = {
  lint: LINT,
  inspect: INSPECT,
  explain: COLOUR,
  init: INIT,
  completion: {},
  lsp: LSP,
} as const;
