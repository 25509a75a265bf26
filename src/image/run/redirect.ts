import type { Redirection } from "../../shell/syntax";
import type { Span } from "../../text/source";
import { UNKNOWN } from "../dyes";
import { type Channel, LOG } from "./channels";
import type { Shell } from "./shell";
import type { WordExpander } from "./words";

/** Connects descriptors as redirections say, in their order; false where one surely fails. `by` is what will write, for messages. */
export function redirect(
  redirections: readonly Redirection[],
  shell: Shell,
  words: WordExpander,
  span: Span,
  by: string,
): boolean {
  return redirections.every((redirection) => redirectOne(redirection, shell, words, span, by));
}

function redirectOne(
  { operator, fd, target, body }: Redirection,
  shell: Shell,
  words: WordExpander,
  span: Span,
  by: string,
): boolean {
  const { channels } = shell;
  const text = target ? words.text(target, shell) : "";
  const opens =
    operator !== "<<" && operator !== "<<<" && !(operator.endsWith("&") && /^(?:\d+-?|-)$/.test(text));
  // To find out what stands at a path takes longer than a word.
  if (opens) shell.spend(2);
  if (opens && fails(text, operator.startsWith("<") && operator !== "<>", shell)) return false;
  switch (operator) {
    case "<<":
      channels.set(fd ?? 0, { kind: "input", text: body ? words.text(body, shell) : "" });
      return true;
    case "<<<":
      channels.set(fd ?? 0, { kind: "input", text: `${text}\n` });
      return true;
    case "<":
      channels.set(fd ?? 0, { kind: "input", text: shell.read(text), path: shell.path(text) });
      return true;
    case "<>":
      // A file that is opened to be written comes into this layer, whether it is written or not.
      shell.touch(text, false);
      channels.set(fd ?? 0, opened(text, shell, span, by, true, shell.read(text)));
      return true;
    case ">":
    case ">|":
    case ">>":
      channels.set(fd ?? 1, opened(text, shell, span, by, operator === ">>"));
      return true;
    case "&>":
    case "&>>":
      both(opened(text, shell, span, by, operator === "&>>"), channels);
      return true;
    case ">&":
    case "<&":
      if (/^\d+-?$/.test(text)) {
        channels.set(fd ?? (operator === ">&" ? 1 : 0), channels.get(Number.parseInt(text, 10)) ?? LOG);
        if (text.endsWith("-")) channels.delete(Number.parseInt(text, 10));
      } else if (text === "-") channels.set(fd ?? (operator === ">&" ? 1 : 0), LOG);
      else if (text === UNKNOWN) channels.set(fd ?? 1, LOG);
      // `>& file`
      else if (operator === ">&") both(opened(text, shell, span, by, false), channels);
      return true;
  }
}

/** Whether a file surely cannot be opened. */
function fails(written: string, reads: boolean, shell: Shell): boolean {
  const path = shell.path(written);
  if (shell.device(path)) return false;
  if (written === "") return true;
  return reads ? shell.exists(path) === false : shell.view.isDirectory(path) || shell.isBeyond(path);
}

function both(channel: Channel, channels: Map<number, Channel>): void {
  channels.set(1, channel);
  channels.set(2, channel);
}

/** A file opened to be written: emptied at once, unless it is appended to. `unread`: what may be read of it. */
function opened(
  written: string,
  shell: Shell,
  span: Span,
  by: string,
  append: boolean,
  unread?: string,
): Channel {
  const path = shell.path(written);
  const numbered = { "/dev/stdout": 1, "/dev/stderr": 2 }[path];
  const descriptor = numbered ?? (/^\/dev\/fd\/\d$/.test(path) ? Number(path.slice(8)) : undefined);
  if (descriptor !== undefined) return shell.channels.get(descriptor) ?? LOG;
  if (path.startsWith("/dev/") && !shell.pipes.has(path)) return LOG;
  if (!append && !shell.pipes.has(path)) {
    shell.write(path, "", { by, span });
    // What was opened to be read is empty too: `cat < f > f`.
    for (const channel of shell.channels.values())
      if (channel.kind === "input" && channel.path === path) channel.text = "";
  }
  const file = { kind: "file", path, by, span, site: shell.base.site } as const;
  return unread === undefined ? file : { ...file, unread };
}
