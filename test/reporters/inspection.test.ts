import { readdirSync } from "node:fs";
import { join } from "node:path";
import { memory } from "../../src/files/memory";
import { inspect, lint } from "../../src/lint";
import { htmlInspection, jsonInspection, textInspection } from "../../src/reporters";
import { bytes } from "../../src/reporters/size";
import width from "../../src/reporters/width";
import { buildOptions, type Files } from "../image/table";
import { plantedSecrets } from "../rules/placeholders";

const shop: Files = {
  Dockerfile: `\
ARG REGISTRY=docker.io
FROM node AS build
WORKDIR /app
ARG NPM_TOKEN
COPY . .
RUN npm ci

FROM node AS test
RUN npm test

FROM alpine AS base
ARG API_KEY
ENV API_KEY=$API_KEY

FROM base
COPY --from=build /app /srv
RUN rm /srv/.env && \\
    # What a person writes about it.
    true
COPY <<EOF /motd
Hello.
EOF
`,
  ".dockerignore": "node_modules\n",
  ".env": "DB_PASSWORD=blue-horse-41-Staple\n",
  "main.js": "1\n",
  "node_modules/big.js": "1".repeat(5000),
};

const inspection = (files: Files = shop, changes: Readonly<Record<string, unknown>> = {}) =>
  inspect(buildOptions(files, changes));
const image = (files?: Files, changes?: Readonly<Record<string, unknown>>) =>
  inspection(files, changes).builds[0]!.image;
const text = (files?: Files, columns = 80, colour = false) =>
  textInspection(inspection(files), { colour, columns });

test("the image as a tree", () => {
  expect(text()).toBe(`\
context/Dockerfile
├─ context context, ignore file context/.dockerignore
├─ target 3
├─ 2  FROM node AS build  does not ship
│  ├─ 3  WORKDIR /app
│  ├─ 4  ARG NPM_TOKEN=<NPM_TOKEN>
│  │  └─ token NPM_TOKEN
│  ├─ 5  COPY . .  4 files, 358 B
│  │  └─ /app/.env  env-file .env
│  └─ 6  RUN npm ci
├─ 8  FROM node AS test  not built
├─ 11  FROM alpine AS base  ships 0 layers
├─ 15  FROM base  ships 3 layers
│  ├─ 16  COPY --from=build /app /srv
│  │  └─ /srv/.env  env-file .env
│  │     └─ deleted in line 17: hidden, not removed
│  ├─ 17  RUN rm /srv/.env && true
│  │  └─ hides /srv/.env of line 16
│  └─ 20  COPY <<EOF /motd
├─ env
│  └─ 13  API_KEY  api-key API_KEY
├─ labels  no secret
├─ commands  no secret
└─ history
   ├─ 12  ARG API_KEY=<API_KEY>
   │  └─ api-key API_KEY
   ├─ 13  ENV API_KEY=<API_KEY>
   │  └─ api-key API_KEY
   ├─ 16  COPY /app /srv # buildkit
   ├─ 17  RUN |1 API_KEY=<API_KEY> /bin/sh -c rm /srv/.env &&     true # buildk…
   │  └─ api-key API_KEY
   └─ 20  COPY <<EOF /motd # buildkit
`);
});

test("colour changes nothing but the colour", () => {
  const escapes = new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, "g");
  const coloured = text(undefined, 80, true);
  expect(coloured).toMatch(escapes);
  expect(coloured.replace(escapes, "")).toBe(text());
});

const folder = join(__dirname, "../../examples");

test.each(readdirSync(folder))("the tree of %s fits the terminal", (name) => {
  for (const columns of [80, 120]) {
    const directory = join(folder, name).replaceAll("\\", "/");
    const lines = textInspection(inspect({ directory }), { colour: false, columns }).split("\n");
    expect(lines.filter((line) => width(line) > columns)).toEqual([]);
  }
});

test("a layer that another stage of the chain hides", () => {
  const Dockerfile = "FROM a AS base\nCOPY .env /app/\nFROM base\nRUN rm /app/.env\n";
  const shown = text({ ...shop, Dockerfile });
  expect(shown).toContain("deleted in line 4: hidden, not removed");
  expect(shown).toContain("hides /app/.env of line 2");
});

test("what a condition decides, what cannot be known, and what is published beside", () => {
  const Dockerfile = "FROM a\nARG API_KEY\nCOPY .env /app/\nRUN if [ -f x ]; then cp /app/.env /x; fi\n";
  const shown = textInspection(
    inspection({ ...shop, Dockerfile }, { inputs: { provenance: "max", cacheTo: "max" } }),
    { colour: false, columns: 80 },
  );
  expect(shown).toContain("/x  env-file .env\n│        └─ not sure to be there\n");
  expect(shown).toContain("beside the image\n   └─ 2  provenance API_KEY  api-key API_KEY\n");
});

