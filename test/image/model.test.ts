import { type Files, table } from "./table";

const value = ["plainly", "Fake", "4711", "Value"].join("-");
const env = `DB_PASSWORD=${value}\n`;
const npmrc = `//registry.example.org/:_authToken=${value}\n`;
const build = (lines: readonly string[], files: Files = {}): Files => ({
  Dockerfile: `${lines.join("\n")}\n`,
  ...files,
});

describe("layers", () => {
  test.each<[string, readonly string[], Files, readonly string[]]>([
    ["COPY . takes it", ["FROM a", "COPY . /app"], { ".env": env }, ["layer 2 /app/.env"]],
    [
      "a directory by its contents",
      ["FROM a", "COPY conf /app"],
      { "conf/.env": env },
      ["layer 2 /app/.env"],
    ],
    ["into WORKDIR", ["FROM a", "WORKDIR /srv", "COPY .env ."], { ".env": env }, ["layer 3 /srv/.env"]],
    ["under another name", ["FROM a", "COPY .env /etc/app.conf"], { ".env": env }, ["layer 2 /etc/app.conf"]],
    ["several sources", ["FROM a", "COPY x .env /app/"], { ".env": env, x: "1" }, ["layer 2 /app/.env"]],
    ["a glob", ["FROM a", "COPY .e* /app/"], { ".env": env }, ["layer 2 /app/.env"]],
    ["JSON form", ["FROM a", 'COPY [".env", "/app/"]'], { ".env": env }, ["layer 2 /app/.env"]],
    ["ADD", ["FROM a", "ADD . /app"], { ".env": env }, ["layer 2 /app/.env"]],
    ["--exclude", ["FROM a", "COPY --exclude=.env . /app"], { ".env": env }, []],
    [
      "--exclude is of the top",
      ["FROM a", "COPY --exclude=.env . /app"],
      { "b/.env": env },
      ["layer 2 /app/b/.env"],
    ],
    ["the ignore file", ["FROM a", "COPY . /app"], { ".env": env, ".dockerignore": "**/.env\n" }, []],
    [
      "an ignore file of its own goes first",
      ["FROM a", "COPY . /app"],
      { ".env": env, ".dockerignore": ".env\n", "Dockerfile.dockerignore": "*.md\n" },
      ["layer 2 /app/.env"],
    ],
    [
      "rm later hides",
      ["FROM a", "COPY . /app", "RUN rm /app/.env"],
      { ".env": env },
      ["layer 2 /app/.env hidden by 3"],
    ],
    [
      "rm -rf of the folder",
      ["FROM a", "COPY . /app", "RUN rm -rf /app"],
      { ".env": env },
      ["layer 2 /app/.env hidden by 3"],
    ],
    [
      "mv later: both",
      ["FROM a", "COPY . /app", "RUN mv /app/.env /etc/env"],
      { ".env": env },
      ["layer 2 /app/.env hidden by 3", "layer 3 /etc/env"],
    ],
    [
      "rm that may not run",
      ["FROM a", "COPY . /app", "RUN test -f /x && rm /app/.env || true"],
      { ".env": env },
      ["layer 2 /app/.env"],
    ],
    [
      "a file over it",
      ["FROM a", "COPY .env /x", "COPY y /x"],
      { ".env": env, y: "1" },
      ["layer 2 /x hidden by 3"],
    ],
    ["another stage", ["FROM a AS b", "COPY . /app", "FROM a"], { ".env": env }, []],
    [
      "carried",
      ["FROM a AS b", "COPY . /app", "FROM a", "COPY --from=b /app /srv"],
      { ".env": env },
      ["layer 4 /srv/.env"],
    ],
    [
      "carried, removed before",
      ["FROM a AS b", "COPY . /app", "RUN rm /app/.env", "FROM a", "COPY --from=b /app /srv"],
      { ".env": env },
      [],
    ],
    ["FROM a stage", ["FROM a AS b", "COPY . /app", "FROM b"], { ".env": env }, ["layer 2 /app/.env"]],
    ["a bind mount", ["FROM a", "RUN --mount=type=bind,target=/src cat /src/.env"], { ".env": env }, []],
    [
      "out of a bind mount",
      ["FROM a", "RUN --mount=type=bind,target=/src cp /src/.env /etc/"],
      { ".env": env },
      ["layer 2 /etc/.env"],
    ],
    [
      "a tmpfs mount",
      ["FROM a", "ARG T_TOKEN", "RUN --mount=type=tmpfs,target=/t true > /t/x"],
      {},
      ["history 2", "history 3"],
    ],
    ["a secret mount", ["FROM a", "RUN --mount=type=secret,id=npmrc,target=/root/.npmrc npm ci"], {}, []],
    [
      "out of a secret mount",
      ["FROM a", "RUN --mount=type=secret,id=k cat /run/secrets/k > /k"],
      {},
      ["layer 2 /k"],
    ],
    [
      "and removed again",
      ["FROM a", "RUN --mount=type=secret,id=k cat /run/secrets/k > /k && rm /k"],
      {},
      [],
    ],
    ["a heredoc", ["FROM a", "COPY <<E /root/.npmrc", npmrc.trim(), "E"], {}, ["layer 2 /root/.npmrc"]],
  ])("%s", (_, lines, files, expected) => expect(table(build(lines, files))).toEqual(expected));
});

describe("config and history", () => {
  test.each<[string, readonly string[], readonly string[]]>([
    ["ENV", ["FROM a", `ENV API_KEY=${value}`], ["env API_KEY", "history 2"]],
    ["ENV of old", ["FROM a", `ENV API_KEY ${value}`], ["env API_KEY", "history 2"]],
    ["ENV from ARG", ["FROM a", "ARG API_KEY", "ENV K=$API_KEY"], ["env K", "history 3"]],
    ["ARG without a use", ["FROM a", "ARG API_KEY"], ["history 2"]],
    ["a default", ["FROM a", `ARG API_KEY=${value}`, "RUN true"], ["history 2", "history 3"]],
    ["ARG before FROM", [`ARG API_KEY=${value}`, "FROM a", "RUN true"], []],
    [
      "and declared again",
      [`ARG API_KEY=${value}`, "FROM a", "ARG API_KEY", "RUN true"],
      ["history 3", "history 4"],
    ],
    ["another stage", ["FROM a AS b", "ARG API_KEY", "RUN true", "FROM a"], []],
    ["a label", ["FROM a", `LABEL api_key=${value}`], ["label api_key", "history 2"]],
    ["CMD", ["FROM a", `CMD serve --token=${value}`], ["command CMD", "history 2"]],
    ["single quotes", ["FROM a", "ARG T_TOKEN", "RUN echo '$T_TOKEN' > /x"], ["history 2", "history 3"]],
    [
      "double quotes",
      ["FROM a", "ARG T_TOKEN", 'RUN echo "$T_TOKEN" > /x'],
      ["layer 3 /x", "history 2", "history 3"],
    ],
  ])("%s", (_, lines, expected) => {
    const found = table(build(lines));
    expect(expected.filter((line) => !found.includes(line))).toEqual([]);
    expect(found.filter((line) => !line.startsWith("history") && !expected.includes(line))).toEqual([]);
  });

  test("--target and --build-arg", () => {
    const lines = ["FROM a AS b", `ENV API_KEY=${value}`, "FROM a", "ARG T_TOKEN"];
    expect(table(build(lines), { target: "b" })).toEqual(["env API_KEY", "history 2"]);
    expect(table(build(lines), { buildArgs: { T_TOKEN: value } })).toEqual(["history 4"]);
  });
});
