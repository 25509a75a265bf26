import type { Config } from "../../src/config";
import { ConfigError, settingsOf } from "../../src/config";
import { namesMatch } from "../../src/config/settings";
import type { Finding } from "../../src/finding";

const settings = (config: Config, today?: string) =>
  settingsOf(
    { config, file: "/p/watertight.config.json", folder: "/p" },
    { directory: "/p/work", ...(today === undefined ? {} : { today }) },
  );

const finding = (file: string, name = "API_KEY", trace: readonly string[] = []): Finding =>
  ({
    rule: "secret-in-env",
    file,
    secret: { kind: "api-key", name },
    trace: trace.map((path) => ({ file: path })),
  }) as unknown as Finding;

test("Dockerfiles are left out, and get their contexts, by lines from the configuration's folder", () => {
  const { excludes, contextOf } = settings({
    ignore: ["legacy/**", "!legacy/kept"],
    contexts: { "docker/*.Dockerfile": ".", "**/tools": "../shared" },
  });
  expect(excludes("/p/legacy/Dockerfile")).toBe(true);
  expect(excludes("/p/legacy/kept")).toBe(false);
  expect(excludes("/other/legacy/Dockerfile")).toBe(false);
  expect(contextOf("/p/docker/api.Dockerfile")).toBe("/p");
  expect(contextOf("/p/a/tools")).toBe("/shared");
  expect(contextOf("/p/Dockerfile")).toBeUndefined();
});

test("the last override that fits gives the level, else the rule's own", () => {
  const { levelOf } = settings({
    rules: { "secret-in-env": "warning" },
    overrides: [
      { files: ["work/**"], rules: { "secret-in-env": "off" } },
      { files: ["**/Dockerfile.dev"], rules: { "secret-in-env": "note" } },
      { files: ["work/**"], rules: { "context-secret": "off" } },
    ],
  });
  expect(levelOf(finding("../Dockerfile"))).toBe("warning");
  expect(levelOf(finding("Dockerfile"))).toBe("off");
  expect(levelOf(finding("a/Dockerfile.dev"))).toBe("note");
  expect(settings({}).levelOf(finding("Dockerfile"))).toBeUndefined();
});

test("an entry silences what all its parts fit, until its last day", () => {
  const suppress = [
    { reason: "public", rule: "secret-in-env", name: "PUBLIC_*" },
    { reason: "sample", paths: ["work/samples/**"] },
    { reason: "soon gone", rule: "secret-in-env", until: "2027-01-31" },
  ];
  const { reasonFor } = settings({ suppress }, "2027-02-01");
  expect(reasonFor(finding("Dockerfile", "PUBLIC_API_KEY"))).toBe("public");
  expect(reasonFor(finding("Dockerfile", "API_KEY"))).toBeUndefined();
  expect(reasonFor(finding("samples/a/Dockerfile"))).toBe("sample");
  expect(reasonFor(finding("Dockerfile", "API_KEY", ["samples/.env"]))).toBe("sample");
  expect(settings({ suppress }, "2027-01-31").reasonFor(finding("Dockerfile"))).toBe("soon gone");
});

test("a line that is no pattern is a mistake of the configuration", () => {
  expect(() => settings({ ignore: ["[a-"] }).excludes("/p/b")).toThrow(ConfigError);
});

test.each([
  ["A", "a", true],
  ["A", "AB", false],
  ["A*", "ABC", true],
  ["*_KEY", "API_KEY", true],
  ["A*B*C", "AxBxC", true],
  ["A*A", "A", false],
  ["*", "", true],
])("the name pattern %s and %s", (pattern, name, fits) => {
  expect(namesMatch(pattern, name)).toBe(fits);
});
