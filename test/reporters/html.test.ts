import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { inspect } from "../../src/lint";
import { htmlInspection } from "../../src/reporters";
import { html } from "../../src/reporters/html/markup";
import { stageMap } from "../../src/reporters/html/stage-map";
import { buildOptions, type Files } from "../image/table";
import { plantedSecrets } from "../rules/placeholders";

const folder = join(__dirname, "../../examples");
const exampleOf = (name: string) => inspect({ directory: join(folder, name).replaceAll("\\", "/") });
const storefront = exampleOf("storefront");

const page = (files: Files, changes: Readonly<Record<string, unknown>> = {}) =>
  htmlInspection(inspect(buildOptions(files, changes)));

/** What is between the tags, with entities as the characters that they stand for. */
const textOf = (markup: string): string =>
  markup
    .replace(/<(style|script)>[\s\S]*?<\/\1>/g, "")
    .replace(/<[^>]*>/g, " ")
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
    .replace(/\s+/g, " ");

/** Tags are closed in the order in which they were opened; gives those that are not. */
function unbalanced(markup: string): string[] {
  const open: string[] = [];
  const wrong: string[] = [];
  for (const [, end, name = ""] of markup
    .replace(/<(style|script)>[\s\S]*?<\/\1>/g, "")
    .matchAll(/<(\/?)([a-z][a-z0-9]*)[^>]*>/g)) {
    if (["meta", "link"].includes(name)) continue;
    if (end === "") open.push(name);
    else if (open.pop() !== name) wrong.push(name);
  }
  return [...open, ...wrong];
}

const examples = readdirSync(folder);

test.each(examples)("the page of %s is well formed, names what it links, and holds no secret", (name) => {
  const shown = htmlInspection(exampleOf(name));
  expect(unbalanced(shown)).toEqual([]);
  const ids = [...shown.matchAll(/ id="([^"]*)"/g)].map((match) => match[1]!);
  expect(new Set(ids).size).toBe(ids.length);
  const links = [...shown.matchAll(/ href="#([^"]*)"/g)].map((match) => match[1]!);
  const ends = [...shown.matchAll(/data-(?:steps|hides)="([^"]+)"/g)].flatMap((match) =>
    match[1]!.split(/[ ,]/),
  );
  expect([...links, ...ends].filter((id) => !ids.includes(id))).toEqual([]);
  expect(plantedSecrets(shown)).toEqual([]);
});

