/** Docker refuses the ignore file: when it reads it, or when it first asks a line about a path. */
export class DockerignoreError extends Error {
  override readonly name = "DockerignoreError";

  constructor(
    /** 1-based. */
    readonly line: number,
    reason: string,
  ) {
    super(`line ${line}: ${reason}`);
  }
}
