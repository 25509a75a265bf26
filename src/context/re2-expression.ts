import type { CharacterTest } from "./re2-class";

export type Assertion = "begin" | "end" | "boundary" | "no-boundary";

/** A regular expression of RE2's syntax, as a tree. */
export type Expression =
  | { readonly kind: "character"; readonly test: CharacterTest }
  | { readonly kind: "assertion"; readonly assertion: Assertion }
  | { readonly kind: "sequence"; readonly items: readonly Expression[] }
  | { readonly kind: "alternatives"; readonly items: readonly Expression[] }
  | Repetition;

export interface Repetition {
  readonly kind: "repetition";
  readonly item: Expression;
  readonly minimum: number;
  /** Infinity where there is none. */
  readonly maximum: number;
  /** How deep repetitions stand in it. */
  readonly depth: number;
  /** The product of the nested counts, which Go limits to 1000. */
  readonly count: number;
}

/** The expression is not of RE2's syntax; Docker says "syntax error in pattern" (dockerignore rule 20). */
export class ExpressionError extends Error {}

/** RE2 repeats nothing more often. */
export const repetitionLimit = 1000;
const depthLimit = 1000;

/**
 * An item repeated; a maximum of Infinity is none.
 * @throws ExpressionError where RE2 has enough of nested repetitions.
 */
export function repeat(item: Expression, minimum: number, maximum: number): Repetition {
  const counted = Number.isFinite(maximum) ? maximum : Math.max(minimum, 1);
  // A group counts as what it repeats inside, which for an ignore line is at most once.
  const inner = item.kind === "repetition" ? item : { depth: 0, count: 1 };
  const count = counted === 0 ? 1 : counted * inner.count;
  const depth = inner.depth + 1;
  if (count > repetitionLimit || depth > depthLimit) throw new ExpressionError("too many repetitions");
  return { kind: "repetition", item, minimum, maximum, depth, count };
}
