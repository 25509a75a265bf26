import { memory } from "../../src/files/memory";
import { lint } from "../../src/lint";

/** What all rules say of a project, as `rule severity line where path [hidden by line]`, in reading order. */
function told(files: Readonly<Record<string, string>>): string[] {
  const absolute = Object.fromEntries(
    Object.entries(files).map(([path, text]) => [`/project/${path}`, text]),
  );
  const { findings, problems } = lint({ directory: "/project", files: memory(absolute) });
  expect(problems).toEqual([]);
  return findings.map(({ rule, severity, file, range, place }) => {
    const hidden = place.hiddenByLine === undefined ? "" : ` hidden by line ${place.hiddenByLine}`;
    return `${rule} ${severity} ${file}:${range.start.line} ${place.where} ${place.path} from line ${place.line}${hidden}`;
  });
}

const env = "DB_PASSWORD=blue-horse-41-Staple\n";
const npmrc = "//registry.acme.test/:_authToken=blue-horse-41-Staple\n";
const copyAll = ["FROM node:22", "WORKDIR /app", "COPY . .", ""].join("\n");

test("1: COPY . . with .env", () => {
  expect(told({ Dockerfile: copyAll, ".env": env })).toEqual([
    "context-secret error Dockerfile:3 layer /app/.env from line 3",
  ]);
});

test("2: the same and RUN rm .env: still in the layer, with one sentence why", () => {
  const files = { Dockerfile: `${copyAll}RUN rm .env\n`, ".env": env };
  expect(told(files)).toEqual([
    "deleted-secret error Dockerfile:4 layer /app/.env from line 3 hidden by line 4",
  ]);
  const absolute = Object.fromEntries(
    Object.entries(files).map(([path, text]) => [`/project/${path}`, text]),
  );
  const [finding] = lint({ directory: "/project", files: memory(absolute) }).findings;
  expect(finding!.message).toMatch(/later layer only hides/);
});

test("3: .env in .gitignore only", () => {
  expect(told({ Dockerfile: copyAll, ".env": env, ".gitignore": ".env\n" })).toEqual([
    "context-secret error Dockerfile:3 layer /app/.env from line 3",
  ]);
});

test("4: .env in .dockerignore", () => {
  expect(
    told({ Dockerfile: copyAll, ".env": env, ".dockerignore": ".env\n", ".gitignore": ".env\n" }),
  ).toEqual([]);
});

test("5: npm config set and delete in one RUN: the build arg is in the history, and npm's own log may keep it", () => {
  const key = "//registry.acme.test/:_authToken";
  const found = told({
    Dockerfile: [
      "FROM node:22",
      "ARG NPM_TOKEN",
      `RUN npm config set ${key} $NPM_TOKEN && npm install && npm config delete ${key}`,
      "",
    ].join("\n"),
  });
  expect(found).toEqual([
    "secret-in-arg error Dockerfile:2 history NPM_TOKEN from line 2",
    expect.stringMatching(
      /^credential-file warning Dockerfile:3 layer \/root\/\.npm\/_logs\/\S*-debug-0\.log from line 3$/,
    ),
  ]);
});

test("6: ARG API_KEY and ENV API_KEY=$API_KEY: environment and history", () => {
  expect(
    told({ Dockerfile: ["FROM node:22", "ARG API_KEY", "ENV API_KEY=$API_KEY", ""].join("\n") }),
  ).toEqual([
    "secret-in-arg error Dockerfile:2 history API_KEY from line 2",
    "secret-in-env error Dockerfile:3 env API_KEY from line 3",
  ]);
});

test("7: a secret mount with npm ci", () => {
  const mounted = (mount: string) => `FROM node:22\nWORKDIR /app\nRUN --mount=type=secret,${mount} npm ci\n`;
  expect(told({ Dockerfile: mounted("id=npmrc,target=/root/.npmrc") })).toEqual([]);
  expect(told({ Dockerfile: mounted("id=npm_token,env=NPM_TOKEN") })).toEqual([]);
});

test("8: a secret mount with npm config set: kept in /root/.npmrc", () => {
  const run =
    "RUN --mount=type=secret,id=npm_token npm config set //registry.acme.test/:_authToken $(cat /run/secrets/npm_token) && npm ci";
  expect(told({ Dockerfile: `FROM node:22\n${run}\n` })).toEqual([
    "mounted-secret-kept error Dockerfile:2 layer /root/.npmrc from line 2",
  ]);
});

describe("9: .npmrc copied in the builder", () => {
  const builder = [
    "FROM node:22 AS build",
    "WORKDIR /app",
    "COPY package.json .npmrc ./",
    "RUN npm ci && npm run build",
    "FROM node:22-alpine",
    "",
  ].join("\n");

  test("only: silent", () => {
    expect(told({ Dockerfile: `${builder}COPY --from=build /app/dist /app\n`, ".npmrc": npmrc })).toEqual([]);
  });

  test("and carried by COPY --from: found", () => {
    expect(told({ Dockerfile: `${builder}COPY --from=build /app /app\n`, ".npmrc": npmrc })).toEqual([
      "carried-credential error Dockerfile:6 layer /app/.npmrc from line 6",
    ]);
  });
});
