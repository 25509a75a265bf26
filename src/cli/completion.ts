import type { Options } from "yargs";
import { CONFIDENCES, FAIL_ON } from "../config/config";
import { rules } from "../index";
import { FORMATS } from "../reporters/formats";
import { UsageError } from "./given";
import { COMMANDS, INSPECT_FORMATS, OPTIONS } from "./options";

const SHELLS = ["bash", "zsh", "fish"] as const;

type Command = (typeof COMMANDS)[number];

/** What an option takes, where that is one of some words; any other value is a file or a word of the project. */
function valuesOf(command: Command, option: string): readonly string[] | undefined {
  const words: Readonly<Record<string, readonly string[]>> = {
    format: command === "inspect" ? INSPECT_FORMATS : FORMATS,
    "fail-on": FAIL_ON,
    "min-confidence": CONFIDENCES,
    rule: rules.map(({ id }) => id),
    color: ["auto", "always", "never"],
  };
  return words[option];
}

/** The words that a command takes besides options; undefined where it takes files. */
function wordsOf(command: Command): readonly string[] | undefined {
  if (command === "explain") return rules.map(({ id }) => id);
  if (command === "completion") return SHELLS;
  return command === "init" || command === "lsp" ? [] : undefined;
}

/** The script with which a shell completes the command line; static, so that no key press runs anything. Throws UsageError. */
export function completion(shell: string | undefined): string {
  const scripts: Readonly<Record<string, () => string>> = { bash, zsh, fish };
  const script = shell === undefined ? undefined : scripts[shell];
  if (!script) throw new UsageError(`completion takes a shell: ${SHELLS.join(", ")}`);
  return script();
}

const optionsOf = (command: Command) =>
  Object.entries<Options>(OPTIONS[command]).filter(([, { hidden }]) => !hidden);

function bash(): string {
  const afterOption = COMMANDS.flatMap((command) =>
    optionsOf(command).flatMap(([name, { type }]) => {
      const values = valuesOf(command, name);
      if (values) return `    "${command} --${name}") words="${values.join(" ")}" ;;`;
      return type === "boolean" ? [] : `    "${command} --${name}") return ;;`;
    }),
  );
  const own = COMMANDS.map((command) => {
    const options = optionsOf(command).map(([name]) => `--${name}`);
    return `      ${command}) words="${[...options, "--help"].join(" ")}" ;;`;
  });
  const positional = COMMANDS.flatMap((command) => {
    const words = wordsOf(command);
    return words?.length ? `      ${command}) words="${words.join(" ")}" ;;` : [];
  });
  return `# Completion of watertight for bash: eval "$(watertight completion bash)"
_watertight() {
  local word="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}" command=lint words="" each
  COMPREPLY=()
  # bash splits --option=value at the equals sign.
  if [[ $word == "=" ]]; then
    word=""
  elif [[ $before == "=" ]]; then
    before="\${COMP_WORDS[COMP_CWORD-2]}"
  fi
  for each in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$each" in
      ${COMMANDS.join("|")}) command="$each"; break ;;
    esac
  done
  case "$command $before" in
${afterOption.join("\n")}
  esac
  if [[ -z $words && $word == -* ]]; then
    case "$command" in
${own.join("\n")}
    esac
  elif [[ -z $words && $COMP_CWORD == 1 ]]; then
    words="${COMMANDS.join(" ")}"
  elif [[ -z $words ]]; then
    case "$command" in
${positional.join("\n")}
    esac
  fi
  # With no word of ours bash completes files.
  COMPREPLY=($(compgen -W "$words" -- "$word"))
}
complete -o bashdefault -o default -F _watertight watertight
`;
}

function zsh(): string {
  const specs = COMMANDS.map((command) => {
    const options = optionsOf(command).map(([name, { type, description }]) => {
      const values = valuesOf(command, name);
      const argument = values
        ? `:${name}:(${values.join(" ")})`
        : type === "boolean"
          ? ""
          : `:${name}:_files`;
      const mark = type === "boolean" ? "" : "=";
      const repeats = type === "array" ? "*" : "";
      return `        '${repeats}--${name}${mark}[${zshText(description)}]${argument}' \\`;
    });
    const words = wordsOf(command);
    const rest = words ? (words.length > 0 ? `'*:word:(${words.join(" ")})'` : "") : "'*:file:_files'";
    return `    ${command})\n      _arguments \\\n${options.join("\n")}\n        ${rest}\n      ;;`;
  });
  return `#compdef watertight
# Completion of watertight for zsh: eval "$(watertight completion zsh)", behind compinit
_watertight() {
  local command=lint
  if (( CURRENT == 2 )) && [[ $words[2] != -* ]]; then
    _alternative 'command:command:(${COMMANDS.join(" ")})' 'file:file:_files'
    return
  fi
  case "$words[2]" in
    ${COMMANDS.join("|")}) command="$words[2]"; shift words; (( CURRENT-- )) ;;
  esac
  case "$command" in
${specs.join("\n")}
  esac
}
compdef _watertight watertight
`;
}

function fish(): string {
  const commands = COMMANDS.join(" ");
  const lines = COMMANDS.flatMap((command) => {
    // Without the name of a command it is lint.
    const when =
      command === "lint"
        ? `not __fish_seen_subcommand_from ${COMMANDS.filter((each) => each !== "lint").join(" ")}`
        : `__fish_seen_subcommand_from ${command}`;
    const options = optionsOf(command).map(([name, { type, description }]) => {
      const values = valuesOf(command, name);
      const takes = values ? ` -x -a '${values.join(" ")}'` : type === "boolean" ? "" : " -r";
      return `complete -c watertight -n '${when}' -l ${name}${takes} -d '${quoted(description)}'`;
    });
    const words = wordsOf(command);
    return words ? [...options, `complete -c watertight -n '${when}' -f -a '${words.join(" ")}'`] : options;
  });
  return `# Completion of watertight for fish: watertight completion fish | source
complete -c watertight -n 'not __fish_seen_subcommand_from ${commands}' -a '${commands}'
${lines.join("\n")}
`;
}

const quoted = (text = ""): string => text.replaceAll("'", "\\'");
const zshText = (text = ""): string => text.replaceAll("'", "").replace(/[[\]:]/g, "\\$&");
