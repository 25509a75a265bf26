import type { Block, Expression } from "./hcl-syntax";
import { at, type Tree } from "./tree";

/** A value and the variables that it asks for; an unknown text has no value. */
export interface BakeValue {
  readonly tree: Tree | undefined;
  readonly references: readonly string[];
}

/** Works out expressions of a bake file: variables by their defaults, texts put together, conditions that are known. Functions are not run. */
export class BakeValues {
  readonly #defaults: ReadonlyMap<string, Expression | undefined>;
  readonly #open = new Set<string>();

  constructor(
    blocks: readonly Block[],
    /** What the names of a matrix stand for in one of the targets that it makes. */
    private readonly bound: ReadonlyMap<string, Tree> = new Map(),
  ) {
    const defaults = new Map<string, Expression | undefined>();
    for (const { type, labels, attributes } of blocks) {
      if (type === "variable" && labels[0] !== undefined)
        defaults.set(labels[0], attributes.find(({ name }) => name === "default")?.value);
      if (type === "") for (const { name, value } of attributes) defaults.set(name, value);
    }
    this.#defaults = defaults;
  }

  evaluate(expression: Expression): BakeValue {
    const references: string[] = [];
    const tree = this.tree(expression, references);
    return { tree, references };
  }

  private tree(expression: Expression, references: string[]): Tree | undefined {
    const { span } = expression;
    switch (expression.kind) {
      case "list":
        return {
          kind: "list",
          items: expression.items.flatMap((item) => this.tree(item, references) ?? []),
          span,
        };
      case "object": {
        const entries = expression.entries.flatMap(({ name, key, value }) => {
          const tree = this.tree(value, references);
          return tree ? [[name, { key, value: tree }] as const] : [];
        });
        return { kind: "map", entries: new Map(entries), span };
      }
      case "literal":
        return expression.value === null
          ? { kind: "nothing", span }
          : { kind: "text", text: expression.value, span };
      case "variable":
        return this.variable(expression.path, references);
      case "conditional": {
        const condition = this.text(expression.condition, references);
        if (condition === undefined) return undefined;
        return this.tree(condition === "true" ? expression.then : expression.otherwise, references);
      }
      default: {
        const text = this.text(expression, references);
        return text === undefined ? undefined : { kind: "text", text, span };
      }
    }
  }

  private text(expression: Expression, references: string[]): string | undefined {
    if (expression.kind === "template") {
      const parts = expression.parts.map((part) => this.text(part, references));
      return parts.includes(undefined) ? undefined : parts.join("");
    }
    if (expression.kind === "operation")
      return this.operation(expression.operator, expression.operands, references);
    if (expression.kind === "call") {
      // What a function makes of its arguments is not known; that it takes them is.
      for (const argument of expression.args) this.tree(argument, references);
      return undefined;
    }
    if (expression.kind === "unknown") return undefined;
    const tree = this.tree(expression, references);
    return tree?.kind === "text" ? tree.text : tree?.kind === "nothing" ? "" : undefined;
  }

  private operation(
    operator: string,
    operands: readonly Expression[],
    references: string[],
  ): string | undefined {
    const [left, right] = operands.map((operand) => this.text(operand, references));
    if (operator === "!") return left === undefined ? undefined : String(left !== "true");
    if (left === undefined || right === undefined) return undefined;
    if (operator === "==") return String(left === right);
    if (operator === "!=") return String(left !== right);
    if (operator === "&&") return String(left === "true" && right === "true");
    if (operator === "||") return String(left === "true" || right === "true");
    return undefined;
  }

  /** A variable has its default; one without, or with an empty one, is expected from the environment. */
  private variable(path: readonly string[], references: string[]): Tree | undefined {
    const [name = "", ...inner] = path;
    const bound = this.bound.get(name);
    if (bound) return at(bound, ...inner);
    references.push(name);
    const value = this.#defaults.get(name);
    if (!value || path.length > 1 || this.#open.has(name)) return undefined;
    this.#open.add(name);
    const tree = this.tree(value, references);
    this.#open.delete(name);
    const saysNothing = tree?.kind === "nothing" || (tree?.kind === "text" && tree.text === "");
    return saysNothing ? undefined : tree;
  }
}
