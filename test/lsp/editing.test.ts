import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { CodeLens, DocumentLink, Hover } from "vscode-languageserver-protocol/node";
import { CANARY, Client, project } from "./client";

const read = (folder: string, file: string) => readFileSync(join(folder, file), "utf8");

const clients: Client[] = [];
afterEach(async () => {
  for (const client of clients.splice(0)) expect(await client.end()).toBe(0);
});

async function open(folder: string, file = "Dockerfile"): Promise<Client> {
  const client = new Client(folder);
  clients.push(client);
  await client.initialize();
  await client.write(file, read(folder, file));
  return client;
}

test("open, edit, rename of the ignore file, close", async () => {
  const folder = project("node-env-removed-fixed");
  const client = await open(folder);
  expect(await client.rules("Dockerfile")).toEqual([]);
  expect(client.registered).toContain("workspace/didChangeWatchedFiles");

  renameSync(join(folder, ".dockerignore"), join(folder, ".dockerignore.old"));
  await client.watched(".dockerignore", 3);
  await client.watched(".dockerignore.old", 1);
  expect(await client.rules("Dockerfile", (rules) => rules.length > 0)).toEqual(["context-secret"]);

  renameSync(join(folder, ".dockerignore.old"), join(folder, ".dockerignore"));
  await client.watched(".dockerignore", 1);
  expect(await client.rules("Dockerfile", (rules) => rules.length === 0)).toEqual([]);

  await client.write("Dockerfile", `FROM alpine\nENV API_KEY=${CANARY}\n`);
  expect(await client.rules("Dockerfile")).toEqual(["secret-in-env"]);
  await client.close("Dockerfile");
  expect(await client.rules("Dockerfile", (rules) => rules.length === 0)).toEqual([]);
});

test("unsaved texts count: a Dockerfile, its ignore file, an .env", async () => {
  const folder = project({ Dockerfile: "FROM alpine\n", "app.js": "0\n" });
  const client = await open(folder);
  expect(await client.rules("Dockerfile")).toEqual([]);
  await client.write("Dockerfile", "FROM alpine\nCOPY . /app\n");
  await client.diagnostics("Dockerfile");
  await client.write(".env", `API_TOKEN=${CANARY}\n`, "dotenv");
  expect(await client.rules("Dockerfile", (rules) => rules.includes("context-secret"))).toEqual([
    "context-secret",
  ]);
  await client.write(".dockerignore", "**/.env\n", "ignore");
  expect(await client.rules("Dockerfile", (rules) => rules.length === 0)).toEqual([]);
  await client.close(".dockerignore");
  expect(await client.rules("Dockerfile", (rules) => rules.length > 0)).toEqual(["context-secret"]);
  await client.close(".env");
  expect(await client.rules("Dockerfile", (rules) => !rules.includes("context-secret"))).not.toContain(
    "context-secret",
  );
});

test("the journey of a secret is related information", async () => {
  const client = await open(project("node-env-removed"));
  const [found] = await client.diagnostics("Dockerfile");
  expect(found).toMatchObject({
    code: "deleted-secret",
    source: "watertight",
    severity: 1,
    range: { start: { line: 5, character: 4 }, end: { line: 5, character: 11 } },
  });
  expect(found?.codeDescription?.href).toMatch(/^file:.*rules\/deleted-secret\/README\.md$/);
  const journey = found?.relatedInformation?.map(({ location, message }) => [
    location.uri.slice(client.uri("").length).replace("/", ""),
    location.range.start.line,
    message,
  ]);
  expect(journey).toEqual([
    [".env", 2, expect.stringContaining("in the build context")],
    ["Dockerfile", 2, expect.stringContaining("COPY")],
    ["Dockerfile", 5, expect.stringContaining("not removed")],
  ]);
});