test("what cannot be known before the build", () => {
  const files = memory({
    "/context/Dockerfile": "FROM a\nADD a.tar.xz /\n",
    "/context/a.tar.xz": Uint8Array.of(0xfd, 0x37, 0x7a, 0x58, 0x5a, 0, 0, 0),
  });
  const shown = textInspection(inspection({}, { files }), { colour: false, columns: 80 });
  expect(shown).toMatch(/└─ not known before the build\n {3}└─ 2 {2}.+ is not known\.\n$/);
});

test("only what is asked for is beside the image", () => {
  expect(image()).not.toHaveProperty("provenance");
  expect(image(shop, { inputs: { cacheTo: "max" } }).cache).toMatchObject([
    { name: "/app/.env", line: 5, stage: "build" },
  ]);
});

test("a journey has its steps, and each place where it rests", () => {
  const env = image().journeys.find(({ name }) => name === ".env");
  expect(env).toMatchObject({ kind: "env-file", origin: "context-file" });
  expect(env?.places.map(({ rests, path, line, hiddenByLine }) => [rests, path, line, hiddenByLine])).toEqual(
    [
      ["image", "/srv/.env", 16, 17],
      ["builder", "/app/.env", 5, undefined],
    ],
  );
  expect(env?.places[0]?.steps.map(({ file, line }) => `${file}:${line}`)).toEqual([
    "context/.env:1",
    "context/Dockerfile:5",
    "context/Dockerfile:16",
  ]);
});

test("a place that a longer way passes has no steps of its own", () => {
  const carried = Array.from({ length: 60 }, (_, index) => [
    `FROM a AS s${index}`,
    index === 0 ? "COPY .env /x/" : `COPY --from=s${index - 1} /x /x`,
  ]);
  const { journeys } = image({ ...shop, Dockerfile: carried.flat().join("\n") });
  const [env] = journeys.filter(({ name }) => name === ".env");
  expect(env?.places).toHaveLength(60);
  expect(env?.places.map(({ rests, steps }) => `${rests} ${steps.length}`)).toEqual([
    "image 61",
    ...Array(59).fill("builder 0"),
  ]);
});

test("of very many places the later ones have their last step", () => {
  const copies = Array.from({ length: 900 }, (_, index) => `cp /f${index} /f${index + 1}`);
  const Dockerfile = `FROM a\nARG T_TOKEN\nRUN <<E\necho $T_TOKEN > /f0\n${copies.join("\n")}\nE\n`;
  const places = image({ Dockerfile }).journeys[0]!.places.filter(({ where }) => where === "layer");
  expect(places).toHaveLength(901);
  expect(places[100]?.steps.length).toBeGreaterThan(60);
  expect(places.at(-1)?.steps.map(({ message }) => message)).toEqual(["copied to /f900 by cp"]);
});

test("stages of one name hold what is theirs", () => {
  const Dockerfile = "FROM a AS x\nCOPY .env /a/\nFROM x AS x\nRUN rm /a/.env\n";
  const shown = text({ ...shop, Dockerfile });
  expect(shown).toContain("├─ 1  FROM a AS x  ships 1 layer\n");
  expect(shown).toContain("├─ 3  FROM x AS x  ships 1 layer\n│  └─ 4  RUN rm /a/.env\n");
});

test("each secret names its journey, those that ship first", () => {
  const { layers, env, history, stages, journeys } = image();
  const named = [
    ...layers,
    ...history,
    ...stages.flatMap(({ layers = [], history = [] }) => [...layers, ...history]),
  ]
    .flatMap(({ secrets }) => secrets)
    .concat(env.map(({ secret }) => secret));
  expect(named.length).toBeGreaterThan(5);
  for (const { journey, kind, name } of named) expect(journeys[journey]).toMatchObject({ kind, name });
  expect(journeys.map(({ name, places }) => [name, places[0]!.rests])).toEqual([
    [".env", "image"],
    ["API_KEY", "image"],
    ["NPM_TOKEN", "builder"],
  ]);
});

test("a secret does not show through where it stands a second time", () => {
  const value = "blue-horse-41-Staple";
  const Dockerfile = [
    "FROM a AS b",
    `ENV API_KEY=${value}`,
    `COPY ${value} /x/`,
    `# watertight: ${value}`,
    `RUN echo ${value} > /out`,
    `FROM ${value}.example/x AS ${value.toLowerCase()}`,
    `COPY --from=b /x/${value} /out /`,
    `WORKDIR /srv/${value}`,
  ].join("\n");
  for (const target of ["b", "1"]) {
    const shown = inspection({ Dockerfile, [value]: "x" }, { target });
    expect(plantedSecrets(jsonInspection(shown))).toEqual([]);
    expect(plantedSecrets(textInspection(shown, { colour: true, columns: 200 }))).toEqual([]);
  }
});

test("names cannot act on a terminal", () => {
  const shown = text({
    Dockerfile: "FROM a\nCOPY . /x\u202e/\n",
    "\u001b[31m/\u202e\n.env": "DB_PASSWORD=blue-horse-41-Staple\n",
  });
  expect(shown).toContain("␛[31m/<U+202E>␊.env");
  expect(shown).not.toMatch(/(?!\n)\p{Cc}|[\u202a-\u202e]/u);
});

