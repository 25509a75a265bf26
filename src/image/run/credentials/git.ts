import { baseName } from "../../paths";
import { type Call, type Command, has, option, parseArguments } from "../commands/command";
import { atHome } from "./stores";

const GLOBAL_OPTIONS = ["-C", "-c", "--git-dir", "--work-tree"];

const git: Command = (call) => {
  const index = subcommandIndex(call);
  const subcommand = call.args[index]?.text;
  const inside: Call = { ...call, args: call.args.slice(index + 1) };
  const directory = optionBefore(call, index, "-C") ?? ".";
  switch (subcommand) {
    case "clone":
      clone(inside, directory);
      break;
    case "init":
      break;
    case "config":
      configure(inside, directory);
      break;
    case "remote":
      remote(inside, directory);
      break;
    case "submodule":
      store(inside, `${directory}/.gitmodules`, "git submodule", marks(inside));
      break;
    case "credential":
      // `git credential approve` hands what it reads to the helper that is configured; `store` keeps it in clear.
      store(inside, atHome("~/.git-credentials", call), "git credential", call.stdin);
      break;
    default:
      break;
  }
  return "";
};

function subcommandIndex(call: Call): number {
  let index = 0;
  while (call.args[index]?.text.startsWith("-"))
    index += GLOBAL_OPTIONS.includes(call.args[index]!.text) ? 2 : 1;
  return index;
}

const optionBefore = (call: Call, end: number, wanted: string): string | undefined => {
  const at = call.args.slice(0, end).findIndex((field) => field.text === wanted);
  return at < 0 ? undefined : call.args[at + 1]?.text;
};

const marks = (call: Call): string => call.shell.dyes.marksOf(call.args.map((field) => field.text).join(" "));

function store(call: Call, file: string, by: string, content: string): void {
  if (call.shell.dyes.marked(content)) call.shell.write(file, content, { by, span: call.span, append: true });
}

/** The URL is kept in the clone's config, user and token included; so is a header given by `clone -c`. */
function clone(call: Call, directory: string): void {
  const valued = [
    "-b",
    "--branch",
    "-o",
    "--origin",
    "--depth",
    "-c",
    "--config",
    "--reference",
    "-j",
    "--jobs",
    "--filter",
    "-u",
    "--template",
  ];
  const parsed = parseArguments(call.args, valued);
  const [url, target] = parsed.operands.map((field) => field.text);
  if (url === undefined) return;
  const bare = has(parsed, "--bare", "--mirror");
  // Without a path the URL names no repository, and git stops.
  const path = url.replace(/^[a-z+]+:\/\/[^/]*/i, "").replace(/[?#].*$/, "");
  const name = baseName(path.replace(/\/+$/, "")).replace(/\.git$/, "");
  if (name === "") return;
  const folder = target ?? (bare ? `${name}.git` : name);
  const repository = `${folder.startsWith("/") ? "" : `${directory}/`}${folder}`;
  call.shell.view.addDirectory(call.shell.path(repository));
  const settings = [...(parsed.options.get("-c") ?? []), ...(parsed.options.get("--config") ?? [])];
  const config = `${repository}${bare ? "" : "/.git"}/config`;
  store(call, config, "git clone", settings.join("\n"));
  store(call, config, "git clone", `${option(parsed, "-o", "--origin") ?? "origin"}.url=${url}\n`);
}

/** `git config [--global] KEY VALUE`, `--unset KEY`, `--remove-section`. A key can hold the token: `url."https://TOKEN@host/".insteadOf`. */
function configure(call: Call, directory: string): void {
  const parsed = parseArguments(call.args, ["-f", "--file"]);
  const [first = "", second] = parsed.operands
    .map((field) => field.text)
    .filter((text) => text !== "set" && text !== "unset");
  const given = option(parsed, "-f", "--file");
  const file =
    given ??
    (has(parsed, "--global")
      ? atHome("~/.gitconfig", call)
      : has(parsed, "--system")
        ? "/etc/gitconfig"
        : `${directory}/.git/config`);
  const removes =
    has(parsed, "--unset", "--unset-all", "--remove-section") || parsed.operands[0]?.text === "unset";
  if (removes) {
    const change = (content: string) =>
      content
        .split("\n")
        // The same secret has another mark here, one step further on its way.
        .filter((line) => !call.shell.dyes.redact(line).startsWith(call.shell.dyes.redact(first)))
        .join("\n");
    call.shell.edit(file, change, call.span, "git config --unset");
  } else if (second !== undefined) store(call, file, "git config", `${first}=${second}\n`);
}

/** `git remote add NAME URL`, and `set-url NAME URL`, which replaces what stood there. */
function remote(call: Call, directory: string): void {
  const [verb, name = "origin", url] = parseArguments(call.args, ["-t", "-m"]).operands.map(
    (field) => field.text,
  );
  const file = `${directory}/.git/config`;
  const withoutRemote = (content: string) =>
    content
      .split("\n")
      .filter((line) => !line.startsWith(`${name}.url=`))
      .join("\n");
  if (verb === "set-url" || verb === "remove" || verb === "rm")
    call.shell.edit(file, withoutRemote, call.span, `git remote ${verb}`);
  if ((verb === "add" || verb === "set-url") && url !== undefined)
    store(call, file, `git remote ${verb}`, `${name}.url=${url}\n`);
}

export const gitCommands: Readonly<Record<string, Command>> = { git };
