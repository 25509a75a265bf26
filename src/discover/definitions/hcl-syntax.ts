import type { Span } from "../../text/source";

/** An expression of HCL, as far as bake files use them. */
export type Expression = { readonly span: Span } & (
  | { readonly kind: "literal"; readonly value: string | null }
  /** A text with `${…}` in it, in pieces. */
  | { readonly kind: "template"; readonly parts: readonly Expression[] }
  | { readonly kind: "list"; readonly items: readonly Expression[] }
  | { readonly kind: "object"; readonly entries: readonly ObjectEntry[] }
  | { readonly kind: "variable"; readonly path: readonly string[] }
  | { readonly kind: "call"; readonly name: string; readonly args: readonly Expression[] }
  | {
      readonly kind: "conditional";
      readonly condition: Expression;
      readonly then: Expression;
      readonly otherwise: Expression;
    }
  | { readonly kind: "operation"; readonly operator: string; readonly operands: readonly Expression[] }
  /** A form that is not read (`for`, a splat); its value is not known. */
  | { readonly kind: "unknown" }
);

export interface ObjectEntry {
  readonly name: string;
  readonly key: Span;
  readonly value: Expression;
}

export interface Block {
  readonly type: string;
  readonly labels: readonly string[];
  readonly span: Span;
  readonly attributes: readonly ObjectEntry[];
}

export class HclError extends Error {
  constructor(
    message: string,
    readonly offset: number,
  ) {
    super(message);
  }
}
