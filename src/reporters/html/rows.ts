import type {
  InspectedBuild,
  InspectedInheritance,
  InspectedLayer,
  InspectedPlace,
  InspectedSecret,
  InspectedStage,
} from "../../report";
import { lineText } from "../inherited";

/** A secret at rest, as it is drawn in the row of its instruction. */
export interface Chip {
  readonly id: string;
  readonly secret: InspectedSecret;
  readonly where: InspectedPlace["where"];
  /** The path, or the name of the variable. */
  readonly name: string;
  readonly hidden?: { readonly line: number; readonly how: string };
  readonly certain: boolean;
}

/** An instruction of a stage: with a layer, or with a line of the config only. */
export interface Row {
  readonly id: string;
  readonly line: number;
  readonly stageIndex: number;
  readonly inherited?: InspectedInheritance;
  readonly written: string;
  readonly layer?: InspectedLayer;
  readonly chips: readonly Chip[];
  /** What it hides, and does not remove. */
  readonly hides: readonly { readonly path: string; readonly line: string }[];
}

export interface StageRows {
  readonly stage: InspectedStage;
  /** The first is its FROM. */
  readonly rows: readonly Row[];
}

/** The stages of a build with their instructions. Ids begin with `prefix`. */
export function stageRows({ image }: InspectedBuild, prefix: string): StageRows[] {
  const byInstruction = {
    env: grouped(image.env),
    labels: grouped(image.labels),
    commands: grouped(image.commands),
  };
  return image.stages.map((stage, stageIndex) => {
    const shipped = stage.role === "shipped";
    const layers = grouped(shipped ? image.layers : (stage.layers ?? []));
    const history = (shipped ? image.history : (stage.history ?? [])).filter(
      (line) => line.stageIndex === stageIndex,
    );
    const hides = hiddenBy(shipped ? image.layers : (stage.layers ?? []));
    // The history has a line for each instruction that counts, but for a FROM.
    const from = { line: stage.line, stageIndex, written: stage.from, secrets: [], inherited: undefined };
    const rows = [from, ...history].map(({ line, written, secrets, inherited }, index): Row => {
      const key = keyOf({ line, stageIndex, inherited });
      const layer = layers.get(key)?.[0];
      const id = `${prefix}-s${stageIndex}-r${index}`;
      const chips = [
        ...(layer?.secrets ?? []).map(fileChip),
        ...(shipped
          ? [
              ...entries("env", byInstruction.env.get(key)),
              ...entries("label", byInstruction.labels.get(key)),
              ...entries("command", byInstruction.commands.get(key)),
            ]
          : []),
        ...secrets.map((secret) => ({ secret, where: "history" as const, name: secret.name, certain: true })),
        ...cached(image.cache, stage, line),
      ];
      return {
        id,
        line,
        stageIndex,
        written,
        // What is hidden in a parent image is hidden at the FROM, which is no layer.
        hides: layer && !inherited ? (hides.get(line) ?? []) : [],
        ...(inherited ? { inherited } : {}),
        ...(layer ? { layer } : {}),
        chips: chips.map((chip, at) => ({ ...chip, id: `${id}-c${at}` })),
      };
    });
    return { stage, rows };
  });
}

interface Standing {
  readonly line: number;
  readonly stageIndex: number;
  readonly inherited?: InspectedInheritance | undefined;
}

export const keyOf = ({ line, stageIndex, inherited }: Standing): string =>
  JSON.stringify([stageIndex, line, inherited?.dockerfile, inherited?.line]);

/** Things by the instruction that they belong to. */
function grouped<Item extends Standing>(items: readonly Item[]): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}

/** What the instruction of a line hides. */
function hiddenBy(layers: readonly InspectedLayer[]): ReadonlyMap<number, Row["hides"]> {
  const hides = new Map<number, Row["hides"][number][]>();
  for (const layer of layers)
    for (const { path, hiddenByLine } of layer.secrets)
      if (hiddenByLine !== null)
        hides.set(hiddenByLine, [...(hides.get(hiddenByLine) ?? []), { path, line: lineText(layer) }]);
  return hides;
}

const fileChip = (file: InspectedLayer["secrets"][number]) => ({
  secret: file,
  where: "layer" as const,
  name: file.path,
  certain: file.certain !== false,
  ...(file.hiddenByLine === null
    ? {}
    : { hidden: { line: file.hiddenByLine, how: file.hidden ?? "hidden" } }),
});

const entries = <Where extends InspectedPlace["where"]>(
  where: Where,
  items: readonly { readonly name: string; readonly secret: InspectedSecret }[] = [],
) => items.map(({ name, secret }) => ({ secret, where, name, certain: true }));

const cached = (cache: InspectedBuild["image"]["cache"], stage: InspectedStage, line: number) =>
  entries(
    "cache",
    cache?.filter((entry) => entry.stage === stage.name && entry.line === line),
  );
