import { resolvePath } from "../image/paths";
import type { SimpleCommand } from "../shell/syntax";
import type { Change } from "../text/edits";
import type { Shipped } from "./context-files";
import type { DockerfileText, StatementOf } from "./dockerfile-text";
import { pathOf } from "./file-commands";
import { joint } from "./mount";
import { runScript, simpleCommands, wordsOf } from "./run-script";

/** Folders that a COPY made for a file that it copies no more, `~/.ssh` say. What stands at a name without a dot is likely there anyway. */
export const lostFolders = (shipped: readonly Shipped[]): Set<string> =>
  new Set(
    shipped
      .filter(({ named, layer }) => named && layer.copies.length === 1)
      .map(({ target }) => target.slice(0, target.lastIndexOf("/")))
      .filter((folder) => folder.includes("/.")),
  );

/** Makes a lost folder in the first RUN that writes a file into it. Takes the folders out of `lost` that are there from then on. */
export function makeFolders(
  dockerfile: DockerfileText,
  run: StatementOf<"run">,
  lost: Set<string>,
): Change[] {
  const script = runScript(run);
  if (!script || lost.size === 0) return [];
  const changes: Change[] = [];
  for (const element of script.elements) {
    for (const command of simpleCommands(element)) {
      const [program = ""] = wordsOf(command);
      if (program === "mkdir" || program === "install")
        for (const { text } of command.words) lost.delete(pathOf(dockerfile, run, text));
      for (const written of filesOf(command)) {
        const folder = written.slice(0, written.lastIndexOf("/"));
        const path = pathOf(dockerfile, run, folder);
        if (!lost.delete(path)) continue;
        const { start } = script.toSource(element.span);
        const mode = path.endsWith("/.ssh") ? "-m 0700 " : "";
        const text = `mkdir -p ${mode}${folder.replace(/^["']/, "")}${joint(dockerfile, run)}`;
        changes.push({ start, end: start, text });
      }
    }
  }
  return changes;
}

/** The files that a command writes, as far as its words tell. */
function filesOf(command: SimpleCommand): string[] {
  const targets = command.redirections.flatMap(({ operator, target }) =>
    operator.startsWith(">") && target ? [target.text] : [],
  );
  const [program = "", ...words] = wordsOf(command);
  const operands = words.filter((word) => !word.startsWith("-"));
  if (program === "touch" || program === "tee") return [...targets, ...operands];
  return program === "cp" || program === "mv" ? [...targets, ...operands.slice(-1)] : targets;
}

/** The folders that nothing else of the Dockerfile puts a file into before a RUN. */
export function removedOnly(
  dockerfile: DockerfileText,
  run: StatementOf<"run">,
  folders: ReadonlySet<string>,
): string[] {
  const before = dockerfile.before(run);
  const filled = (folder: string) =>
    before.filter(
      (each) =>
        (each.kind === "copy" || each.kind === "add") &&
        resolvePath(dockerfile.directoryAt(each), each.destination.text).startsWith(folder),
    ).length > 1 || before.some((each) => each.kind === "run" && dockerfile.written(each).includes(folder));
  return [...folders].filter(
    (folder) => folder.split("/").length > 1 && folder !== dockerfile.directoryAt(run) && !filled(folder),
  );
}
