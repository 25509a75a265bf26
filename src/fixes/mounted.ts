import type { Mount } from "../dockerfile/types";
import type { Secret } from "../image/model";
import type { ShellNode } from "../shell/syntax";
import type { Change } from "../text/edits";
import type { DockerfileText, StatementOf } from "./dockerfile-text";
import { pathOf, runsUntilRemoved, tending } from "./file-commands";
import { addMounts, envMounts } from "./instructions";
import { mountName } from "./literal";
import { readableBy } from "./mount";
import { readsFile } from "./readers";
import type { Rewrite } from "./rewrite";
import { type RunScript, removeElements, runScript, simpleCommands, textOf, wordsOf } from "./run-script";
import { removeStoredFiles } from "./stored-file";
import { variableName } from "./words";

/** For a secret mount whose content a RUN keeps: mounted where its tool looks for it, or as a variable that nothing stores. */
export function leaveNothing(rewrite: Rewrite, secret: Secret): void {
  rewrite.safe = false;
  const id = secret.name;
  const named = mountsOf(rewrite.dockerfile, id).flatMap(({ mount }) =>
    mount.env === undefined ? [] : [mount.env],
  );
  mountAtTarget(rewrite, id);
  for (const { run, mount } of mountsOf(rewrite.dockerfile, id)) {
    const flag = rewrite.dockerfile.text.slice(mount.span.start, mount.span.end).replace(/^--mount=/, "");
    const variable = variableOf(rewrite.dockerfile, run, placeOf(mount, id));
    if (variable === undefined) removeStoredFiles(rewrite, [placeOf(mount, id), ...named], flag);
  }
  for (const name of named) mountName(rewrite, name, id);
  nameContent(rewrite, id);
}

const placeOf = (mount: Mount, id: string): string => mount.target ?? `/run/secrets/${id}`;

function mountsOf(
  { statements }: DockerfileText,
  id: string,
): { readonly run: StatementOf<"run">; readonly mount: Mount }[] {
  return statements.flatMap((run) =>
    run.kind !== "run"
      ? []
      : run.mounts
          .filter(
            (mount) =>
              mount.type === "secret" && (mount.id ?? mount.env ?? mount.target?.split("/").at(-1)) === id,
          )
          .map((mount) => ({ run, mount })),
  );
}

/** `cp /run/secrets/x FILE`, `cat /run/secrets/x > FILE`: the mount itself is at FILE, for every RUN whose tool reads it. */
function mountAtTarget(rewrite: Rewrite, id: string): void {
  const { dockerfile } = rewrite;
  const changes: Change[] = [];
  for (const { run, mount } of mountsOf(dockerfile, id)) {
    const script = runScript(run);
    const place = placeOf(mount, id);
    const copies = new Map<ShellNode, string>();
    for (const element of script?.elements ?? []) {
      const target = script && copyTarget(dockerfile, script, element, place);
      if (target !== undefined) copies.set(element, target);
    }
    if (!script || copies.size === 0) continue;
    const targets = [...new Set(copies.values())];
    const others = script.elements.some(
      (element) => !copies.has(element) && textOf(script, element).includes(place),
    );
    const written = dockerfile.text.slice(mount.span.start, mount.span.end);
    const base = written.replace(/^--mount=/, "").replace(/,(?:target|dst|destination)=[^,\s]*/, "");
    const flags = targets.map((target) => `${base},target=${target}${readableBy(dockerfile.userAt(run))}`);
    changes.push(
      others
        ? addMounts(dockerfile, run, flags)[0]!
        : { ...mount.span, text: flags.map((flag) => `--mount=${flag}`).join(" ") },
    );
    const { elements } = tending(dockerfile, script, targets);
    changes.push(
      ...removeElements(dockerfile, script, (element) => copies.has(element) || elements.has(element)),
    );
    const runs = dockerfile.after(run).filter((each): each is StatementOf<"run"> => each.kind === "run");
    const unknown = targets.every((target) => readsFile(target) === undefined);
    const madeFor = new Set(unknown ? runsUntilRemoved(dockerfile, runs, targets) : []);
    for (const later of runs) {
      const next = runScript(later);
      if (!next) continue;
      const commands = simpleCommands(next.elements);
      const tended = tending(dockerfile, next, targets);
      const rest = next.elements.filter((element) => !tended.elements.has(element));
      const reads = (target: string) =>
        madeFor.has(later) ||
        commands.some((command) => readsFile(target)?.(command)) ||
        rest.some((element) => textOf(next, element).includes(target));
      const read = targets.flatMap((target, index) => (reads(target) ? [flags[index]!] : []));
      changes.push(...addMounts(dockerfile, later, read));
      changes.push(...removeElements(dockerfile, next, (element) => tended.elements.has(element)));
    }
  }
  rewrite.dockerfile = dockerfile.with(changes);
}

