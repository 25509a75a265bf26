import yargs, { type Argv } from "yargs";
import { version } from "../../package.json";
import { protect } from "./given";
import { OPTIONS } from "./options";

/** What `--help` prints for a command line that asks for it. */
export function helpPage(args: readonly string[], columns: number): string {
  let printed = "";
  const pages = yargs()
    .scriptName("watertight")
    .locale("en")
    .usage("A dry run of docker build for secrets: which would ship in the image, where, and what to do.")
    .command(["lint [paths..]", "$0"], "Find secrets that would ship", (builder) =>
      paths(builder).options(OPTIONS.lint),
    )
    .command("inspect [paths..]", "Show the image layer by layer: every secret that ships", (builder) =>
      paths(builder).options(OPTIONS.inspect),
    )
    .command("explain [rule-id]", "Print the documentation of a rule", (builder) =>
      builder
        .positional("rule-id", { type: "string", description: "The id of a rule" })
        .options(OPTIONS.explain),
    )
    .command("init", "Show what this project lacks, and write it", (builder) => builder.options(OPTIONS.init))
    .command("completion [shell]", "Print the script that completes this command line", (builder) =>
      builder.positional("shell", { type: "string", description: "bash, zsh or fish" }),
    )
    .command("lsp", "Serve an editor by the language server protocol", (builder) =>
      builder.options(OPTIONS.lsp),
    )
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
  pages.parseSync(args.map(protect), {}, (_error: unknown, _argv: unknown, output: string) => {
    printed = output;
  });
  return `${withoutTypes(printed)}\n`;
}

/** Whether an option is a text or a list is seen from its description; the kinds that yargs puts beside it are in the way. */
const withoutTypes = (help: string): string => help.replace(/\n? *\[(?:string|array|boolean)\](?=\n|$)/g, "");

const paths = (builder: Argv): Argv =>
  builder.positional("paths", {
    type: "string",
    array: true,
    description: "Dockerfiles, folders or globs (default .); - for standard input",
  });