test("positions are UTF-16, also behind an emoji and a lone carriage return", async () => {
  const client = await open(project({ Dockerfile: `FROM alpine\nENV A="🔑" API_KEY=${CANARY}\n` }));
  const start = (await client.diagnostics("Dockerfile"))[0]?.range.start;
  expect(start).toEqual({ line: 1, character: 11 });
  await client.write("Dockerfile", `FROM alpine\n# a\rb\nENV API_KEY=${CANARY}\n`);
  // To Docker this is line 3, to the protocol it is line 4.
  expect((await client.diagnostics("Dockerfile"))[0]?.range.start).toEqual({ line: 3, character: 4 });
});

test("hover tells what happens to a secret, and nothing elsewhere", async () => {
  const client = await open(project("node-env-removed"));
  const hover = await client.ask<Hover>("hover", "Dockerfile", 5, 6);
  const { value } = hover.contents as { value: string };
  expect(value).toContain("ships in the image");
  expect(value).toMatch(/1\. \[\.env:3\]/);
  expect(value).toContain("whoever pulls the image can read the layer that holds it");
  expect(await client.ask("hover", "Dockerfile", 0, 2)).toBeNull();
  // What passes by COPY is told there as well.
  expect(await client.ask("hover", "Dockerfile", 2, 6)).not.toBeNull();
});

test("hover tells it wherever the name of the variable stands", async () => {
  const client = await open(
    project({
      Dockerfile: `FROM alpine\nARG API_KEY\nARG PORT\nRUN wget --key="$API_KEY" :\${PORT} $OTHER_API_KEY\n`,
    }),
  );
  const [declared, start, end, port, other] = await Promise.all(
    [
      [1, 5],
      [3, 17],
      [3, 24],
      [3, 30],
      [3, 45],
    ].map(([line, character]) => client.ask<Hover | null>("hover", "Dockerfile", line!, character!)),
  );
  expect(declared).not.toBeNull();
  expect([start?.contents, end?.contents]).toEqual([declared!.contents, declared!.contents]);
  expect([port, other]).toEqual([null, null]);
});

test("a lens above each stage tells what it ships", async () => {
  const client = await open(project("carried-npmrc"));
  const lenses = async () =>
    (await client.ask<CodeLens[]>("codeLens", "Dockerfile")).map(({ range, command }) => [
      range.start.line,
      command?.title,
    ]);
  expect(await lenses()).toEqual([
    [0, "builder only"],
    [8, "ships: 1 secret (.npmrc)"],
  ]);
  await client.write("Dockerfile", "FROM alpine\nRUN true\n");
  expect(await lenses()).toEqual([[0, "ships: no secret found"]]);
});

test("rules in comments link to their pages", async () => {
  const text = "FROM alpine\n# watertight ignore=secret-in-env,nothing name=A -- tested\nENV A=b\n";
  const client = await open(project({ Dockerfile: text }));
  const links = await client.ask<DocumentLink[]>("documentLink", "Dockerfile");
  expect(links.map(({ range, target }) => [range.start.character, range.end.character, target])).toEqual([
    [20, 33, expect.stringMatching(/rules\/secret-in-env\/README\.md$/)],
  ]);
});

test("a comment with a reason silences a finding, one without does not", async () => {
  const folder = project({ Dockerfile: `FROM alpine\nENV PORT=80 \\\n    API_KEY=${CANARY}\n` });
  const client = await open(folder);
  const [found] = await client.diagnostics("Dockerfile");
  const actions = await client.actions("Dockerfile", 2, 6, { diagnostics: [found] });
  const ignore = actions.find(({ title }) => title.startsWith("Ignore secret-in-env"));
  expect(ignore?.diagnostics).toHaveLength(1);
  await client.apply(ignore?.edit);
  const commented = client.text("Dockerfile")!;
  expect(commented.split("\n")[1]).toBe("# watertight ignore=secret-in-env name=API_KEY -- ");
  expect(await client.rules("Dockerfile", (rules) => rules.length === 2)).toEqual([
    "secret-in-env",
    undefined,
  ]);
  await client.write("Dockerfile", commented.replace("-- \n", "-- a sandbox\n"));
  expect(await client.rules("Dockerfile")).toEqual([]);
});

