import type { TraceStep } from "../finding";
import type { Arrival, DyedFile } from "./model";

/** A dyed file as the evaluator holds it: with its text, in which marks stand for the secrets. */
export interface ViewFile {
  readonly content: string;
  readonly arrival: Arrival;
  readonly by: string;
  readonly source?: string;
  readonly entered: TraceStep;
  /** Lies on a mount: nothing of it is in the layer until something copies it. */
  readonly mounted?: true;
  readonly certain: boolean;
  readonly incidental: boolean;
}

export const dyedFile = (path: string, file: ViewFile, dyes: DyedFile["dyes"]): DyedFile => ({
  path,
  dyes,
  arrival: file.arrival,
  by: file.by,
  entered: file.entered,
  certain: file.certain && dyes.some(({ doubtful }) => !doubtful),
  incidental: file.incidental,
  ...(file.source === undefined ? {} : { source: file.source }),
});

/** One file of what the branches made of it; `original` is the one that was there before the instruction. */
export function joined(
  versions: readonly (ViewFile | undefined)[],
  original: ViewFile | undefined,
  merge: (one: string, other: string) => string,
): ViewFile | undefined {
  const present = new Set(versions.flatMap((version) => version ?? []));
  const [first, ...others] = [...present].filter((version) => version !== original);
  if (!first) return original;
  const everywhere = versions.every((version) => version !== undefined && version !== original);
  if (everywhere && others.length === 0) return first;
  const content = others.reduce((text, version) => merge(text, version.content), first.content);
  const certain = everywhere && [...present].every((version) => version.certain);
  return { ...first, content, certain };
}

/** A file that lay on a mount comes into the layer by being copied, as does what is in an archive. */
export function arrived(
  { mounted, ...file }: ViewFile,
  content: string,
  step: TraceStep,
  by: string,
): ViewFile {
  return { ...file, content, by, entered: mounted ? step : file.entered };
}
