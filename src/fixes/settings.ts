import type { ShellNode, ShellWord, SimpleCommand } from "../shell/syntax";
import { readsVariable } from "./readers";
import { mentions } from "./rewrite";
import { simpleCommands, wordsOf } from "./run-script";

/** A stored setting as variables that its tool reads, each `NAME=value` as a word of a script. */
interface Setting {
  readonly assignments: readonly string[];
  readonly reads: (command: SimpleCommand) => boolean;
}

type Rule = (words: readonly string[]) => readonly (readonly [name: string, value: string])[] | undefined;

const screaming = (text: string): string => text.replace(/[^A-Za-z0-9]+/g, "_").toUpperCase();

/** Settings that a tool takes from a variable as well, each by its documentation. Words are as written, options left out. */
const SETTINGS: Readonly<Record<string, Rule>> = {
  // https://pip.pypa.io/en/stable/topics/configuration/#environment-variables
  pip: ([config, set, key = "", value]) =>
    config === "config" && set === "set" && value !== undefined
      ? [[`PIP_${screaming(key.slice(key.indexOf(".") + 1))}`, value]]
      : undefined,
  // https://python-poetry.org/docs/configuration/#using-environment-variables
  poetry([config, key = "", first, second]) {
    if (config !== "config" || first === undefined) return undefined;
    const [section, name = ""] = key.split(".");
    if (section === "http-basic" && second !== undefined)
      return [
        [`POETRY_HTTP_BASIC_${screaming(name)}_USERNAME`, first],
        [`POETRY_HTTP_BASIC_${screaming(name)}_PASSWORD`, second],
      ];
    return section === "pypi-token" ? [[`POETRY_PYPI_TOKEN_${screaming(name)}`, first]] : undefined;
  },
  // https://getcomposer.org/doc/articles/authentication-for-private-packages.md
  composer([config, key = "", first, second]) {
    if (config !== "config" || first === undefined) return undefined;
    const dot = key.indexOf(".");
    const [section, host] = [key.slice(0, dot), key.slice(dot + 1)];
    const bare = (word: string) => word.replace(/^(["'])(.*)\1$/, "$2");
    if (section === "http-basic" && second !== undefined)
      return [
        [
          "COMPOSER_AUTH",
          `"{\\"http-basic\\":{\\"${host}\\":{\\"username\\":\\"${bare(first)}\\",\\"password\\":\\"${bare(second)}\\"}}}"`,
        ],
      ];
    if (!/^(?:github-oauth|gitlab-token|gitlab-oauth|bearer)$/.test(section)) return undefined;
    return [["COMPOSER_AUTH", `"{\\"${section}\\":{\\"${host}\\":\\"${bare(first)}\\"}}"`]];
  },
  // https://bundler.io/man/bundle-config.1.html
  bundle(words) {
    const [key, value] = words.slice(words[1] === "set" ? 2 : 1);
    if (words[0] !== "config" || key === undefined || value === undefined) return undefined;
    return [
      [
        `BUNDLE_${key
          .replace(/^https?:\/\/|\/$/g, "")
          .replaceAll("-", "___")
          .replaceAll(".", "__")
          .toUpperCase()}`,
        value,
      ],
    ];
  },
  // https://doc.rust-lang.org/cargo/reference/config.html#credentials
  cargo: ([login, token]) =>
    login === "login" && token !== undefined ? [["CARGO_REGISTRY_TOKEN", token]] : undefined,
  // https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-envvars.html
  aws: ([configure, set, key = "", value]) =>
    configure === "configure" && set === "set" && value !== undefined && /^aws_\w+$/.test(key)
      ? [[key.toUpperCase(), value]]
      : undefined,
};

const ALIASES: Readonly<Record<string, string>> = { pip3: "pip" };

/** The variables that stand for a command which stores a secret setting; undefined for every other command. */
export function settingAsVariable(node: ShellNode, names: readonly string[]): Setting | undefined {
  const [command, ...others] = simpleCommands(node);
  if (!command || others.length > 0) return undefined;
  const [program = "", ...rest] = wordsOf(command);
  const name = ALIASES[program] ?? program;
  const written = command.words.slice(command.words.length - rest.length).map(({ text }: ShellWord) => text);
  const words = written.filter((word) => !/^--?[\w-]+$/.test(word));
  if (!Object.hasOwn(SETTINGS, name) || !mentions(words.join(" "), names)) return undefined;
  const pairs = SETTINGS[name]!(words);
  const reads = pairs && readsVariable(pairs[0]![0]);
  return pairs && reads && { assignments: pairs.map(([variable, value]) => `${variable}=${value}`), reads };
}
