import type { FileSystem } from "../../src/files/file-system";
import { inspectImage } from "../../src/inspect";
import { openBuild } from "../../src/subject";
import type { BuildCase } from "./build-case";

/** Where a case lies on a disk. */
export interface Laid {
  readonly files: FileSystem;
  readonly dockerfile: string;
  readonly context: string;
}

export interface Prediction {
  /** Where secrets would rest, a line each. */
  readonly places: readonly string[];
  /** Those of which the model says that it does not know. */
  readonly uncertain: ReadonlySet<string>;
  /** History lines that engines before 27 write without the values of build args (build-semantics 2.5 and 2.6). */
  readonly newer: ReadonlySet<string>;
}

/** What `inspect` says of a case. */
export function predict(
  { buildArgs, target }: Pick<BuildCase, "buildArgs" | "target">,
  laid: Laid,
): Prediction {
  const { files, ...where } = laid;
  const opened = openBuild({ ...where, buildArgs, ...(target === undefined ? {} : { target }) }, files);
  const problems = opened.problems.map(({ message }) => `problem ${message}`);
  if (!("subject" in opened)) return { places: problems, uncertain: new Set(), newer: new Set() };
  const model = opened.subject.image;
  const image = inspectImage(opened.subject, "/", () => "");
  const places = new Set([`layers ${image.layers.length}`, ...problems]);
  const uncertain = new Set<string>();
  for (const [index, { secrets }] of image.layers.entries()) {
    for (const { path, hiddenByLine } of secrets) {
      const by = image.layers.findIndex(({ line }, at) => at > index && line === hiddenByLine);
      const place = `layer ${index + 1} ${path}${hiddenByLine === null ? "" : ` hidden by ${by + 1}`}`;
      places.add(place);
      const { files } = model.layers[index]!;
      if (files.some((file) => file.path === path && (!file.certain || file.mayBeHidden)))
        uncertain.add(place);
    }
  }
  for (const { name } of image.env) places.add(`env ${name}`);
  for (const { name } of image.labels) places.add(`label ${name}`);
  for (const { name } of image.commands) places.add(`command ${name}`);
  const newer = new Set<string>();
  for (const [index, { secrets, text }] of image.history.entries()) {
    if (secrets.length === 0) continue;
    places.add(`history ${index + 1}`);
    if (/^(?:ARG|RUN) /.test(text)) newer.add(`history ${index + 1}`);
  }
  return { places: [...places].sort(), uncertain, newer };
}
