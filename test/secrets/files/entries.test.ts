import { judgeFile } from "../../../src/secrets";
import { matchSensitiveFile } from "../../../src/secrets/files/match";
import { entries } from "./entries";
import { keyStore, samples, value } from "./samples";

const bytesOf = (content: string | Uint8Array): Uint8Array =>
  typeof content === "string" ? new TextEncoder().encode(content) : content;
const judged = (path: string, content: string | Uint8Array | undefined) =>
  judgeFile(path, () => (content === undefined ? undefined : bytesOf(content)));

const LEVELS = ["content", "often", "always"];

describe.each(entries)("$path", ({ path, certainty, sample, lookalikes }) => {
  const content = samples[sample]!;
  // `config/secrets.yml` is `secrets.yml`, too; the surer entry counts.
  const surest = Math.max(
    ...entries
      .filter((entry) => entry.path === path || path.endsWith(`/${entry.path}`))
      .map((entry) => LEVELS.indexOf(entry.certainty)),
  );

  test.each(["", "services/api/"])("below %j, by its content", (folder) => {
    const found = judged(folder + path, content);
    expect(found).toBeDefined();
    expect(JSON.stringify(found)).not.toContain(value);
    if (typeof content === "string" && certainty !== "always") expect(found?.by).toBe("content");
  });

  test(`certainty ${certainty} where it cannot be read`, () => {
    const confidence = [undefined, "medium", "high"][surest];
    expect(LEVELS.indexOf(matchSensitiveFile(path)!.certainty)).toBeGreaterThanOrEqual(
      LEVELS.indexOf(certainty),
    );
    if (surest === LEVELS.indexOf(certainty)) expect(judged(path, undefined)?.confidence).toBe(confidence);
  });

  test("silent where nothing is in it", () => {
    expect(judged(path, "")).toBeUndefined();
    expect(judged(path, "# nothing to hide\n")).toBeUndefined();
  });

  for (const lookalike of [
    ...lookalikes,
    `${path}.example`,
    `${path}.sample`,
    `testdata/${path}`,
    `fixtures/${path}`,
    `examples/${path}`,
  ])
    test(`silent: ${lookalike}`, () => expect(judged(lookalike, content)).toBeUndefined());
});

test("every sample is of some entry", () => {
  expect(Object.keys(samples).filter((name) => !entries.some(({ sample }) => sample === name))).toEqual([]);
});

test.each([
  [".npmrc", "registry=https://registry.acme.test/\nsave-exact=true\n"],
  ["apt.keyring", Uint8Array.from([0x99, 1, 0x0d, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])],
  ["trust.jks", keyStore(2)],
  ["sealed-secret.yaml", "kind: SealedSecret\nspec:\n  encryptedData:\n    password: AgBy3i4OJSWK\n"],
  ["external-secret.yaml", "kind: ExternalSecret\ndata:\n  password: {{ password }}\n"],
  ["chart/templates/secret.yaml", "kind: Secret\ndata:\n  password: {{ .Values.password | b64enc }}\n"],
  ["db/migrations/001.sql", "CREATE TABLE users (id int, password text);\n"],
  ["app.snk", Uint8Array.from([7, 2, 0, 0, 0, 0x24, 0, 0, 0x52, 0x53, 0x41, 0x31, 0, 0, 0, 0])],
  ["app.db", "SQLite format 3\u0000\u0000\u0000 nothing secret in here \u0000"],
  [".docker/config.json", '{"credsStore": "desktop", "auths": {"registry.acme.test": {}}}'],
  ["kubeconfig", "users:\n- name: me\n  user:\n    exec:\n      command: aws\n"],
  [
    ".vercel/project.json",
    '{"projectId": "prj_k7QzR2mWx9LpT4vBnYc8HdJs", "orgId": "team_k7QzR2mWx9LpT4vBnYc8HdJs"}',
  ],
  ["Pulumi.prod.yaml", "config:\n  shop:password:\n    secure: v1:k7QzR2mWx9LpT4vB:Yc8HdJsk7QzR2mWx9Lp\n"],
  [".travis.yml", "env:\n  global:\n    - secure: k7QzR2mWx9LpT4vBnYc8HdJs\n"],
  ["settings.xml", "<password>{COQLCE6DU6GtcS5P=}</password>\n<password>$" + "{env.CI_TOKEN}</password>\n"],
  ["NuGet.Config", '<add key="ClearTextPassword" value="%NUGET_TOKEN%" />\n'],
  [".mcp.json", '{"mcpServers": {"a": {"env": {"A_TOKEN": "$' + '{env:A_TOKEN}"}}}}'],
  [
    "wp-config.php",
    "define( 'DB_PASSWORD', getenv('DB_PASSWORD') );\ndefine( 'AUTH_KEY', 'put your unique phrase here' );\n",
  ],
])("%s shows by its content that it is none", (path, content) =>
  expect(judged(path, content)).toBeUndefined(),
);
