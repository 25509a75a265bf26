import { memory } from "../../src/files/memory";
import { inspect, lint } from "../../src/lint";
import type { Inspection } from "../../src/report";

/** A build of files in memory: paths relative to the context, `Dockerfile` among them. */
export type Files = Readonly<Record<string, string>>;

export const buildOptions = (files: Files, changes: Readonly<Record<string, unknown>> = {}) => ({
  directory: "/",
  paths: ["/context/Dockerfile"],
  context: "/context",
  files: memory(Object.fromEntries(Object.entries(files).map(([path, text]) => [`/context/${path}`, text]))),
  ...changes,
});

/** Where secrets rest in the image, a line each: `layer 3 /app/.env hidden by 6`, `env TOKEN`, `history 2`. Lines are those of the Dockerfile. */
export function table(files: Files, changes: Readonly<Record<string, unknown>> = {}): string[] {
  const image = inspect(buildOptions(files, changes)).builds[0]?.image;
  return image ? placesOf(image) : [];
}

/** The same of an image, and what is published beside it. */
export const placesOf = (image: Inspection["builds"][number]["image"]): string[] => [
  ...image.layers.flatMap(({ line, secrets }) =>
    secrets.map(
      ({ path, hiddenByLine }) =>
        `layer ${line} ${path}${hiddenByLine === null ? "" : ` hidden by ${hiddenByLine}`}`,
    ),
  ),
  ...image.env.map(({ name }) => `env ${name}`),
  ...image.labels.map(({ name }) => `label ${name}`),
  ...image.commands.map(({ name }) => `command ${name}`),
  ...image.history.flatMap(({ line, secrets }) => (secrets.length > 0 ? [`history ${line}`] : [])),
  ...(image.provenance ?? []).map(({ name }) => `provenance ${name}`),
  ...(image.cache ?? []).map(({ name }) => `cache ${name}`),
];

/** Findings without their lines: what a change of comments and blank lines may not change. */
export const findings = (files: Files): string[] =>
  lint(buildOptions(files))
    .findings.map(({ rule, severity, place }) => `${rule} ${severity} ${place.where} ${place.path ?? ""}`)
    .sort();

export const problems = (files: Files) => lint(buildOptions(files)).problems;
