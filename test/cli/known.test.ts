import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { CANARY, project, run } from "./project";

const ENV = `ENV API_KEY=${CANARY}`;
const ARG = "ARG NPM_TOKEN\nRUN echo $NPM_TOKEN";
const lines = (...text: string[]) => `${text.join("\n")}\n`;

describe("a baseline", () => {
  const args = ["--baseline", "known.json"];
  const written = (files: Record<string, string>) => {
    const where = project(files);
    expect(run(where, [...args, "--write-baseline"])).toMatchObject({ code: 0, stdout: "" });
    return where;
  };

  test("makes what is there known, and what comes later is reported", () => {
    const where = written({ Dockerfile: lines("FROM alpine", ENV) });
    expect(run(where, args)).toEqual({
      code: 0,
      stdout: "1 build checked: no secret found; 1 known from the baseline\n",
      stderr: "",
    });
    writeFileSync(join(where, "Dockerfile"), lines("# moved", "FROM alpine", "", "RUN true", ENV, ARG));
    const { code, stdout } = run(where, [...args, "--quiet"]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^Dockerfile:6:5: error: .* \[secret-in-arg\]\n$/);
  });

  test("holds no secret, is sorted, and keeps the reasons that a person put in", () => {
    const where = written({
      "b/Dockerfile": lines("FROM alpine", ENV),
      "a/Dockerfile": lines("FROM alpine", ENV),
    });
    const path = join(where, "known.json");
    const baseline = JSON.parse(readFileSync(path, "utf8"));
    expect(
      baseline.findings.map(({ file, rule, name }: Record<string, string>) => [file, rule, name]),
    ).toEqual([
      ["a/Dockerfile", "secret-in-env", "API_KEY"],
      ["b/Dockerfile", "secret-in-env", "API_KEY"],
    ]);
    expect(JSON.stringify(baseline)).not.toContain(CANARY);
    baseline.findings[0].reason = "the public sandbox";
    writeFileSync(path, JSON.stringify(baseline));
    expect(run(where, [...args, "--verbose"]).stdout).toContain(
      "silenced secret-in-env: the public sandbox\n",
    );
    run(where, [...args, "--write-baseline"]);
    expect(JSON.parse(readFileSync(path, "utf8"))).toEqual(baseline);
  });

  test("tells what it holds in vain, of files that were looked at or are gone", () => {
    const where = written({
      "a/Dockerfile": lines("FROM alpine", ENV),
      "b/Dockerfile": lines("FROM alpine", ENV),
      "c/Dockerfile": lines("FROM alpine", ENV),
    });
    writeFileSync(join(where, "a/Dockerfile"), "FROM alpine\n");
    rmSync(join(where, "b"), { recursive: true });
    expect(run(where, [...args, "a"])).toMatchObject({
      code: 0,
      stderr:
        "known.json: 2 entries of the baseline are no longer found: secret-in-env of a/Dockerfile, secret-in-env of b/Dockerfile. " +
        "Write it anew with --write-baseline.\n",
    });
  });

  test("may be a report as JSON", () => {
    const where = project({ Dockerfile: lines("FROM alpine", ENV) });
    run(where, ["--format", "json=report.json"]);
    expect(run(where, ["--baseline", "report.json"]).code).toBe(0);
  });

  test.each([
    ["missing", undefined, "there is no baseline known.json; --write-baseline writes it"],
    ["no JSON", "{", "known.json is no baseline"],
    ["another JSON", '{"findings":[{"rule":"x"}]}', "known.json is no baseline"],
    ["a list", "[]", "known.json is no baseline"],
  ])("that is %s is wrong usage", (_, text, message) => {
    const where = project({
      Dockerfile: "FROM alpine\n",
      ...(text === undefined ? {} : { "known.json": text }),
    });
    expect(run(where, args)).toMatchObject({ code: 2, stderr: expect.stringContaining(message) });
  });
});

