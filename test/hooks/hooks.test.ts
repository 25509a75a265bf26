import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { definitionReader } from "../../src/discover/definitions/readers";
import { isDockerfileName } from "../../src/discover/names";
import { isOfContext } from "../../src/discover/touched";
import { project, run } from "../cli/project";

interface Hook {
  readonly id: string;
  readonly entry: string;
  readonly files: string;
}

const hooks = parse(readFileSync(join(__dirname, "../../.pre-commit-hooks.yaml"), "utf8")) as Hook[];
/** Python's verbose form, as JavaScript writes it. */
const taken = (hook: Hook) => new RegExp(hook.files.replace("(?x)", "").replace(/\s+/g, ""));
const argumentsOf = (id: string) =>
  hooks
    .find((hook) => hook.id === id)!
    .entry.split(" ")
    .slice(1);

const TAKEN = `
  Dockerfile dockerfile api/Dockerfile Dockerfile.prod Dockerfile.python3.12 docker/api.Dockerfile dev.dockerfile Containerfile Containerfile.dev
  .dockerignore api/.dockerignore Dockerfile.dockerignore api/Dockerfile.prod.dockerignore .containerignore .gitignore
  compose.yaml docker-compose.yml docker-compose.prod.yml compose.override.yaml docker-bake.hcl docker-bake.prod.json skaffold.yaml
  .gitlab-ci.yml .devcontainer/devcontainer.json .github/workflows/ci.yml .github/actions/build/action.yml
  .env .env.production api/.env.example prod.env sample.env .npmrc api/.npmrc .yarnrc.yml .pypirc .netrc .git-credentials .envrc
  .aws/credentials home/.ssh/config .kube/config .docker/config.json id_rsa keys/id_ed25519 test/fixtures/id_rsa server.pem tls/server.key
  release.jks terraform.tfstate prod.tfvars credentials.json serviceAccountKey.json service-account.json secrets.yml auth.json
`;
const LEFT = `
  README.md package.json src/index.ts Dockerfile.j2 Dockerfile.md Dockerfile.dev.tmpl Dockerfile~ Dockerfiles/a.txt MyDockerfile.go
  docs/docker.md environment.ts src/env.ts composer.json docker-compose.md .github/dependabot.yml id_rsa.pub monkey.ts config.yaml
`;
const words = (text: string) => text.trim().split(/\s+/);

describe.each(hooks)("the hook $id", (hook) => {
  test.each(words(TAKEN))("takes %s, and the command line knows what it is", (path) => {
    expect(taken(hook).test(path)).toBe(true);
    const name = path.slice(path.lastIndexOf("/") + 1);
    const absolute = `/p/${path}`;
    const known =
      isDockerfileName(name) || definitionReader(absolute) || isOfContext(absolute, { directory: "/p" });
    expect(Boolean(known)).toBe(true);
  });

  test.each(words(LEFT))("leaves %s alone", (path) => {
    expect(taken(hook).test(path)).toBe(false);
  });
});

const DOCKERFILE = "FROM node:22-alpine\nCOPY . /app\n";

test("a change that touches no build is quick and quiet", () => {
  const root = project({ ".env": "DB_PASSWORD=blue-horse-41-Staple\n" });
  expect(run(root, [...argumentsOf("watertight"), ".env"])).toMatchObject({ code: 0, stderr: "" });
});

test("the hook blocks a folder's copy with an environment file, by each file that makes it", () => {
  const root = project({ Dockerfile: DOCKERFILE, ".env": "DB_PASSWORD=blue-horse-41-Staple\n" });
  for (const path of ["Dockerfile", ".env"])
    expect(run(root, [...argumentsOf("watertight"), path])).toMatchObject({
      code: 1,
      stdout: expect.stringContaining("COPY ships .env in the image"),
    });
});

test("the hook of the ignore file runs the rules of the context and no other", () => {
  const root = project({
    Dockerfile: `${DOCKERFILE}ENV API_KEY=blue-horse-41-Staple\n`,
    ".gitignore": ".env\n",
    ".dockerignore": "node_modules\n",
  });
  const check = () => run(root, [...argumentsOf("watertight-ignore"), ".dockerignore"]);
  expect(check()).toMatchObject({ code: 1, stdout: expect.stringContaining("context-unguarded") });
  expect(check().stdout).not.toContain("API_KEY");
});
