import type { Secret } from "../image/model";
import type { Change } from "../text/edits";
import { tending } from "./file-commands";
import { addMounts, removeInstruction } from "./instructions";
import { readableBy } from "./mount";
import { readsFile } from "./readers";
import type { Rewrite } from "./rewrite";
import { removeElements, runScript, simpleCommands } from "./run-script";
import { secretId } from "./words";

/** For a file that a heredoc of COPY writes with the secret in it: it is mounted for the RUNs that read it, and written no more. */
export function mountHeredocFile(rewrite: Rewrite, secret: Secret): void {
  const { dockerfile, subject } = rewrite;
  const files = subject.image.layers.flatMap((layer) => layer.files.map((file) => ({ file, layer })));
  const found = files.find(
    ({ file }) => file.arrival === "heredoc" && file.dyes.some((dye) => dye.secret === secret),
  );
  const line = found?.layer.statement.instruction.startLine;
  const statement = dockerfile.statements.find(({ instruction }) => instruction.startLine === line);
  // Another file in the same instruction would go with it.
  if (!found || !statement || statement.instruction.heredocs.length > 1) return;
  if ((statement.kind !== "copy" && statement.kind !== "add") || statement.sources.length > 0) return;
  rewrite.safe = false;
  const { path } = found.file;
  const name = path.slice(path.lastIndexOf("/") + 1);
  const id = secretId(name);
  const reads = readsFile(path);
  const changes: Change[] = [removeInstruction(dockerfile, statement, [name])];
  for (const run of dockerfile.after(statement)) {
    const script = run.kind === "run" ? runScript(run) : undefined;
    if (run.kind !== "run" || !script) continue;
    const { elements } = tending(dockerfile, script, [path]);
    changes.push(...removeElements(dockerfile, script, (element) => elements.has(element), [name]));
    if (!reads || !simpleCommands(script.elements).some(reads)) continue;
    const mount = `type=secret,id=${id},target=${path}${readableBy(dockerfile.userAt(run))},required`;
    changes.push(...addMounts(dockerfile, run, [mount]));
    rewrite.commands.add(`docker build --secret id=${id},src=<a file with what stood there> .`);
  }
  rewrite.dockerfile = dockerfile.with(changes);
}