describe("--diff", () => {
  const git = (where: string, ...args: string[]) =>
    execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@t.example", ...args], {
      cwd: where,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
      env: { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1" },
    });
  const put = (where: string, path: string, text: string) => {
    mkdirSync(dirname(join(where, path)), { recursive: true });
    writeFileSync(join(where, path), text);
  };
  const commit = (where: string) => {
    git(where, "add", "-A");
    git(where, "commit", "-qm", "x");
  };
  /** A repository whose branch `main` holds the files. */
  const repository = (files: Record<string, string>) => {
    const where = project(files);
    git(where, "init", "-q", "-b", "main");
    commit(where);
    return where;
  };
  const found = (where: string, ...args: string[]) => {
    const { code, stdout, stderr } = run(where, ["--diff", "main", "--quiet", ...args]);
    expect({ stderr, failed: code === 1 }).toEqual({ stderr: "", failed: stdout !== "" });
    return [...stdout.matchAll(/^(.+?:\d+:\d+): .*\[([a-z-]+)\]$/gm)].map(
      ([, place, rule]) => `${place} ${rule}`,
    );
  };
  const env = `DB_PASSWORD=${CANARY}\n`;

  test("reports what the work tree adds to a finding that was there, also where lines moved", () => {
    const where = repository({ Dockerfile: lines("FROM alpine", ENV) });
    expect(found(where)).toEqual([]);
    put(where, "Dockerfile", lines("FROM alpine", "RUN true", ENV, ARG));
    expect(found(where)).toEqual(["Dockerfile:4:5 secret-in-arg"]);
    expect(run(where, ["--diff", "main"]).stdout).toMatch(
      /1 build checked: 1 error; 1 older than this change\n$/,
    );
  });

  test("a new file that is named by itself: what it touches was there before", () => {
    const where = repository({ Dockerfile: lines("FROM alpine", ENV, "COPY . /app") });
    put(where, ".env", env);
    expect(found(where, ".env")).toEqual(["Dockerfile:3:6 context-secret"]);
  });

  test("counts from where the branch left, whatever main did since", () => {
    const where = repository({ Dockerfile: lines("FROM alpine", ENV) });
    git(where, "switch", "-qc", "branch");
    put(where, "other", "x");
    commit(where);
    git(where, "switch", "-q", "main");
    put(where, "Dockerfile", "FROM alpine\n");
    commit(where);
    git(where, "switch", "-q", "branch");
    expect(found(where)).toEqual([]);
  });

  test("a change of the context or of its ignore file brings in what the Dockerfile ships", () => {
    const where = repository({
      Dockerfile: lines("FROM alpine", "COPY . /app/"),
      ".dockerignore": ".env\n",
      ".env": env,
    });
    put(where, ".dockerignore", "node_modules\n");
    expect(found(where)).toEqual(["Dockerfile:2:6 context-secret"]);
    git(where, "checkout", "-q", ".dockerignore");
    put(where, "api/.env", env);
    expect(found(where).map((each) => each.split(" ")[1])).toContain("context-secret");
  });

  test("what git ignores is no change", () => {
    const where = repository({ Dockerfile: lines("FROM alpine", "COPY . /app/"), ".gitignore": ".env\n" });
    put(where, ".env", env);
    expect(run(where, []).code).toBe(1);
    expect(found(where)).toEqual([]);
  });

  test("a new Dockerfile is all new, from a folder inside and by a pattern too", () => {
    const where = repository({ "api/Dockerfile": lines("FROM alpine", ENV), "web/x": "" });
    put(where, "web/Dockerfile", lines("FROM alpine", ARG));
    expect(found(where)).toEqual(["web/Dockerfile:2:5 secret-in-arg"]);
    expect(found(join(where, "web"))).toEqual(["Dockerfile:2:5 secret-in-arg"]);
    expect(found(join(where, "api"))).toEqual([]);
    expect(found(where, "*/Dockerfile")).toEqual(["web/Dockerfile:2:5 secret-in-arg"]);
    expect(found(where, "api/Docker*")).toEqual([]);
  });

  test("files that are gone, links and odd names are looked at as they were", () => {
    const where = repository({
      "ä b/Dockerfile": lines("FROM alpine", "COPY . /app/"),
      "ä b/.dockerignore": ".env\n",
      "ä b/.env": env,
      "c/Dockerfile": lines("FROM alpine", "COPY . /app/"),
    });
    symlinkSync("nowhere", join(where, "c/.env"));
    git(where, "add", "-A");
    git(where, "commit", "-qm", "x", "--amend");
    rmSync(join(where, "ä b/.dockerignore"));
    rmSync(join(where, "c/.env"));
    put(where, "c/.env", env);
    expect(found(where)).toEqual(["c/Dockerfile:2:6 context-secret", "ä b/Dockerfile:2:6 context-secret"]);
  });

  test("a comment that the change takes away brings its finding in", () => {
    const comment = "# watertight ignore=secret-in-env -- a sandbox";
    const where = repository({ Dockerfile: lines("FROM alpine", comment, ENV) });
    put(where, "Dockerfile", lines("FROM alpine", ENV));
    expect(found(where)).toEqual(["Dockerfile:2:5 secret-in-env"]);
  });

  test("of a Dockerfile on standard input", () => {
    const where = repository({ Dockerfile: lines("FROM alpine", ENV) });
    const stdin = () => lines("FROM alpine", ENV, ARG);
    const { stdout } = run(where, ["--diff", "main", "--quiet", "-"], { stdin });
    expect(stdout).toMatch(/^Dockerfile:3:5.*\n$/);
  });

  test.each([
    [["--diff", "nowhere"], "git knows no commit nowhere"],
    [["--diff", "--output=x"], "needs a value"],
  ])("%j is wrong usage", (args, message) => {
    const where = repository({ Dockerfile: "FROM alpine\n" });
    expect(run(where, args)).toMatchObject({ code: 2, stdout: "", stderr: expect.stringContaining(message) });
  });

  test("needs a repository, and history in common", () => {
    expect(run(project({ Dockerfile: "FROM alpine\n" }), ["--diff", "main"])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("there is no git repository here"),
    });
    const where = repository({ Dockerfile: "FROM alpine\n" });
    git(where, "checkout", "-q", "--orphan", "other");
    put(where, "other", "x");
    commit(where);
    expect(run(where, ["--diff", "main"])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("no commit in common"),
    });
  });
});
