import type { Fix } from "../../src/finding";
import { type Advice, adviceFor } from "../../src/image/run/credentials/advice";

import { fixInWords, ROTATE, secretId } from "./fix-in-words";

/** For a credential in a file of a layer: how the tool that wrote or reads it gets it for one RUN and leaves nothing. */
export function mountAsFile(file: {
  readonly path: string;
  readonly by: string;
  readonly incidental: boolean;
}): Fix {
  const advice = adviceFor(file);
  if (advice === undefined) return anyFile(file.path);
  const { instead } = advice;
  if ("words" in instead)
    return fixInWords(
      "Keep it out of the build",
      [instead.words],
      [...(instead.build ? [instead.build] : []), ROTATE],
    );
  if ("ssh" in instead)
    return fixInWords(
      "Use your SSH agent by an SSH mount; the key never enters the build",
      [`RUN --mount=type=ssh ${instead.ssh}`],
      ["docker build --ssh default .", "Replace the key pair if an image with it was ever pushed."],
    );
  // A variable's name has capitals only, a path has none, or a dot or a slash.
  const source = /^[A-Z0-9_]+$/.test(instead.from) ? `env=${instead.from}` : `src=${instead.from}`;
  return fixInWords(
    titleOf(advice, file.path),
    [runLine(instead, advice)],
    [`docker build --secret id=${instead.mount},${source} .`, ROTATE],
  );
}

/** For a file that a COPY asks for and that is not here yet: nothing has leaked so far. */
export function mountInstead(kind: string, target: string): Fix {
  const fix =
    kind === "ssh-key"
      ? fixInWords(
          "Use your SSH agent by an SSH mount; the key never enters the build",
          ["RUN --mount=type=ssh <the command that needs it>"],
          ["docker build --ssh default ."],
        )
      : anyFile(target);
  return { ...fix, commands: fix.commands.slice(0, 1) };
}

type Mount = Extract<Advice["instead"], { readonly mount: string }>;

function titleOf({ instead, target }: Advice, path: string): string {
  const name = path.slice(path.lastIndexOf("/") + 1);
  if (target === path) return `Mount ${name} as a build secret for the RUN that needs it`;
  return "variable" in instead && instead.variable
    ? `Give the tool ${instead.variable} by a secret mount, so that no file keeps it`
    : "Give the tool its credential by a secret mount, so that no file keeps it";
}

function runLine({ mount, variable, mode, run }: Mount, { target, tmpfs }: Advice): string {
  const secret = [
    "--mount=type=secret",
    `id=${mount}`,
    ...(target ? [`target=${target}`] : []),
    ...(variable ? [`env=${variable}`] : []),
    ...(mode ? [`mode=${mode}`] : []),
    "required",
  ].join(",");
  const cover = tmpfs ? ` --mount=type=tmpfs,target=${tmpfs}` : "";
  return `RUN ${secret}${cover} ${run}`;
}

/** For a file that no row knows: it is mounted where it was found. */
function anyFile(path: string): Fix {
  const name = path.slice(path.lastIndexOf("/") + 1);
  // Only the builder knows the name: there is nothing to mount it as.
  if (name.includes("*"))
    return fixInWords(
      "Remove it in the RUN that makes it, or make it when the container starts",
      [`RUN … && rm -rf <what it makes in ${path.slice(0, path.lastIndexOf("/")) || "/"}>`],
      [ROTATE],
    );
  const id = secretId(name);
  return fixInWords(
    `Mount ${name} as a build secret for the RUN that needs it`,
    [`RUN --mount=type=secret,id=${id},target=${path},required <the command that needs it>`],
    [`docker build --secret id=${id},src=${name} .`, ROTATE],
  );
}
