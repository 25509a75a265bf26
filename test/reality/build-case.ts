/** A command of a RUN, a source of a COPY, a pair of an ENV; or a compound of the shell around such. */
export type Part = string | Compound;

export interface Compound {
  readonly open: string;
  readonly body: readonly Part[];
  readonly join: string;
  readonly close: string;
}

/** An instruction in pieces, so that one can be left out. */
export interface InstructionText {
  readonly keyword: string;
  readonly flags: readonly string[];
  readonly body: readonly Part[];
  readonly join: string;
  /** What stands behind the body: the destination of a COPY, the body of its heredoc. */
  readonly tail: string;
}

export interface StageText {
  readonly base: string;
  readonly name: string;
  readonly instructions: readonly InstructionText[];
}

export type ContextFile =
  | string
  | { readonly link: string }
  /** An archive of these texts, of the kind that its name says: tar, gzipped tar or zip. */
  | { readonly archive: Readonly<Record<string, string>> };

/** One build: what `docker build` is given. Texts hold the canaries themselves. */
export interface BuildCase {
  /** Lines above the first FROM. */
  readonly head: readonly string[];
  readonly stages: readonly StageText[];
  /** The build context. */
  readonly files: Readonly<Record<string, ContextFile>>;
  readonly ignore?: {
    readonly name: ".dockerignore" | "Dockerfile.dockerignore";
    readonly lines: readonly string[];
  };
  readonly buildArgs: Readonly<Record<string, string>>;
  /** Secret mounts by id. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly target?: string;
  /** The Dockerfile lies in the context, where `COPY .` takes it. */
  readonly inside?: true;
  /** Every string that stands for a secret. */
  readonly canaries: readonly string[];
}

export const partText = (part: Part): string =>
  typeof part === "string" ? part : part.open + part.body.map(partText).join(part.join) + part.close;

const instructionText = ({ keyword, flags, body, join, tail }: InstructionText): string =>
  `${[keyword, ...flags, ""].join(" ")}${body.map(partText).join(join)}${tail}`;

/** Where the Dockerfile lies, in the directory that has the context in `context/`. */
export const dockerfilePath = ({ inside }: Pick<BuildCase, "inside">): string =>
  inside ? "context/Dockerfile" : "Dockerfile";

export function dockerfileText({ head, stages }: BuildCase): string {
  const lines = stages.flatMap(({ base, name, instructions }) => [
    `FROM ${base} AS ${name}`,
    ...instructions.map(instructionText),
  ]);
  return `${[...head, ...lines].join("\n")}\n`;
}