test("an inspection as JSON is the inspection", () => {
  expect(JSON.parse(jsonInspection(inspection()))).toEqual(inspection());
});

test("only an inspection counts what is copied", () => {
  const { files } = buildOptions(shop);
  let sizes = 0;
  const size = (path: string) => {
    sizes++;
    return files.size(path);
  };
  const counting = { ...files, size };
  lint(buildOptions(shop, { files: counting }));
  expect(sizes).toBe(0);
  inspect(buildOptions(shop, { files: counting }));
  expect(sizes).toBeGreaterThan(0);
});

test.each([
  [0, "0 B"],
  [999, "999 B"],
  [1000, "1.0 kB"],
  [9_960, "10 kB"],
  [12_345, "12 kB"],
  [999_499, "999 kB"],
  [999_600, "1.0 MB"],
  [5_000_000_000, "5.0 GB"],
])("%d bytes are %s", (number, shown) => {
  expect(bytes(number)).toBe(shown);
});

test("no build, nothing to show", () => {
  const empty = inspect({ directory: "/", paths: ["/none"], files: memory({}) });
  expect(textInspection(empty, { colour: false, columns: 80 })).toBe("");
  expect(empty.problems).toHaveLength(1);
});

describe("what a parent image brings", () => {
  const files: Files = {
    "compose.yaml": "services:\n  base: { build: ./base, image: acme/base }\n  web: { build: ./web }\n",
    "base/Dockerfile":
      'FROM alpine\nENV DB_PASSWORD=blue-horse-41-Staple\nRUN echo "$DB_PASSWORD" > /p\nRUN rm /p\nONBUILD COPY . /app\n',
    "web/Dockerfile": "FROM acme/base\nRUN rm /app/.env\n",
    "web/.env": "DB_PASSWORD=blue-horse-41-Staple\n",
  };
  const inspected = () => {
    const { context: _, ...options } = buildOptions(files);
    const all = inspect({ ...options, paths: ["/context"] });
    return { ...all, builds: all.builds.filter(({ dockerfile }) => dockerfile === "context/web/Dockerfile") };
  };

  test("stands at the FROM in the tree, with its own place", () => {
    expect(textInspection(inspected(), { colour: false, columns: 100 })).toBe(`\
context/web/Dockerfile  compose service web
├─ context context/web, no ignore file
├─ target 0
├─ 1  FROM acme/base  ships 4 layers
│  ├─ context/base/Dockerfile:3  RUN echo "$DB_PASSWORD" > /p  from image acme/base
│  │  └─ /p  password DB_PASSWORD
│  │     └─ deleted in image acme/base: hidden, not removed
│  ├─ context/base/Dockerfile:4  RUN rm /p  from image acme/base
│  ├─ context/base/Dockerfile:5  COPY . /app  from image acme/base, 2 files, 65 B
│  │  └─ /app/.env  env-file .env
│  │     └─ deleted in line 2: hidden, not removed
│  └─ 2  RUN rm /app/.env
│     └─ hides /app/.env of line context/base/Dockerfile:5
├─ env
│  └─ context/base/Dockerfile:2  DB_PASSWORD  password DB_PASSWORD
├─ labels  no secret
├─ commands  no secret
└─ history
   ├─ context/base/Dockerfile:2  ENV DB_PASSWORD=<DB_PASSWORD>
   │  └─ password DB_PASSWORD
   ├─ context/base/Dockerfile:3  RUN /bin/sh -c echo "$DB_PASSWORD" > /p # buildkit
   ├─ context/base/Dockerfile:4  RUN /bin/sh -c rm /p # buildkit
   ├─ context/base/Dockerfile:5  COPY . /app # buildkit
   └─ 2  RUN /bin/sh -c rm /app/.env # buildkit
`);
  });

  test("has the line of the FROM in the JSON, and its own place beside it", () => {
    const { layers, env } = inspected().builds[0]!.image;
    const inherited = (line: number) => ({ image: "acme/base", dockerfile: "context/base/Dockerfile", line });
    expect(layers.map((layer) => [layer.line, layer.stageIndex, layer.inherited])).toEqual([
      [1, 0, inherited(3)],
      [1, 0, inherited(4)],
      [1, 0, inherited(5)],
      [2, 0, undefined],
    ]);
    expect(layers[0]?.secrets[0]?.hiddenByLine).toBe(1);
    expect(env[0]).toMatchObject({ name: "DB_PASSWORD", line: 1, inherited: inherited(2) });
  });

  test("has rows of its own on the page", () => {
    const page = htmlInspection(inspected());
    expect(page).toContain('<span class="line">context/base/Dockerfile:3</span> <code>RUN echo');
    expect(page).toContain("deleted in image acme/base, still in this layer");
    expect(page).toContain("hides <code>/app/.env</code> of line context/base/Dockerfile:5");
    expect(page).not.toContain("blue-horse");
  });
});
