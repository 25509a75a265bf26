import * as z from "zod/mini";
import { nearest } from "../engine/nearest";
import { CONFIDENCES, type Config, FAIL_ON, RULE_LEVELS } from "./config";

export interface Mistake {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** Checks a configuration. A mistake names the nearest right word. */
export function check(value: unknown, rules: readonly string[]): { readonly config: Config } | Mistake {
  const schema = z.strictObject({
    $schema: z.optional(z.string()),
    rules: z.optional(z.record(z.string(), z.enum(RULE_LEVELS))),
    ignore: z.optional(z.array(z.string())),
    failOn: z.optional(z.enum(FAIL_ON)),
    minConfidence: z.optional(z.enum(CONFIDENCES)),
  });
  const result = schema.safeParse(value);
  if (!result.success) return mistake(result.error.issues[0]!, value, Object.keys(schema.shape).slice(1));
  const { $schema, ...config } = result.data;
  const unknown = Object.keys(config.rules ?? {}).find((rule) => !rules.includes(rule));
  if (unknown === undefined) return { config };
  return {
    path: ["rules", unknown],
    message: `There is no rule ${JSON.stringify(unknown)}; the nearest is ${JSON.stringify(nearest(unknown, rules))}.`,
  };
}

function mistake(issue: z.core.$ZodIssue, value: unknown, keys: readonly string[]): Mistake {
  const { path } = issue;
  const name = path.map(String).join(".");
  if (issue.code === "unrecognized_keys") {
    const key = issue.keys[0]!;
    return {
      path: [...path, key],
      message: `There is no setting ${JSON.stringify(key)}; the nearest is ${JSON.stringify(nearest(key, keys))}.`,
    };
  }
  if (issue.code === "invalid_value") {
    const words = issue.values.map(String);
    const written = path.reduce<unknown>((part, key) => (part as Record<PropertyKey, unknown>)[key], value);
    const suggestion =
      typeof written === "string" ? `; the nearest is ${JSON.stringify(nearest(written, words))}` : "";
    return { path, message: `${name} must be one of ${words.join(", ")}${suggestion}.` };
  }
  if (issue.code === "invalid_type")
    return {
      path,
      message: `${name || "The configuration"} must be ${KINDS[issue.expected] ?? issue.expected}.`,
    };
  return { path, message: `${name || "The configuration"} is wrong.` };
}

const KINDS: Readonly<Record<string, string>> = {
  array: "a list of texts",
  object: "an object in { }",
  record: "an object in { }",
  string: "a text",
};
