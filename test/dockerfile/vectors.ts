import vectors from "../conformance/dockerfile-parse.json";

/** What BuildKit's parser said about an instruction; nested ones have no lines. */
export interface VectorInstruction {
  readonly keyword: string;
  readonly startLine?: number;
  readonly endLine?: number;
  readonly flags: readonly string[];
  readonly original: string;
  readonly args: readonly string[];
  readonly json: boolean;
  readonly heredocs: readonly unknown[];
  readonly onbuild?: VectorInstruction;
  readonly prevComment?: readonly string[];
}

export interface Vector {
  readonly group: string;
  readonly dockerfile?: string;
  readonly dockerfileBase64?: string;
  readonly dockerfileParts?: readonly (readonly [string, number])[];
  /** Refused by the parser. */
  readonly error?: string;
  /** Refused by the step behind the parser. */
  readonly rejected?: string;
  readonly escape?: string;
  readonly directives?: Readonly<Record<string, string>>;
  readonly instructions?: readonly VectorInstruction[];
  readonly emptyContinuations?: readonly number[];
}

export const all = vectors as unknown as readonly Vector[];
export const groups = [...new Set(all.map((vector) => vector.group))];
export const accepted = all.filter((vector) => vector.error === undefined);

export function textOf(vector: Vector): string {
  if (vector.dockerfileBase64 !== undefined)
    return Buffer.from(vector.dockerfileBase64, "base64").toString("utf8");
  if (vector.dockerfileParts)
    return vector.dockerfileParts.map(([text, times]) => text.repeat(times)).join("");
  return vector.dockerfile ?? "";
}
