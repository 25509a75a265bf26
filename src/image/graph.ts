import type { Statement } from "../dockerfile/types";
import type { Stage } from "./model";

type From = Extract<Statement, { kind: "from" }>;

/** A stage with its text, before anything is evaluated. */
export interface StageSource {
  readonly stage: Stage;
  readonly from: From;
  readonly statements: readonly Statement[];
  /** The named context that takes the place of the stage, or of the image after its FROM (1.7). */
  readonly context?: string;
}

export interface StageGraph {
  /** ARGs above the first FROM. */
  readonly globals: readonly Extract<Statement, { kind: "arg" }>[];
  readonly stages: readonly StageSource[];
  /** What `--from` may name, by index. */
  readonly names: readonly { readonly name: string | undefined }[];
  /** Undefined where there is no stage, or none of the wanted name. */
  readonly target: StageSource | undefined;
}

/**
 * Splits a Dockerfile into stages, finds the target, and tells which stages the build of it reaches.
 * `expandName` expands the image of a FROM; `contexts` are the named contexts of the build; `triggersOf` gives what an image runs in a stage that
 * is FROM it. Sources: build-semantics 1.1 to 1.10.
 */
export function readStages(
  statements: readonly Statement[],
  wanted: string | undefined,
  expandName: (name: string) => string,
  contexts: NamedContexts = {},
  triggersOf: (image: string) => readonly Statement[] = () => [],
): StageGraph {
  const globals: StageGraph["globals"][number][] = [];
  const parts: { from: From; statements: Statement[] }[] = [];
  for (const statement of statements) {
    if (statement.kind === "from") parts.push({ from: statement, statements: [] });
    else if (parts.length > 0) parts.at(-1)!.statements.push(statement);
    else if (statement.kind === "arg") globals.push(statement);
  }
  const bases = parts.map(({ from }) => expandName(from.image.text));
  const replaced = parts.map(({ from }) => contextNamed(contexts, from.name));
  for (const [index, part] of parts.entries()) if (replaced[index] !== undefined) part.statements = [];
  // `FROM x` means the latest earlier stage named x (1.2).
  const latest = new Map<string, number>();
  const parents = parts.map(({ from }, index) => {
    const parent = replaced[index] === undefined ? latest.get(bases[index] ?? "") : undefined;
    if (from.name !== undefined) latest.set(from.name, index);
    return parent;
  });
  const targetIndex = findTarget(
    parts.map(({ from }) => from.name),
    wanted,
  );
  const chain = new Set<number>();
  for (let at = targetIndex; at !== undefined && at >= 0; at = parents[at]) chain.add(at);
  const triggers = (index: number) =>
    parents[index] === undefined ? triggersOf(replaced[index] ?? bases[index] ?? "") : [];
  const reached = reachedFrom(targetIndex, parts, parents, triggers);
  const stages = parts.map(({ from, statements: own }, index): StageSource => {
    const parent = parents[index];
    const context =
      replaced[index] ?? (parent === undefined ? contextNamed(contexts, bases[index]) : undefined);
    return {
      from,
      statements: own,
      ...(context === undefined ? {} : { context }),
      stage: {
        index,
        label: from.name ?? String(index),
        line: from.instruction.startLine,
        base: bases[index] ?? "",
        ...(parent === undefined ? {} : { parent }),
        role: chain.has(index) ? "shipped" : reached.has(index) ? "builder" : "unreached",
      },
    };
  });
  const names = parts.map(({ from }) => ({ name: from.name }));
  return { globals, stages, names, target: targetIndex === undefined ? undefined : stages[targetIndex] };
}

export type NamedContexts = Readonly<Record<string, unknown>>;

/** The named context that a name means; an image is looked up by its short name (1.7). */
export function contextNamed(contexts: NamedContexts, name: string | undefined): string | undefined {
  if (name === undefined || name === "scratch" || name === "context") return undefined;
  const short = name.toLowerCase().replace(/^docker\.io\/(?:library\/)?|:latest$/g, "");
  return [name, short].find((each) => Object.hasOwn(contexts, each));
}

/** A name in any case, or an index; the last stage of the file where none is wanted (1.8). */
function findTarget(names: readonly (string | undefined)[], wanted: string | undefined): number | undefined {
  if (names.length === 0) return undefined;
  if (wanted === undefined || wanted === "") return names.length - 1;
  const named = names.lastIndexOf(wanted.toLowerCase());
  if (named >= 0) return named;
  const index = /^\d+$/.test(wanted) ? Number(wanted) : -1;
  return index >= 0 && index < names.length ? index : undefined;
}

/** The stage that `COPY --from` or a mount's `from` names, seen from a stage; undefined for images and contexts (1.3, 1.4). */
export function sourceStage(
  reference: string,
  stages: readonly { readonly name: string | undefined }[],
  below: number,
  allowIndex: boolean,
): number | undefined {
  if (allowIndex && /^\d+$/.test(reference)) return Number(reference) < below ? Number(reference) : undefined;
  const name = reference.toLowerCase();
  const found = stages.findLastIndex((stage) => stage.name === name);
  return found >= 0 && found < below ? found : undefined;
}

function reachedFrom(
  target: number | undefined,
  parts: readonly { readonly from: From; readonly statements: readonly Statement[] }[],
  parents: readonly (number | undefined)[],
  triggers: (index: number) => readonly Statement[],
): ReadonlySet<number> {
  const names = parts.map(({ from }) => ({ name: from.name }));
  const reached = new Set<number>();
  const waiting = target === undefined ? [] : [target];
  for (let index = waiting.pop(); index !== undefined; index = waiting.pop()) {
    if (reached.has(index)) continue;
    reached.add(index);
    const parent = parents[index];
    if (parent !== undefined) waiting.push(parent);
    for (const statement of [...triggers(index), ...parts[index]!.statements]) {
      for (const { reference, allowIndex } of referencesOf(statement)) {
        const source = sourceStage(reference, names, index, allowIndex);
        if (source !== undefined) waiting.push(source);
      }
    }
  }
  return reached;
}

/** What a statement takes files from. Triggers of ONBUILD run in a child stage, which comes later: their sources are reached too. */
function referencesOf(statement: Statement): { readonly reference: string; readonly allowIndex: boolean }[] {
  if (statement.kind === "onbuild") return referencesOf(statement.statement);
  if ((statement.kind === "copy" || statement.kind === "add") && statement.from)
    return [{ reference: statement.from.text, allowIndex: true }];
  if (statement.kind !== "run") return [];
  return statement.mounts.flatMap((mount) =>
    mount.from === undefined ? [] : [{ reference: mount.from, allowIndex: false }],
  );
}
