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
    folder: "/p",
  });
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
