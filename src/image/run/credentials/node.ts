import { type Call, type Command, has, option, parseArguments } from "../commands/command";
import { atHome } from "./stores";

const SECRET_KEY = /(?:^|:)(?:_authToken|_auth|_password)$|^npmAuth(?:Token|Ident)$/;

/** `npm config set KEY VALUE`, `npm set KEY=VALUE`, `npm config delete KEY`, for npm, pnpm and yarn; and npm's debug log. */
const configure: Command = (call) => {
  const parsed = parseArguments(call.args, [
    "--location",
    "-L",
    "--userconfig",
    "--prefix",
    "-C",
    "--dir",
    "--loglevel",
    "--registry",
  ]);
  const words = parsed.operands.map((field) => field.text);
  const verb = words[0] === "config" || words[0] === "c" ? words[1] : words[0];
  const rest = words.slice(words[0] === verb ? 1 : 2);
  if (call.name === "npm" || call.name === "npx") keepLog(call);
  if (verb === "set") {
    for (const [key, value] of settings(rest)) {
      if (call.shell.dyes.marked(value)) {
        const by = words[0] === verb ? `${call.name} set` : `${call.name} config set`;
        call.shell.write(configFile(call), `${key}=${value}\n`, { by, span: call.span, append: true });
      }
    }
  } else if (verb === "delete" || verb === "rm" || verb === "unset") {
    const gone = (line: string) => rest.some((key) => line.startsWith(`${key}=`));
    const change = (content: string) =>
      content
        .split("\n")
        .filter((line) => !gone(line))
        .join("\n");
    call.shell.edit(configFile(call), change, call.span, `${call.name} config ${verb}`);
  } else if (verb === "logout") {
    call.shell.edit(configFile(call), () => "", call.span, `${call.name} logout`);
  }
  return "";
};

/** `KEY VALUE`, or any number of `KEY=VALUE`. */
function settings(words: readonly string[]): [string, string][] {
  const [first = "", second] = words;
  const isAssigned = first.includes("=") && !SECRET_KEY.test(first);
  if (!isAssigned && second !== undefined) return [[first, second]];
  return words.map((word): [string, string] => {
    const equals = word.indexOf("=");
    return equals < 0 ? [word, ""] : [word.slice(0, equals), word.slice(equals + 1)];
  });
}

function configFile(call: Call): string {
  const parsed = parseArguments(call.args, ["--location", "-L", "--userconfig"]);
  if (call.name === "yarn")
    return call.args.some((field) => field.text.startsWith("npm")) ? ".yarnrc.yml" : yarnClassicFile(call);
  const given =
    option(parsed, "--userconfig") ??
    call.shell.variable("NPM_CONFIG_USERCONFIG") ??
    call.shell.variable("npm_config_userconfig");
  const location = option(parsed, "--location", "-L");
  if (location === "project") return ".npmrc";
  if (location === "global" || has(parsed, "-g", "--global")) return "/usr/local/etc/npmrc";
  return given || atHome("~/.npmrc", call);
}

/** Yarn 1 keeps root's settings apart from other users'. */
const yarnClassicFile = (call: Call): string =>
  call.shell.home === "/root" ? "/usr/local/share/.yarnrc" : atHome("~/.yarnrc", call);

/** Every npm command writes its words into a debug log, secrets among them; which ones it hides, depends on npm's version. */
function keepLog(call: Call): void {
  const { shell } = call;
  const texts = call.args.map((field) => field.text);
  // A token of npm's own form is hidden in the log by npm itself.
  const logged = texts.filter((text) =>
    shell.dyes.in(text).some(({ secret }) => secret.kind !== "npm-token"),
  );
  const words = shell.dyes.marksOf(logged.join(" "));
  const silent =
    texts.includes("--logs-max=0") ||
    shell.variable("NPM_CONFIG_LOGS_MAX") === "0" ||
    shell.variable("npm_config_logs_max") === "0";
  if (!words || silent) return;
  const cache =
    shell.variable("NPM_CONFIG_CACHE") ?? shell.variable("npm_config_cache") ?? atHome("~/.npm", call);
  shell.write(`${cache}/_logs/*-debug-0.log`, words, {
    by: "npm's debug log",
    span: call.span,
    append: true,
    incidental: true,
    uncertain: true,
  });
}

/** The package managers of Node. */
export const nodeCommands: Readonly<Record<string, Command>> = {
  npm: configure,
  npx: configure,
  pnpm: configure,
  yarn: configure,
};
