import type { ShellWord, SimpleCommand } from "../shell/syntax";
import type { Change } from "../text/edits";
import { mentions } from "./rewrite";
import { wordsOf } from "./run-script";

/** A URL with a user as a word of a script, quotes as written. */
const URL = /^(["']?)(https?:\/\/)([^/@\s]*)@([^"']*)\1$/;

/**
 * The changes that make a git command ask a helper for the credential instead of keeping it in a URL. The helper names the variable
 * and not its value, so nothing of it is stored (gitcredentials(7)).
 */
export function gitStore(command: SimpleCommand, names: readonly string[]): Change[] {
  const [program, ...rest] = wordsOf(command);
  if (program !== "git") return [];
  const git = command.words.find(({ text }) => /(?:^|\/)git$/.test(text))!;
  const words = rest.filter((word) => !word.startsWith("-"));
  if (rest.includes("clone")) return clone(command, git, names);
  if (rest.includes("config") && !rest.some((word) => word.startsWith("--unset")))
    return configure(command, names);
  if (words.includes("remote") && (words.includes("add") || words.includes("set-url")))
    return remote(command, names);
  if (words.includes("fetch") || words.includes("pull") || words.includes("ls-remote"))
    return clone(command, git, names);
  return [];
}

function clone({ words }: SimpleCommand, git: ShellWord, names: readonly string[]): Change[] {
  const subcommand = words.findIndex(({ text }) => text === "clone");
  const behindGit = (text: string): Change => {
    const next = words[words.indexOf(git) + 1]!;
    return { start: next.span.start, end: next.span.start, text: `${text} ` };
  };
  // `git clone -c` writes the setting into the clone, `git -c … clone` does not.
  const option = words.findIndex(
    ({ text }, index) =>
      index > subcommand &&
      (text === "-c" || text === "--config") &&
      mentions(words[index + 1]?.text ?? "", names),
  );
  if (subcommand > 0 && option > 0) {
    const value = words[option + 1]!;
    const next = words[option + 2];
    return [
      behindGit(`-c ${value.text}`),
      { start: words[option]!.span.start, end: next?.span.start ?? value.span.end, text: "" },
    ];
  }
  for (const word of words) {
    const url = URL.exec(word.text);
    if (!url || !mentions(url[3]!, names)) continue;
    return [
      behindGit(`-c credential.helper=${helper(url[3]!, url[4]!)}`),
      { ...word.span, text: `${url[1]}${url[2]}${url[4]}${url[1]}` },
    ];
  }
  return [];
}

/** `url."https://TOKEN@host/".insteadOf URL`: git asks the helper for every URL of that host. */
function configure({ words, span }: SimpleCommand, names: readonly string[]): Change[] {
  const key = words.findIndex(
    ({ text }) => /^url\./i.test(text) && /\.insteadof["']?$/i.test(text) && mentions(text, names),
  );
  if (key < 0) return [];
  const written = words[key]!.text.replace(/["']/g, "");
  const url = /^url\.(https?:\/\/)([^/@\s]*)@(.*)\.insteadof$/i.exec(written);
  const rewritten = words[key + 1];
  if (!url || !rewritten) return [];
  const [, scheme, user, rest] = url;
  const start = words[0]!.span.start;
  const head = words
    .slice(0, key)
    .map(({ text }) => text)
    .join(" ");
  const host = rest!.split("/")[0]!;
  const ask = `${head} credential.${scheme}${host}.helper ${helper(user!, rest!)}`;
  const clean = `${scheme}${rest}`;
  const other = rewritten.text.replace(/["']/g, "");
  const keep = other === clean ? "" : `${head} url."${clean}".insteadOf ${rewritten.text} && `;
  return [{ start, end: span.end, text: keep + ask }];
}

function remote({ words, span }: SimpleCommand, names: readonly string[]): Change[] {
  const word = words.find(({ text }) => mentions(URL.exec(text)?.[3] ?? "", names));
  const url = word && URL.exec(word.text);
  if (!word || !url) return [];
  const adds = words.some(({ text }) => text === "add");
  const head = words
    .slice(
      0,
      words.findIndex(({ text }) => text === "remote"),
    )
    .map(({ text }) => text)
    .join(" ");
  const ask = adds ? ` && ${head} config credential.helper ${helper(url[3]!, url[4]!)}` : "";
  return [{ start: word.span.start, end: span.end, text: `${url[1]}${url[2]}${url[4]}${url[1]}${ask}` }];
}

/** Says user and password when git asks. A token alone is GitHub's password for the user `x-access-token`, and elsewhere the user. */
function helper(written: string, rest: string): string {
  const userInfo = written.replace(/["']/g, "");
  const colon = userInfo.indexOf(":");
  const [user, password] =
    colon >= 0
      ? [userInfo.slice(0, colon), userInfo.slice(colon + 1)]
      : /^github\.com(?:\/|$)/.test(rest)
        ? ["x-access-token", userInfo]
        : [userInfo, ""];
  const swapped = /^x-oauth-basic$/.test(password) ? ["x-access-token", user] : [user, password];
  const said = (name: string, text: string) =>
    /^[\w.-]*$/.test(text) ? `echo ${name}=${text}` : `echo "${name}=${text}"`;
  return `'!f() { ${said("username", swapped[0]!)}; ${said("password", swapped[1]!)}; }; f'`;
}
