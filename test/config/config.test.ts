import { ConfigError } from "../../src/config/config";
import { JsonSyntaxError, readJson } from "../../src/config/json";
import { loadConfig } from "../../src/config/load";
import { memory } from "../../src/files/memory";

const RULES = ["secret-in-env", "context-secret"];
const NAME = "watertight.config.json";

const load = (text: string) =>
  loadConfig({ directory: "/p/a", files: memory({ [`/p/${NAME}`]: text }), rules: RULES });

const mistake = (text: string): string => {
  try {
    load(text);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  throw new Error("accepted");
};

test("all settings, with comments and a comma too many", () => {
  const text = `{
    // why
    "$schema": "./schema.json",
    "rules": { "secret-in-env": "off", "context-secret": "note", }, /* and
    so on */ "ignore": ["old/**", "!old/a"],
    "failOn": "never",
    "minConfidence": "medium"
  }`;
  expect(load(text)).toEqual({
    config: {
      rules: { "secret-in-env": "off", "context-secret": "note" },
      ignore: ["old/**", "!old/a"],
      failOn: "never",
      minConfidence: "medium",
    },
    file: `/p/${NAME}`,
    folder: "/p",
  });
});

test("the other names, and the key of package.json", () => {
  const at = (files: Record<string, string>) =>
    loadConfig({ directory: "/p/a", files: memory(files), rules: RULES });
  const note = '{"failOn":"note"}';
  expect(at({ "/p/watertight.config.jsonc": note }).config).toEqual({ failOn: "note" });
  expect(at({ "/p/.watertightrc": note }).config).toEqual({ failOn: "note" });
  expect(at({ "/p/package.json": `{"name":"x","watertight":${note}}` }).config).toEqual({ failOn: "note" });
  // A package.json without the key, or a broken one, is not ours, and the search goes on upward.
  expect(at({ "/p/a/package.json": '{"keywords":["watertight"]}', "/p/.watertightrc": note }).config).toEqual(
    {
      failOn: "note",
    },
  );
  expect(at({ "/p/a/package.json": '{"watertight"', "/p/.watertightrc": note }).config).toEqual({
    failOn: "note",
  });
  expect(() => at({ "/p/package.json": '{\n"watertight": {\n"failOm": 1}}' })).toThrow(
    '../package.json:3: There is no setting "failOm"; the nearest is "failOn".',
  );
});

test("the nearest file upward counts, and none is none", () => {
  const files = memory({ [`/p/${NAME}`]: '{"failOn":"note"}', [`/p/a/${NAME}`]: '{"failOn":"error"}' });
  const at = (directory: string) => loadConfig({ directory, files, rules: RULES });
  expect(at("/p/a/b/c")).toMatchObject({ config: { failOn: "error" }, folder: "/p/a" });
  expect(at("/p")).toMatchObject({ config: { failOn: "note" }, folder: "/p" });
  expect(at("/q")).toEqual({ config: {} });
});

test("a file that is named counts, and must be there", () => {
  const files = memory({ "/p/own.json": '{"failOn":"note"}', [`/p/${NAME}`]: "{}" });
  const at = (path: string) => loadConfig({ directory: "/p", files, rules: RULES, path });
  expect(at("own.json")).toMatchObject({ config: { failOn: "note" } });
  expect(() => at("other.json")).toThrow("other.json: There is no such file, or it cannot be read.");
});

test.each([
  ['{\n"rulez": {}}', `../${NAME}:2: There is no setting "rulez"; the nearest is "rules".`],
  [
    '{"rules": {\n\n"secret-in-envs": "off"}}',
    `../${NAME}:3: There is no rule "secret-in-envs"; the nearest is "secret-in-env".`,
  ],
  [
    '{"rules":\n{"secret-in-env":\n "warn"}}',
    `../${NAME}:2: rules.secret-in-env must be one of off, error, warning, note; the nearest is "warning".`,
  ],
  [
    '{"failOn": "errors"}',
    `../${NAME}:1: failOn must be one of error, warning, note, never; the nearest is "error".`,
  ],
  ['{"minConfidence": 3}', `../${NAME}:1: minConfidence must be one of high, medium, low.`],
  ['{"ignore": "a"}', `../${NAME}:1: ignore must be a list of texts.`],
  ['{"ignore": [\n"a",\n3]}', `../${NAME}:3: ignore.1 must be a text.`],
  ['{"secrets": {\n"nams": []}}', `../${NAME}:2: There is no setting "nams"; the nearest is "names".`],
  ['{"secrets": {"patterns": ["a",\n"("]}}', `../${NAME}:2: This is no regular expression.`],
  [
    '{"overrides": [{"files": ["a"], "rules": {"context-secrets": "off"}}]}',
    `../${NAME}:1: There is no rule "context-secrets"; the nearest is "context-secret".`,
  ],
  ['{"suppress": [{"reason": ""}]}', `../${NAME}:1: suppress.0.reason must say something.`],
  ['{"suppress": [{"rule": "secret-in-env"}]}', `../${NAME}:1: suppress.0.reason must be a text.`],
  [
    '{"suppress": [{"reason": "a", "until": "soon"}]}',
    `../${NAME}:1: suppress.0.until must be a day such as 2027-01-31.`,
  ],
  ["[]", `../${NAME}:1: The configuration must be an object in { }.`],
  ['{"failOn": }', `../${NAME}:1: Expected a value, but found "}".`],
  ['{\n"failOn": "note"', `../${NAME}:2: Expected a comma or }, but the file ends.`],
  ['{"a" 1}', `../${NAME}:1: Expected a colon, but found "1".`],
  ["{a: 1}", `../${NAME}:1: Expected a name in "quotes", but found "a".`],
  ["{} {}", `../${NAME}:1: Expected the end of the file, but found "{".`],
  ["", `../${NAME}:1: Expected a value, but the file ends.`],
])("%j is one clear line", (text, message) => {
  expect(mistake(text)).toBe(message);
});

describe("JSON", () => {
  test.each([
    '{"a":[1,-2.5e3,true,false,null,"x\\n\\u00e9\\"//no comment"],"b":{},"c":[]}',
    "[[],[[1]]]",
    '"a"',
    '{"__proto__": 1, "": {"": 2}}',
  ])("%s is read as JSON.parse reads it", (text) => {
    expect(readJson(text).value).toEqual(JSON.parse(text));
  });

  test("what is hostile is refused and takes no time", () => {
    expect(() => readJson("[".repeat(100_000))).toThrow(JsonSyntaxError);
    expect(() => readJson(`"${"\\a".repeat(100_000)}`)).toThrow(JsonSyntaxError);
    expect(readJson(`[${"1,\n".repeat(20_000)}]`).lineOf([19_999])).toBe(20_000);
  });
});
