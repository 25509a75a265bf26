import * as z from "zod/mini";
import { nearest } from "../engine/nearest";
import { CONFIDENCES, type Config, FAIL_ON, RULE_LEVELS } from "./config";

export interface Mistake {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

const described = <T extends z.ZodMiniType>(schema: T, description: string): z.ZodMiniOptional<T> =>
  z.optional(schema.check(z.meta({ description })));

const lines = z.array(z.string());

/** The configuration for people and editors; `rules` are the ids that may be named. */
function schemaFor(rules: readonly string[]) {
  const id = z.enum(rules as [string, ...string[]]);
  const levels = z.partialRecord(id, z.enum(RULE_LEVELS));
  return z.strictObject({
    $schema: z.optional(z.string()),
    rules: described(levels, "What becomes of a rule's findings: off, or the severity that they get."),
    ignore: described(lines, "Dockerfiles that are not linted, in lines as in an ignore file."),
    failOn: described(z.enum(FAIL_ON), "The least severity that fails a run."),
    minConfidence: described(z.enum(CONFIDENCES), "Findings that are less sure are left out."),
    content: described(z.boolean(), "Whether files that a COPY takes are searched for tokens."),
    secrets: described(
      z.strictObject({
        names: described(lines, "Names of variables that hold secrets; * stands for any letters."),
        allow: described(lines, "Names of variables that hold no secret; * stands for any letters."),
        patterns: described(lines, "Regular expressions: what they match is a secret."),
        files: described(lines, "Secret files of a build context, in lines as in an ignore file."),
      }),
      "What is a secret here, besides what is known as such.",
    ),
    contexts: described(
      z.record(z.string(), z.string()),
      "Dockerfiles, in a line as in an ignore file, to the folder that they are built with.",
    ),
    suppress: described(
      z.array(
        z.strictObject({
          reason: z.string().check(z.minLength(1)),
          rule: z.optional(id),
          paths: z.optional(lines),
          name: z.optional(z.string()),
          until: z.optional(z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/))),
        }),
      ),
      "Findings that are silenced, each with the reason.",
    ),
    overrides: described(
      z.array(z.strictObject({ files: lines, rules: levels })),
      "Other rules for findings in some files; the last that fits counts.",
    ),
  });
}

/** The JSON schema that is published with the package. */
export const jsonSchema = (rules: readonly string[]): object => z.toJSONSchema(schemaFor(rules));

/** Checks a configuration. A mistake names the nearest right word. */
export function check(value: unknown, rules: readonly string[]): { readonly config: Config } | Mistake {
  const result = schemaFor(rules).safeParse(value);
  if (!result.success) return mistake(result.error.issues[0]!, value, rules);
  const { $schema, ...config } = result.data;
  const broken = config.secrets?.patterns?.findIndex((pattern) => !isPattern(pattern)) ?? -1;
  if (broken < 0) return { config };
  return { path: ["secrets", "patterns", broken], message: "This is no regular expression." };
}

function isPattern(text: string): boolean {
  try {
    new RegExp(text, "u");
    return true;
  } catch {
    return false;
  }
}

function mistake(issue: z.core.$ZodIssue, value: unknown, rules: readonly string[]): Mistake {
  const { path } = issue;
  const name = path.map(String).join(".");
  if (issue.code === "unrecognized_keys") {
    const key = issue.keys[0]!;
    const inRules = path.at(-1) === "rules";
    const known = inRules ? rules : settingsAt(path, rules);
    const what = inRules ? "rule" : "setting";
    return {
      path: [...path, key],
      message: `There is no ${what} ${JSON.stringify(key)}; the nearest is ${JSON.stringify(nearest(key, known))}.`,
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
  if (issue.code === "too_small") return { path, message: `${name} must say something.` };
  if (issue.code === "invalid_format") return { path, message: `${name} must be a day such as 2027-01-31.` };
  return { path, message: `${name || "The configuration"} is wrong.` };
}

const KINDS: Readonly<Record<string, string>> = {
  array: "a list of texts",
  boolean: "true or false",
  object: "an object in { }",
  record: "an object in { }",
  string: "a text",
};

/** The settings that may stand at a place: what the JSON schema says of it. */
function settingsAt(path: readonly PropertyKey[], rules: readonly string[]): string[] {
  type Schema = { properties?: Record<string, Schema>; items?: Schema };
  let schema = jsonSchema(rules) as Schema | undefined;
  for (const key of path)
    schema = typeof key === "number" ? schema?.items : schema?.properties?.[String(key)];
  return Object.keys(schema?.properties ?? {}).filter((name) => name !== "$schema");
}
