import { baseName } from "../../paths";
import { type Call, has, option, parseArguments } from "../commands/command";
import { atHome } from "./reading";
import { removeEntries } from "./store";

const GLOBAL_OPTIONS = ["-C", "-c", "--git-dir", "--work-tree", "--namespace", "--exec-path"];

/** A call of git without the options before the subcommand; `directory` is where `-C` goes. */
interface Subcommand {
  readonly call: Call;
  readonly directory: string;
}

function subcommand(call: Call): Subcommand {
  let directory = ".";
  let index = 0;
  while (call.args[index]?.text.startsWith("-")) {
    const { text } = call.args[index]!;
    if (text === "-C") directory = joined(directory, call.args[index + 1]?.text ?? ".");
    index += GLOBAL_OPTIONS.includes(text) ? 2 : 1;
  }
  return { call: { ...call, args: call.args.slice(index + 1) }, directory };
}

const joined = (directory: string, path: string): string =>
  path.startsWith("/") || directory === "." ? path : `${directory}/${path}`;

function store(call: Call, file: string, by: string, content: string): void {
  if (call.shell.dyes.marked(content)) call.shell.write(file, content, { by, span: call.span, append: true });
}

const CLONE_OPTIONS = (
  "-b --branch -o --origin --depth -c --config --reference --reference-if-able -j --jobs --filter -u --upload-pack " +
  "--template --separate-git-dir --shallow-since --shallow-exclude --server-option --bundle-uri"
).split(" ");

/** The URL is kept in the clone's config, user and token included; so is a setting given by `clone -c`. */
export function clone(whole: Call): string {
  const { call, directory } = subcommand(whole);
  const parsed = parseArguments(call.args, CLONE_OPTIONS);
  const [url, target] = parsed.operands.map((field) => field.text);
  if (url === undefined) return "";
  const bare = has(parsed, "--bare", "--mirror");
  const name = repositoryName(url);
  // Without a path the URL names no repository, and git stops.
  if (name === "") return "";
  const repository = joined(directory, target ?? (bare ? `${name}.git` : name));
  call.shell.view.addDirectory(call.shell.path(repository));
  const settings = [...(parsed.options.get("-c") ?? []), ...(parsed.options.get("--config") ?? [])];
  const folder = option(parsed, "--separate-git-dir") ?? `${repository}${bare ? "" : "/.git"}`;
  for (const setting of settings) store(call, `${folder}/config`, "git clone", `${setting}\n`);
  const origin = option(parsed, "-o", "--origin") ?? "origin";
  store(call, `${folder}/config`, "git clone", `${origin}.url=${url}\n`);
  return "";
}

/** What git calls the folder of a clone: the last part of the path without `.git`. */
function repositoryName(url: string): string {
  const path = url.replace(/^[a-z+]+:\/\/[^/]*/i, "").replace(/[?#].*$/, "");
  return baseName(path.replace(/\/+$/, "")).replace(/\.git$/, "");
}

const VERBS = ["set", "unset", "get", "list", "remove-section", "rename-section", "edit"];

/**
 * `git config [--global] KEY VALUE`, `git config set KEY VALUE`, `--unset KEY`, `--remove-section SECTION`. A key can hold the token:
 * `url."https://TOKEN@host/".insteadOf`.
 */
export function configure(whole: Call): string {
  const { call, directory } = subcommand(whole);
  const parsed = parseArguments(call.args, [
    "-f",
    "--file",
    "--blob",
    "--type",
    "--default",
    "--value",
    "--comment",
  ]);
  const words = parsed.operands.map((field) => field.text);
  const verb = VERBS.includes(words[0] ?? "") ? words.shift() : undefined;
  const [key = "", value] = words;
  const file = option(parsed, "-f", "--file") ?? configFile(call, directory, parsed.options);
  if (verb === "unset" || has(parsed, "--unset", "--unset-all")) {
    removeEntries(call, file, [key], "git config --unset");
  } else if (verb === "remove-section" || has(parsed, "--remove-section")) {
    removeSection(call, file, key);
  } else if (value !== undefined && (verb === undefined || verb === "set") && !has(parsed, "--get")) {
    if (!has(parsed, "--add", "--append")) removeEntries(call, file, [key], "git config");
    store(call, file, "git config", `${key}=${value}\n`);
  }
  return "";
}

function configFile(call: Call, directory: string, options: ReadonlyMap<string, unknown>): string {
  const { shell } = call;
  if (options.has("--global")) return shell.variable("GIT_CONFIG_GLOBAL") || atHome("~/.gitconfig", call);
  if (options.has("--system")) return shell.variable("GIT_CONFIG_SYSTEM") || "/etc/gitconfig";
  return `${directory}/.git/config`;
}

function removeSection(call: Call, file: string, section: string): void {
  const { dyes } = call.shell;
  const start = `${dyes.redact(section)}.`;
  const change = (content: string) =>
    content
      .split("\n")
      .filter((line) => !dyes.redact(line).startsWith(start))
      .join("\n");
  call.shell.replace(file, change, call.span, "git config --remove-section");
}

/** `git remote add NAME URL`, and `set-url NAME URL`, which replaces what stood there. */
export function addRemote(whole: Call): string {
  const { call, directory } = subcommand(whole);
  const parsed = parseArguments(call.args, ["-t", "-m"]);
  const [verb, name = "origin", url] = parsed.operands.map((field) => field.text);
  const file = `${directory}/.git/config`;
  if (verb === "remove" || verb === "rm") removeEntries(call, file, [`${name}.url`], `git remote ${verb}`);
  if (verb === "set-url" && !has(parsed, "--add", "--push"))
    removeEntries(call, file, [`${name}.url`], "git remote set-url");
  if ((verb === "add" || verb === "set-url") && url !== undefined)
    store(call, file, `git remote ${verb}`, `${name}.url=${url}\n`);
  return "";
}

/** `git submodule add URL [PATH]`: the URL is in three files. */
export function fillSubmodule(whole: Call): string {
  const { call, directory } = subcommand(whole);
  const operands = parseArguments(call.args.slice(1), [
    "-b",
    "--branch",
    "--name",
    "--reference",
    "--depth",
  ]).operands;
  const [url, path] = operands.map((field) => field.text);
  if (url === undefined) return "";
  const name = path ?? repositoryName(url);
  for (const file of [".gitmodules", ".git/config", `.git/modules/${name}/config`])
    store(call, joined(directory, file), "git submodule add", `submodule.${name}.url=${url}\n`);
  return "";
}

/** `git credential approve` hands what it reads to the helper that is configured; `store` keeps it in clear. */
export function approve(whole: Call): string {
  const { call } = subcommand(whole);
  if (call.args[0]?.text === "fill") return "";
  store(
    call,
    credentialFile(call),
    "git credential approve",
    `${hostOf(call)}=${call.shell.dyes.marksOf(call.stdin)}\n`,
  );
  return "";
}

export function reject(whole: Call): string {
  const { call } = subcommand(whole);
  removeEntries(call, credentialFile(call), [hostOf(call)], "git credential reject");
  return "";
}

/** `git credential-store --file PATH store`. */
const credentialFile = (call: Call): string =>
  option(parseArguments(call.args, ["--file"]), "--file") ?? atHome("~/.git-credentials", call);

const hostOf = ({ stdin }: Call): string => /^host=(.*)$/m.exec(stdin)?.[1] ?? "git";
