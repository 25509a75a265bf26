import { openContext } from "../../src/context";
import { memory } from "../../src/files/memory";
import { overlay } from "../../src/files/overlay";
import { applyFixes, lint } from "../../src/index";
import { judgeWith } from "../../src/secrets";

type Files = Readonly<Record<string, string>>;

const report = (files: Files) =>
  lint({
    directory: "/p",
    files: memory(Object.fromEntries(Object.entries(files).map(([path, text]) => [`/p/${path}`, text]))),
  });

const fixed = (files: Files, unsafe = true): Files =>
  Object.fromEntries(applyFixes(report(files), { unsafe }).files.map(({ path, after }) => [path, after]));

const env = "DB_PASSWORD=blue-horse-41-Staple\n";

describe("an edit that does not hold is not offered", () => {
  test("where another instruction takes the variable", () => {
    const { findings } = report({
      Dockerfile: "FROM alpine\nARG API_TOKEN\nWORKDIR /srv/$API_TOKEN\nRUN make\n",
    });
    const found = findings.find(({ rule }) => rule === "secret-in-arg");
    expect(found?.fix?.edits).toEqual([]);
    expect(found?.fix?.advice).not.toEqual([]);
  });

  test("where the secret would be kept all the same", () => {
    const files = {
      Dockerfile:
        "FROM alpine\nARG API_TOKEN\nRUN ./install && ./configure $API_TOKEN > /etc/app.conf && sed -i s/x/$API_TOKEN/ /etc/other.conf\n",
    };
    for (const { fix } of report(files).findings) expect(fix?.edits).toEqual([]);
  });

  test("where a builder copies the file by its name", () => {
    const dockerfile =
      "FROM node:22 AS build\nCOPY .env ./\nRUN npm run build\nFROM node:22\nWORKDIR /app\nCOPY --from=build /dist dist\nCOPY . .\n";
    const [finding] = report({ Dockerfile: dockerfile, ".env": env }).findings;
    expect(finding?.fix?.edits).toEqual([]);
  });
});

describe("no ignore line is written that would stop a build", () => {
  const edits = (files: Readonly<Record<string, string>>) =>
    report(files).findings.map(({ fix }) => fix?.edits.map(({ file }) => file));

  test.each<[string, Readonly<Record<string, string>>]>([
    [
      "for want of a file that is not here yet",
      { Dockerfile: "FROM a\nCOPY .env /app/\nCOPY . /srv\n", ".gitignore": ".env\n" },
    ],
    [
      "for want of one that a variable names",
      { Dockerfile: "FROM a\nARG ID=1\nCOPY ./k/${ID}/.env ./\n", "k/1/.env": env },
    ],
  ])("%s", (_, files) => {
    expect(edits(files).flat()).not.toContain(".dockerignore");
  });

  test("of another Dockerfile that takes files from the same context", () => {
    const files = { "Dockerfile.web": "FROM a\nCOPY s/ /h/\n", "s/.env": env, "s/run.sh": "ls\n" };
    expect(edits(files)).toEqual([[".dockerignore"]]);
    expect(edits({ ...files, Dockerfile: "FROM a\nCOPY s/.env /root/\n" })).toEqual([["Dockerfile"], []]);
    const apart = { ...files, Dockerfile: "FROM a\nCOPY s/.env /root/\n", "Dockerfile.dockerignore": "x\n" };
    expect(edits(apart)).toEqual([["Dockerfile"], [".dockerignore"]]);
  });
});

describe("safe is what neither a build nor a container misses", () => {
  test.each([
    ["nothing reads the file", "FROM node:22\nCOPY . /app\nRUN apt-get update\n", "safe"],
    ["the project's code runs", "FROM node:22\nCOPY . /app\nRUN npm run build\n", "unsafe"],
    ["it is copied by its name", "FROM node:22\nCOPY .env /app/\n", "unsafe"],
  ])("%s", (_, dockerfile, safety) => {
    expect(report({ Dockerfile: dockerfile, ".env": env }).findings[0]?.fix?.safety).toBe(safety);
  });
});

test("a mount is given to the RUNs that need the secret and to no other", () => {
  const dockerfile = [
    "FROM node:22 AS base",
    "ARG NPM_TOKEN",
    "RUN apt-get update",
    "RUN npm ci",
    "FROM base",
    "RUN npm run build",
    "RUN npm install --omit=dev",
    "",
  ].join("\n");
  expect(fixed({ Dockerfile: dockerfile }).Dockerfile).toBe(
    [
      "# syntax=docker/dockerfile:1",
      "FROM node:22 AS base",
      "RUN apt-get update",
      "RUN --mount=type=secret,id=npm_token,env=NPM_TOKEN npm ci",
      "FROM base",
      "RUN npm run build",
      "RUN --mount=type=secret,id=npm_token,env=NPM_TOKEN npm install --omit=dev",
      "",
    ].join("\n"),
  );
});

test("another user of the image can read what is mounted", () => {
  const dockerfile = "FROM node:22\nUSER node\nWORKDIR /app\nCOPY package.json .npmrc ./\nRUN npm ci\n";
  const npmrc = "//registry.acme.test/:_authToken=blue-horse-41-Staple\n";
  expect(fixed({ Dockerfile: dockerfile, ".npmrc": npmrc }).Dockerfile).toContain(
    "RUN --mount=type=secret,id=npmrc,target=/app/.npmrc,uid=1000,required npm ci\n",
  );
});

test("a new ignore file is made for the project and keeps what is copied by name", () => {
  const files = {
    ".env": env,
    ".git/HEAD": "ref: refs/heads/main\n",
    "package.json": "{}\n",
    "pyproject.toml": "\n",
  };
  const all = "FROM node:22\nCOPY . /app\nRUN npm ci\n";
  expect(fixed({ ...files, Dockerfile: all })[".dockerignore"]).toBe(
    ".git\n**/.env\n**/node_modules\n**/__pycache__\n.venv\n",
  );
  const named = "FROM node:22\nCOPY .venv /venv\nCOPY . /app\nRUN npm ci && git describe\n";
  expect(fixed({ ...files, Dockerfile: named, ".venv/x": "" })[".dockerignore"]).toBe(
    "**/.env\n**/node_modules\n**/__pycache__\n",
  );
});

test("fixes that touch are made one after the other, equal ones once", () => {
  const dockerfile = "FROM alpine\nARG API_TOKEN\nARG DB_PASSWORD\nRUN ./use $API_TOKEN $DB_PASSWORD\n";
  const applied = applyFixes(report({ Dockerfile: dockerfile }), { unsafe: true });
  expect(applied.fixed.map(({ secret }) => secret.name)).toEqual(["API_TOKEN"]);
  expect(applied.left.map(({ reason }) => reason)).toEqual([expect.stringContaining("touches the lines")]);
  expect(applyFixes(report({ Dockerfile: dockerfile })).files).toEqual([]);
});

test("a context that is kept out of more is what a walk of it finds", () => {
  const disk = memory({
    "/p/.env": env,
    "/p/a/.env": env,
    "/p/id_rsa": "x",
    "/p/.git/HEAD": "x",
    "/p/Dockerfile": "",
  });
  const shared = { root: "/p", dockerfile: "/p/Dockerfile", judge: judgeWith({}) };
  const wider = openContext({ ...shared, files: disk });
  for (const lines of [".env\n", "**/.env\n.git\n", "*\n!a\n"]) {
    const files = overlay(disk, new Map([["/p/.dockerignore", lines]]));
    expect(openContext({ ...shared, files, wider }).secretFiles).toEqual(
      openContext({ ...shared, files }).secretFiles,
    );
  }
});
