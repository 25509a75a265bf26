import type {
  InspectedBuild,
  InspectedHistory,
  InspectedLayer,
  InspectedPlace,
  InspectedSecret,
  InspectedStage,
} from "../../report";

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
  readonly stage: string;
  readonly written: string;
  readonly layer?: InspectedLayer;
  readonly chips: readonly Chip[];
  /** What it hides, and does not remove. */
  readonly hides: readonly { readonly path: string; readonly line: number }[];
}

export interface StageRows {
  readonly stage: InspectedStage;
  /** The first is its FROM. */
  readonly rows: readonly Row[];
}

/** Where a secret comes from that the Dockerfile does not hold. */
export interface Source {
  readonly id: string;
  readonly journey: number;
  readonly what: "context file" | "build arg" | "secret";
  readonly name: string;
}

/** One build as it is drawn: what stands where, and what leads where. */
export interface StageMap {
  readonly dockerfile: string;
  readonly sources: readonly Source[];
  readonly stages: readonly StageRows[];
  /** The id of the row in which a line of the Dockerfile stands. */
  rowAt(line: number): string | undefined;
  /** Pairs of ids, by journey: the ways from place to place, and (`hides`) from what is hidden to what hides it. */
  readonly ways: readonly { readonly steps: readonly string[]; readonly hides: readonly string[] }[];
}

const SOURCES = {
  "context-file": "context file",
  "build-arg": "build arg",
  "secret-mount": "secret",
} as const;

/** Lays out a build. Ids begin with `prefix`. */
export function stageMap(build: InspectedBuild, prefix: string): StageMap {
  const { image } = build;
  const stages = image.stages.map((stage, index) => stageRows(build, stage, `${prefix}-s${index}`));
  const rows = stages.flatMap((each) => each.rows);
  const sources = image.journeys.flatMap((journey, index): Source[] => {
    const what = SOURCES[journey.origin as keyof typeof SOURCES];
    const [first] = journey.places[0]?.steps ?? [];
    const name = what === "context file" ? (first?.file ?? journey.name) : journey.name;
    return what ? [{ id: `${prefix}-o${index}`, journey: index, what, name }] : [];
  });
  const byLine = rows.toSorted((one, other) => one.line - other.line);
  const rowOf = (line: number) => byLine.findLast((row) => row.line <= line);
  const ways = image.journeys.map((journey, index) => {
    const source = sources.find((each) => each.journey === index);
    const paths = journey.places.map((place) => wayOf(place, index, build.dockerfile, rows, rowOf));
    const steps = paths.map((path) => (source ? [source.id, ...path] : path));
    return { steps: pairs(steps), hides: hidesOf(index, rows) };
  });
  return { dockerfile: build.dockerfile, sources, stages, ways, rowAt: (line) => rowOf(line)?.id };
}

function stageRows({ image }: InspectedBuild, stage: InspectedStage, prefix: string): StageRows {
  const shipped = stage.role === "shipped";
  const layers = shipped ? image.layers : (stage.layers ?? []);
  const history = shipped ? image.history : (stage.history ?? []);
  const own = <Item extends { line: number; stage: string }>(items: readonly Item[]) =>
    items.filter((item) => item.stage === stage.name);
  const from = { line: stage.line, stage: stage.name, written: stage.from };
  // The history has a line for each instruction that counts, but for a FROM.
  const instructions = [from, ...own<InspectedHistory>(history)].map(({ line, written }) => ({
    line,
    written,
  }));
  const rows = instructions.map(({ line, written }, index): Row => {
    const id = `${prefix}-r${index}`;
    const here = <Item extends { line: number; stage: string }>(items: readonly Item[]) =>
      own(items).filter((item) => item.line === line);
    const layer = here(layers)[0];
    const chips = [
      ...(layer?.secrets ?? []).map((file) => ({
        secret: file,
        where: "layer" as const,
        name: file.path,
        certain: file.certain !== false,
        ...(file.hiddenByLine === null
          ? {}
          : { hidden: { line: file.hiddenByLine, how: file.hidden ?? "hidden" } }),
      })),
      ...(shipped
        ? [
            ...entries("env", here(image.env)),
            ...entries("label", here(image.labels)),
            ...entries("command", here(image.commands)),
          ]
        : []),
      ...here(history).flatMap(({ secrets }) =>
        secrets.map((secret) => ({ secret, where: "history" as const, name: secret.name, certain: true })),
      ),
      ...entries("cache", here(image.cache ?? [])),
    ];
    const hides = layers.flatMap((other) =>
      other.secrets
        .filter(({ hiddenByLine }) => layer && hiddenByLine === line)
        .map(({ path }) => ({ path, line: other.line })),
    );
    return {
      id,
      line,
      stage: stage.name,
      written,
      hides,
      ...(layer ? { layer } : {}),
      chips: chips.map((chip, at) => ({ ...chip, id: `${id}-c${at}` })),
    };
  });
  return { stage, rows };
}

const entries = <Where extends InspectedPlace["where"]>(
  where: Where,
  items: readonly { readonly name: string; readonly secret: InspectedSecret }[],
) => items.map(({ name, secret }) => ({ secret, where, name, certain: true }));

/** The ids of what a secret passes on its way to a place: its chip in a row, where there is one, or the row. */
function wayOf(
  place: InspectedPlace,
  journey: number,
  dockerfile: string,
  rows: readonly Row[],
  rowOf: (line: number) => Row | undefined,
): string[] {
  const passed = place.steps.flatMap(({ file, line }) => {
    const row = file === dockerfile ? rowOf(line) : undefined;
    return row ? [row.chips.find(({ secret }) => secret.journey === journey)?.id ?? row.id] : [];
  });
  const end = rows.find(({ line, stage }) => line === place.line && stage === place.stage);
  const chip = end?.chips.find(
    ({ secret, where, name }) =>
      secret.journey === journey &&
      where === place.where &&
      (place.path === undefined || name === place.path),
  );
  // A journey ends where it rests: what stands in the same row before it is the same place, seen less closely.
  const isInEnd = (id: string) => id === end?.id || id.startsWith(`${end?.id}-`);
  return chip ? [...passed.filter((id) => !isInEnd(id)), chip.id] : passed;
}

function hidesOf(index: number, rows: readonly Row[]): string[] {
  return rows
    .flatMap(({ chips }) => chips)
    .flatMap((chip) => {
      if (chip.secret.journey !== index || !chip.hidden) return [];
      const hiding = rows.find(
        ({ line, hides }) => line === chip.hidden?.line && hides.some(({ path }) => path === chip.name),
      );
      return hiding ? [`${chip.id} ${hiding.id}`] : [];
    });
}

/** Each step from one id to the next, once. */
function pairs(paths: readonly (readonly string[])[]): string[] {
  const found = paths.flatMap((path) => path.slice(1).map((to, index) => ({ from: path[index]!, to })));
  return [...new Set(found.filter(({ from, to }) => from !== to).map(({ from, to }) => `${from} ${to}`))];
}
