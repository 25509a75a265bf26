import type { InspectedBuild, InspectedPlace } from "../../report";
import { type Chip, keyOf, type Row, type StageRows, stageRows } from "./rows";

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

/** A file of the context by its path there: where the context lies is said once for all. */
const belowContext = (file: string, { context }: InspectedBuild): string =>
  file.startsWith(`${context}/`) ? file.slice(context.length + 1) : file;

/** Lays out a build. Ids begin with `prefix`. */
export function stageMap(build: InspectedBuild, prefix: string): StageMap {
  const { image, dockerfile } = build;
  const stages = stageRows(build, prefix);
  const rows = stages.flatMap((each) => each.rows);
  const byLine = rowsByLine(rows);
  const rowAt = (line: number) => byLine[Math.min(line, byLine.length - 1)];
  const sources = image.journeys.flatMap((journey, index): Source[] => {
    const what = SOURCES[journey.origin as keyof typeof SOURCES];
    const first = journey.places.find(({ steps }) => steps.length > 0)?.steps[0];
    const name = what === "context file" && first ? belowContext(first.file, build) : journey.name;
    return what ? [{ id: `${prefix}-o${index}`, journey: index, what, name }] : [];
  });
  const start = new Map(sources.map(({ journey, id }) => [journey, id]));
  const chips = chipsByJourney(rows);
  const byInstruction = new Map(rows.map((row) => [keyOf(row), row]));
  const ways = image.journeys.map(({ places }, index) => {
    const own = chips.get(index) ?? [];
    const byRow = new Map(own.map(({ row, chip }) => [row.id, chip.id]).reverse() as [string, string][]);
    const passes = (line: number) => {
      const row = rowAt(line);
      return row ? [byRow.get(row.id) ?? row.id] : [];
    };
    const paths = places
      .filter(({ steps }) => steps.length > 0)
      .map((place) => {
        const source = start.get(index);
        const passed = place.steps.flatMap(({ file, line }) => (file === dockerfile ? passes(line) : []));
        const end = restingChip(place, own);
        // A journey ends where it rests: what stands in the same row before it is the same place, seen less closely.
        const before = end
          ? passed.filter((id) => id !== end.row.id && id !== byRow.get(end.row.id))
          : passed;
        return [...(source === undefined ? [] : [source]), ...before, ...(end ? [end.chip.id] : [])];
      });
    const hides = own.flatMap(({ chip }) => {
      const hiding = chip.hidden && rowAt(chip.hidden.line);
      return hiding ? [`${chip.id} ${hiding.id}`] : [];
    });
    return { steps: pairs(paths), hides };
  });
  return { dockerfile, sources, stages, ways, rowAt: (line) => rowAt(line)?.id };

  /** The place of a secret, as it is drawn. */
  function restingChip(place: InspectedPlace, own: readonly PlacedChip[]): PlacedChip | undefined {
    const { line, stageIndex, where, path, inherited } = place;
    const row =
      stageIndex === undefined ? rowAt(line) : byInstruction.get(keyOf({ line, stageIndex, inherited }));
    return own.find(
      (each) =>
        each.row === row && each.chip.where === where && (path === undefined || path === each.chip.name),
    );
  }
}

interface PlacedChip {
  readonly row: Row;
  readonly chip: Chip;
}

function chipsByJourney(rows: readonly Row[]): ReadonlyMap<number, readonly PlacedChip[]> {
  const chips = new Map<number, PlacedChip[]>();
  for (const row of rows)
    for (const chip of row.chips) {
      const { journey } = chip.secret;
      const known = chips.get(journey);
      if (known) known.push({ row, chip });
      else chips.set(journey, [{ row, chip }]);
    }
  return chips;
}

/** For each line of the Dockerfile the row of the instruction that it is part of. */
function rowsByLine(rows: readonly Row[]): readonly (Row | undefined)[] {
  const at: (Row | undefined)[] = [];
  for (const row of rows) at[row.line] ??= row;
  for (let line = 1; line < at.length; line++) at[line] ??= at[line - 1];
  return at;
}

/** Each step from one id to the next, once. */
function pairs(paths: readonly (readonly string[])[]): string[] {
  const found = paths.flatMap((path) => path.slice(1).map((to, index) => ({ from: path[index]!, to })));
  return [...new Set(found.filter(({ from, to }) => from !== to).map(({ from, to }) => `${from} ${to}`))];
}
