import type { Span } from "../../text/source";
import { parseHcl } from "./hcl";
import { type Expression, HclError } from "./hcl-syntax";

/** A text with `${…}` in it as an expression; one that is not well formed is taken as written. Places are those of the whole text. */
export function parseTemplate(text: string, span: Span): Expression {
  const literal: Expression = { kind: "literal", value: text, span };
  if (!text.includes("${")) return literal;
  try {
    const [block] = parseHcl(`t = ${JSON.stringify(text)}`);
    const value = block?.attributes[0]?.value;
    return value?.kind === "template" ? { ...value, span } : (value ?? literal);
  } catch (error) {
    if (error instanceof HclError) return literal;
    throw error;
  }
}