test("only its own style and script count, by their hashes, and nothing can be fetched", () => {
  const shown = htmlInspection(storefront);
  const [policy = ""] = /(?<=Content-Security-Policy" content=")[^"]*/.exec(shown) ?? [];
  const directives = Object.fromEntries(
    policy
      .replaceAll("&#39;", "'")
      .split("; ")
      .map((each) => [each.slice(0, each.indexOf(" ")), each.slice(each.indexOf(" ") + 1)]),
  );
  const hash = (tag: string) => {
    const bodies = [...shown.matchAll(new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`, "g"))];
    expect(bodies).toHaveLength(1);
    return `'sha256-${createHash("sha256").update(bodies[0]![1]!).digest("base64")}'`;
  };
  expect(directives).toEqual({
    "default-src": "'none'",
    "style-src": hash("style"),
    "script-src": hash("script"),
    "img-src": "data:",
    "base-uri": "'none'",
    "form-action": "'none'",
  });
  const tags = shown.replace(/<(style|script)>[\s\S]*?<\/\1>/g, "").match(/<[^>]*>/g) ?? [];
  expect(tags.filter((tag) => /\s(?:src|srcset|style|action|on\w+)=/.test(tag))).toEqual([]);
  const addresses = tags.flatMap((tag) => [...tag.matchAll(/href="([^#"][^"]*)"/g)].map((match) => match[1]));
  expect(addresses).toEqual(["data:,"]);
});

test("its style asks for nothing, and its script has no way to", () => {
  const read = (name: string) => readFileSync(join(__dirname, "../../src/reporters/html", name), "utf8");
  expect(read("page.css")).not.toMatch(/url\(|@import|@font-face/);
  expect(read("page.client.js")).not.toMatch(/fetch|XMLHttpRequest|import|innerHTML|eval|document\.write/);
});

test("what is in the image reads without a style and a script", () => {
  const text = textOf(htmlInspection(storefront));
  for (const part of [
    "6 layers 3 secrets ship 2 ship, hidden by a later layer 1 stays in a builder stage",
    "Target runtime Context . Ignore file .dockerignore",
    ".env env-file ships, hidden file /srv/.env, and 1 other place",
    "line 9 copied to /app/.env by COPY from the build context line 22 carried from stage build to /srv/.env by COPY --from",
    "ships in file /srv/.env ( line 22 , stage runtime); line 25 hides it there and does not remove it",
    "passes through file /app/.env ( line 9 , stage build)",
    "does not ship: stays in history ( line 4 , stage dependencies)",
    "build does not ship 8 FROM dependencies AS build 9 COPY . . 13 files, 3.0 kB",
    "/srv/.env deleted in line 25, still in this layer",
    "25 RUN rm -rf .env /root/.ssh history SENTRY_AUTH_TOKEN hides /root/.ssh/id_ed25519 of line 19",
    "Environment 14 SENTRY_AUTH_TOKEN token SENTRY_AUTH_TOKEN",
    "26 RUN |1 SENTRY_AUTH_TOKEN=<SENTRY_AUTH_TOKEN> /bin/sh -c node dist/warm-up.js --api-key=<api-key>",
  ])
    expect(text).toContain(part);
});

test("a journey goes from where it comes from through the stages to where it rests", () => {
  const build = storefront.builds[0]!;
  const { ways, stages, sources } = stageMap(build, "b");
  const rows = stages.flatMap((stage) => stage.rows);
  const names = new Map([
    ...rows.map(({ id, written }): [string, string] => [id, written]),
    ...rows.flatMap(({ chips }) =>
      chips.map(({ id, where, name }): [string, string] => [id, `${where} ${name}`]),
    ),
    ...sources.map(({ id, what, name }): [string, string] => [id, `${what} ${name}`]),
  ]);
  const named = (pairs: readonly string[] = []) =>
    pairs.map((pair) =>
      pair
        .split(" ")
        .map((id) => names.get(id))
        .join(" → "),
    );
  const of = (name: string) => ways[build.image.journeys.findIndex((journey) => journey.name === name)];
  expect(named(of(".env")?.steps)).toEqual([
    "context file .env → layer /app/.env",
    "layer /app/.env → layer /srv/.env",
  ]);
  expect(named(of(".env")?.hides)).toEqual(["layer /srv/.env → RUN rm -rf .env /root/.ssh"]);
  expect(named(of("deploy_key")?.steps)).toEqual(["secret deploy_key → layer /root/.ssh/id_ed25519"]);
  expect(named(of("SENTRY_AUTH_TOKEN")?.steps).slice(0, 2)).toEqual([
    "build arg SENTRY_AUTH_TOKEN → history SENTRY_AUTH_TOKEN",
    "history SENTRY_AUTH_TOKEN → env SENTRY_AUTH_TOKEN",
  ]);
});

const hostile = "</script></style><img src=x onerror=alert(1)>\"'`&amp;\u202e\u0000\n";

test("hostile names are text", () => {
  const shown = page({
    Dockerfile: `FROM a AS b\nLABEL "x<y>"=1\nCOPY [".", ${JSON.stringify(`/x/${hostile.replaceAll("\n", "")}`)}]\nFROM b\nRUN rm -r /x # </script>\n`,
    [`${hostile}/.env`]: "DB_PASSWORD=blue-horse-41-Staple\n",
    ".dockerignore": "a\n",
  });
  expect(unbalanced(shown)).toEqual([]);
  expect(shown.match(/<script>|<\/script>|<style>|<\/style>|<img/g)).toEqual([
    "<style>",
    "</style>",
    "<script>",
    "</script>",
  ]);
  expect(shown).not.toMatch(/(?!\n)\p{Cc}|[\u202a-\u202e]/u);
  expect(textOf(shown)).toContain("</script></style><img src=x onerror=alert(1)>\"'`&amp;<U+202E>␀␊/.env");
});

test("a template escapes all but markup", () => {
  const part = html`<b title="${`"'<`}">${["<i>", 1, undefined, html`<u>`]}</b>`;
  expect(part.text).toBe('<b title="&#34;&#39;&#60;">&#60;i&#62;1<u></b>');
});

test("several builds have a selector that says which leak", () => {
  const inspection = inspect({
    directory: folder.replaceAll("\\", "/"),
    paths: ["carried-npmrc", "carried-npmrc-fixed"],
  });
  const shown = htmlInspection(inspection);
  expect(textOf(shown)).toContain("carried-npmrc/Dockerfile target 1 1 secret");
  expect(shown.match(/<article/g)).toHaveLength(2);
  expect(unbalanced(shown)).toEqual([]);
  expect(new Set(shown.match(/ id="[^"]*"/g)).size).toBe(shown.match(/ id="[^"]*"/g)?.length);
  expect(htmlInspection(storefront)).not.toContain("<nav");
});

test("what is beside the image, what is not known, and what went wrong", () => {
  const text = textOf(
    page(
      { Dockerfile: "FROM a\nARG API_KEY\nFROM a AS t\nRUN x\nFROM b\nBROKEN\n" },
      { inputs: { provenance: "max", cacheTo: "max", buildArgs: { API_KEY: "blue-horse-41-Staple" } } },
    ),
  );
  expect(text).toContain("Problems on the way context/Dockerfile:6 Docker refuses this Dockerfile");
  expect(text).toContain("Provenance 5 API_KEY");
  expect(text).toContain("published beside");
  expect(text).toContain("Not built: 0, t.");
  expect(text).not.toContain("Staple");
});

test("stages of one name, and triggers, have rows of their own", () => {
  const shown = page({
    Dockerfile:
      "FROM a AS x\nCOPY .env /a/\nFROM x AS x\nRUN rm /a/.env\nONBUILD COPY .env /b/\nFROM x AS x\nRUN true\n",
    ".env": "DB_PASSWORD=blue-horse-41-Staple\n",
  });
  const ids = shown.match(/ id="[^"]*"/g) ?? [];
  expect(new Set(ids).size).toBe(ids.length);
  expect(shown.match(/<li id="[^"]*" class="layer/g)).toHaveLength(4);
  expect(textOf(shown)).toContain("/a/.env deleted in line 4, still in this layer");
});

test("no build, no page without a word", () => {
  expect(textOf(htmlInspection({ schemaVersion: 1, builds: [], problems: [] }))).toContain(
    "No build was found.",
  );
});
