import { UNKNOWN } from "../../dyes";
import { plainBelow } from "../matching";
import type { Field } from "../words";
import type { Call, Command } from "./command";
import { type Action, readQuery } from "./find-query";

/** `find DIR … -name PATTERN … -delete`, `-exec rm {} +`: what it names, among the files that are known, is acted on. */
const find: Command = (call) => {
  const { shell } = call;
  const { roots, test, actions } = readQuery(call.args, shell);
  const found: { readonly written: string; readonly path: string; readonly surely: boolean }[] = [];
  const { files, texts, links, directories } = shell.view;
  const follows = call.args.some(({ text }) => /^-[HL]$/.test(text));
  for (const root of roots) {
    // A link is not followed, unless a slash stands behind it.
    const top = shell.path(root, follows || root.endsWith("/"));
    const plain = plainBelow(shell.view, top);
    for (const path of new Set([...files.keys(), ...texts, ...links.keys(), ...directories, ...plain])) {
      if (texts.has(path) && !files.has(path) && shell.view.plain.at(path).kind === "absent") continue;
      const inside = path === top || path.startsWith(top === "/" ? "/" : `${top}/`);
      if (!inside || (path === "/" && top !== "/")) continue;
      const passes = shell.spend(1) && test(path, shell);
      if (passes === false) continue;
      const written =
        path === top ? root : `${root.replace(/\/$/, "")}${path.slice(top === "/" ? 0 : top.length)}`;
      found.push({ written, path, surely: passes === true });
    }
  }
  let output = "";
  let failed = false;
  for (const action of actions.length > 0 ? actions : [{ kind: "print" } as const]) {
    if (action.kind === "print")
      output += `${found.map(({ written }) => `${written}\n`).join("")}${UNKNOWN}\n`;
    else if (action.kind === "delete") {
      // What is in a directory goes before it, and an empty one goes with it.
      for (const { path, surely } of found.toSorted((one, other) => other.path.length - one.path.length)) {
        if (!surely) continue;
        if (!shell.view.isDirectory(path)) shell.remove(path, call.span, call.name);
        else if (shell.view.below(path).length === 0) shell.view.removeDirectory(path);
      }
    } else if (action.kind === "run") {
      const ran = runEach(call, action, found);
      output += ran.text;
      failed ||= action.all && ran.failed;
    }
  }
  const there = roots.map((root) => shell.exists(root));
  return {
    text: output,
    status: failed || there.includes(false) ? 1 : there.includes(undefined) ? "likely" : 0,
  };
};

function runEach(
  call: Call,
  action: Extract<Action, { kind: "run" }>,
  found: readonly { readonly written: string; readonly path: string; readonly surely: boolean }[],
): { readonly text: string; readonly failed: boolean } {
  const { shell, span } = call;
  // What may not be found is not acted on: a delete that may not happen cleans nothing, and a copy of it is rare.
  const sure = found.filter(({ surely, path }) => surely && !shell.view.isDirectory(path));
  const field = (text: string): Field => ({ text, pattern: false, span });
  const runs = action.all ? [sure.map(({ path }) => path)] : sure.map(({ path }) => [path]);
  let output = "";
  let failed = false;
  for (const paths of runs) {
    if (paths.length === 0) continue;
    const words = action.words.flatMap((word) =>
      word.text === "{}" ? paths.map(field) : [{ ...word, text: word.text.replaceAll("{}", paths[0]!) }],
    );
    const child = shell.subshell();
    if (action.inside) child.directory = paths[0]!.slice(0, paths[0]!.lastIndexOf("/")) || "/";
    const result = call.run(words, child, "", span);
    output += typeof result === "string" ? result : result.text;
    failed ||= typeof result !== "string" && typeof result.status === "number" && result.status !== 0;
  }
  return { text: output, failed };
}

export const findCommands: Readonly<Record<string, Command>> = { find };
