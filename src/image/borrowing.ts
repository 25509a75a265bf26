import type { TraceStep } from "../finding";
import type { KnownLiterals } from "./known-literals";
import type { Dye } from "./model";

/** The evaluation of what another Dockerfile says. */
export interface Borrowing {
  readonly via: TraceStep;
  readonly at: TraceStep;
  /** The literals of this Dockerfile. */
  readonly own: KnownLiterals;
}

/** A dye with the step by which it came to its last place, if that is the place of what another Dockerfile says. */
export function cameBy(dye: Dye, { via, at }: Borrowing): Dye {
  const last = dye.steps.at(-1);
  if (!last || dye.steps.includes(via)) return dye;
  if (last.file !== at.file || last.range.start.line !== at.range.start.line) return dye;
  return { ...dye, steps: [...dye.steps.slice(0, -1), via, last] };
}
