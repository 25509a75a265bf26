import type { Confidence, Place } from "../finding";
import type { SourceText } from "../text/source";
import type { Dye, HistoryLine, Image, Layer, LayerFile, Secret, Stage } from "./model";

/** A dyed file at rest, with its layer. */
export interface FileAtRest {
  readonly layer: Layer;
  readonly file: LayerFile;
}

/** Which question a file at rest answers; each belongs to one rule. */
export type FileStory = "context" | "carried" | "mounted" | "written" | "hidden";

/** Every dyed file of the image, in layer order. */
export const filesAtRest = (image: Image): FileAtRest[] =>
  image.layers.flatMap((layer) => layer.files.map((file) => ({ layer, file })));

/**
 * The files of one story. A file that a later layer hides tells only that story, and only where the same secret is
 * visible nowhere else: while it can be read in plain sight, that is what a person must hear.
 */
export function filesWithStory(image: Image, story: FileStory): FileAtRest[] {
  const described = secretsOf(describing(image));
  // A copied Dockerfile holds its literals once more. Those that the config shows are told there.
  const all = filesAtRest(image).filter(
    ({ file }) => !isDockerfile(file) || file.dyes.some(({ secret }) => !described.has(secret)),
  );
  const visible = secretsOf(
    all.filter(({ file }) => !file.hiddenBy && !file.incidental).map(({ file }) => file),
  );
  const found = all.filter(({ file }) => {
    if (storyOf(file) !== story) return false;
    return story !== "hidden" || file.incidental || file.dyes.some(({ secret }) => !visible.has(secret));
  });
  return story === "hidden" ? firstCopies(found) : found;
}

/** The only file of the context that carries literals. */
export const isDockerfile = ({ source, dyes }: LayerFile): boolean =>
  source !== undefined && dyes.every(({ secret }) => secret.origin === "literal");

/** A file that a later layer writes again with the same secret (`chmod`, `>>`) is told once: where it first was, and what hid it last. */
function firstCopies(hidden: readonly FileAtRest[]): FileAtRest[] {
  const copies = groupBy(hidden, ({ file }) =>
    JSON.stringify([file.path, file.dyes.map(({ secret }) => secret.declared.range), file.incidental]),
  );
  return copies.map((group) => {
    const [first, last] = [group[0]!, group.at(-1)!];
    return { layer: first.layer, file: { ...first.file, hiddenBy: last.file.hiddenBy! } };
  });
}

function storyOf(file: LayerFile): FileStory | undefined {
  // Whoever set the password has been told of it where it is written.
  if (file.dyes.every(({ secret }) => secret.risk === "password-hash" && secret.origin === "generated"))
    return undefined;
  if (file.hiddenBy) return "hidden";
  if (file.arrival === "context") return "context";
  if (file.arrival === "carried") return "carried";
  return file.dyes.some(({ secret }) => secret.origin === "secret-mount") ? "mounted" : "written";
}

/** The secrets that are in the image itself: in a layer, the config or the history. */
export const shippedSecrets = (image: Image): ReadonlySet<Secret> =>
  secretsOf([...image.layers.flatMap(({ files }) => files), ...describing(image)]);

/** What the config and the history hold. */
const describing = ({ env, labels, commands, history }: Image): { readonly dyes: readonly Dye[] }[] => [
  ...env,
  ...labels,
  ...commands,
  ...history,
];

/** What the history shows of the own literals of an instruction of this Dockerfile. A literal that stands in several is told at the first. */
export const ownLiterals = (
  { statement: { instruction }, dyes }: HistoryLine,
  dockerfile: SourceText,
): readonly Dye[] =>
  dyes.filter(({ secret: { origin, declared } }) => {
    const { line } = declared.range.start;
    const isHere = declared.file === dockerfile.path;
    return isHere && origin === "literal" && line >= instruction.startLine && line <= instruction.endLine;
  });

/** The default passwords and hashes that the config or an instruction's own text tells of, so that a file with one of them is no news. */
export function toldRisks(
  { env, labels, commands, history }: Image,
  dockerfile: SourceText,
): ReadonlySet<Secret> {
  const own = history.map((line) => ({ dyes: ownLiterals(line, dockerfile) }));
  const told = secretsOf([...env, ...labels, ...commands, ...own]);
  return new Set([...told].filter(({ risk, passing }) => risk && !passing));
}

function secretsOf(holders: Iterable<{ readonly dyes: readonly Dye[] }>): ReadonlySet<Secret> {
  const secrets = new Set<Secret>();
  for (const { dyes } of holders) for (const { secret } of dyes) secrets.add(secret);
  return secrets;
}

/** Groups things by where a finding about them would stand, in order. */
export function groupBy<T>(items: readonly T[], key: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return [...groups.values()];
}

export const placeOf = ({ layer, file }: FileAtRest): Place => ({
  where: "layer",
  path: file.path,
  stage: layer.stage.label,
  line: layer.statement.instruction.startLine,
  ...(file.hiddenBy ? { hiddenByLine: file.hiddenBy.statement.instruction.startLine } : {}),
});

const ORDER: readonly Confidence[] = ["low", "medium", "high"];

/** The surest of several secrets; one level less where a condition decides whether it gets there. */
export function confidenceOf(dyes: readonly Dye[], certain = true): Confidence {
  const best = Math.max(0, ...dyes.map(({ secret }) => ORDER.indexOf(secret.confidence)));
  return ORDER[Math.max(0, certain ? best : best - 1)] ?? "low";
}

/** Whether a real secret is among them, and not only a default password or a hash. */
export const leaks = (dyes: readonly Dye[]): boolean => dyes.some(({ secret }) => !secret.risk);

/** The one that a finding names: a real secret before a risk. */
export const mainDye = (dyes: readonly Dye[]): Dye | undefined =>
  dyes.find(({ secret }) => !secret.risk) ?? dyes[0];

/** The names of the secrets that instructions of each stage put into the image: files, config and history. Sorted. */
export function shippedNames(image: Image): ReadonlyMap<Stage, readonly string[]> {
  const { layers, env, labels, commands, history } = image;
  // Two files of one name are two secrets.
  const shipped = new Map<Stage, Set<Secret>>();
  const add = (stage: Stage, dyes: readonly Dye[]) => {
    const secrets = shipped.get(stage) ?? new Set();
    shipped.set(stage, secrets);
    for (const { secret } of dyes) secrets.add(secret);
  };
  for (const { stage, files } of layers) for (const { dyes } of files) add(stage, dyes);
  for (const { stage, dyes } of [...env, ...labels, ...commands, ...history]) add(stage, dyes);
  return new Map(
    [...shipped].map(([stage, secrets]) => [stage, [...secrets].map(({ name }) => name).sort()]),
  );
}