/** Where a command puts a copy of the whole file. */
function copyTarget(
  dockerfile: DockerfileText,
  { statement }: RunScript,
  element: ShellNode,
  place: string,
): string | undefined {
  if (element.kind !== "command") return undefined;
  const words = wordsOf(element);
  const operands = words
    .slice(1)
    .filter((word, index) => !word.startsWith("-") && !/^-[mog]$/.test(words[index] ?? ""));
  if (words[0] === "cp" || words[0] === "install") {
    const [from, to] = operands;
    if (from !== place || to === undefined || operands.length !== 2) return undefined;
    return (
      pathOf(dockerfile, statement, to) +
      (to.endsWith("/") ? `/${place.slice(place.lastIndexOf("/") + 1)}` : "")
    );
  }
  const output = element.redirections.find(({ operator }) => operator === ">");
  return words[0] === "cat" && operands.length === 1 && operands[0] === place && output?.target
    ? pathOf(dockerfile, statement, output.target.text)
    : undefined;
}

const CONTENT = (place: string): RegExp =>
  new RegExp(`\\$\\(\\s*(?:cat\\s+|<\\s*)${place.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}\\s*\\)`, "g");

/** `NAME=$(cat /run/secrets/x)`: the variable that a RUN reads the mount into. */
function variableOf({ text }: DockerfileText, run: StatementOf<"run">, place: string): string | undefined {
  const written = text.slice(run.instruction.span.start, run.instruction.span.end);
  const found = CONTENT(place).exec(written);
  if (!found) return undefined;
  return /(?:^|[\s;&])(\w+)=["']?$/.exec(written.slice(0, found.index))?.[1] ?? "";
}

/** `$(cat /run/secrets/x)` in a command that stores it becomes a variable, which can be stored by its name. */
function nameContent(rewrite: Rewrite, id: string): void {
  const { dockerfile } = rewrite;
  const changes: Change[] = [];
  let variable: string | undefined;
  for (const { run, mount } of mountsOf(dockerfile, id)) {
    const place = placeOf(mount, id);
    const { span } = run.instruction;
    const written = dockerfile.text.slice(span.start, span.end);
    const own = variableOf(dockerfile, run, place);
    if (own === undefined) continue;
    variable ??= own || variableName(id);
    for (const match of written.matchAll(CONTENT(place))) {
      const start = span.start + match.index;
      const before = written[match.index - 1] ?? "";
      const quoted =
        before !== "=" && (written.slice(0, match.index).split('"').length % 2 === 0 || before === '"');
      changes.push({ start, end: start + match[0].length, text: quoted ? `$${variable}` : `"$${variable}"` });
    }
    const left = written
      .replace(CONTENT(place), "")
      .replace(dockerfile.text.slice(mount.span.start, mount.span.end), "");
    // The new mount replaces the file where nothing else reads it.
    if (envMounts(dockerfile) !== "no" && !left.includes(place))
      changes.push({ ...mount.span, text: `--mount=type=secret,id=${id},env=${variable}` });
  }
  if (variable === undefined) return;
  rewrite.dockerfile = dockerfile.with(changes);
  mountName(rewrite, variable, id);
}