test("a comment that silences nothing is removed by its fix, and by the fix of all", async () => {
  const text = "FROM alpine\n# watertight ignore=secret-in-env -- old\nENV PORT=80\n";
  const folder = project({ Dockerfile: text });
  const client = await open(folder);
  const found = await client.diagnostics("Dockerfile");
  expect(found.map(({ severity }) => severity)).toEqual([2]);
  const [fix] = await client.actions("Dockerfile", 1, 5);
  expect(fix?.title).toBe("Remove the comment");
  const all = await client.actions("Dockerfile", 0, 0, { only: ["source.fixAll"] });
  expect(all.map(({ kind }) => kind)).toEqual(["source.fixAll.watertight"]);
  await client.apply(all[0]?.edit);
  expect(client.text("Dockerfile")).toBe("FROM alpine\nENV PORT=80\n");
  expect(await client.diagnostics("Dockerfile")).toEqual([]);
});

test("builds that a compose file describes, also while it is edited", async () => {
  const compose = (path: string) =>
    `services:\n  api:\n    build:\n      context: .\n      dockerfile: ${path}\n`;
  const folder = project({
    "compose.yaml": compose("docker/api.Dockerfile"),
    "docker/api.Dockerfile": "FROM alpine\nCOPY . /app\n",
    ".env.local": `API_TOKEN=${CANARY}\n`,
  });
  const client = await open(folder, "docker/api.Dockerfile");
  // The context is the folder of the compose file, which holds the secret.
  expect(await client.rules("docker/api.Dockerfile")).toContain("context-secret");
  await client.write(
    "compose.yaml",
    compose("docker/api.Dockerfile").replace("context: .", "context: docker"),
    "yaml",
  );
  await client.rules("docker/api.Dockerfile", (rules) => !rules.includes("context-secret"));
});

test("an open ignore file is checked for each build that reads it", async () => {
  const folder = project("monorepo-nested-env");
  const client = new Client(folder);
  clients.push(client);
  await client.initialize();
  await client.write(".dockerignore", read(folder, ".dockerignore"), "ignore");
  expect(await client.rules(".dockerignore", (rules) => rules.length > 0)).toEqual(["ignore-gap"]);
  await client.write(".dockerignore", "**/.env\n", "ignore");
  expect(await client.rules(".dockerignore", (rules) => rules.length === 0)).toEqual([]);
});

test("the configuration counts, its changes too, and a mistake in it is told", async () => {
  const folder = project({
    Dockerfile: `FROM alpine\nENV API_KEY=${CANARY}\n`,
    "watertight.config.json": "{}",
  });
  const client = await open(folder);
  const severity = async (wanted: number) =>
    (await client.diagnostics("Dockerfile", ([first]) => first?.severity === wanted))[0]?.severity;
  expect(await severity(1)).toBe(1);
  writeFileSync(join(folder, "watertight.config.json"), '{ "rules": { "secret-in-env": "warning" } }');
  await client.watched("watertight.config.json", 2);
  expect(await severity(2)).toBe(2);
  writeFileSync(join(folder, "watertight.config.json"), '{ "rules": { "secret-in-enf": "off" } }');
  await client.watched("watertight.config.json", 2);
  expect(await severity(1)).toBe(1);
  expect(client.messages).toEqual([expect.stringContaining('"secret-in-env"')]);
});

test("a Dockerfile outside of every folder is linted by itself", async () => {
  const outside = project({ Dockerfile: `FROM alpine\nENV API_KEY=${CANARY}\n` });
  const client = new Client(outside);
  clients.push(client);
  await client.initialize({ workspaceFolders: null });
  await client.write("Dockerfile", read(outside, "Dockerfile"));
  expect(await client.rules("Dockerfile")).toEqual(["secret-in-env"]);
});
