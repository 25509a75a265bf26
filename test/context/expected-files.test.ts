import { contextOf } from "./judge";

const all = (files: Readonly<Record<string, string>>) => contextOf(files).expectedSecretFiles();
const expected = (files: Readonly<Record<string, string>>) =>
  all(files).filter(({ evidence }) => evidence !== undefined);

test("a line of .gitignore that Docker does not know", () => {
  expect(expected({ ".gitignore": "node_modules\n\n.env\r\n" })).toEqual([
    { path: ".env", evidence: ".gitignore", line: 3 },
  ]);
  expect(expected({ ".gitignore": ".aws/\n" })).toEqual([
    { path: ".aws/credentials", evidence: ".gitignore", line: 1 },
  ]);
});

test("the line that decides is told", () => {
  expect(expected({ ".gitignore": ".env*\n!.env.example\n.env.local\n" })).toEqual([
    { path: ".env", evidence: ".gitignore", line: 1 },
    { path: ".env.local", evidence: ".gitignore", line: 3 },
    { path: ".env.production", evidence: ".gitignore", line: 1 },
    { path: ".env.production.local", evidence: ".gitignore", line: 1 },
  ]);
  expect(expected({ ".gitignore": ".env\n!.env\n" })).toEqual([]);
});

test("a private key that is named", () => {
  expect(
    expected({ ".gitignore": "/certs/server.key\n*.pem\nserver.pem\n" }).map(({ path, line }) => [
      path,
      line,
    ]),
  ).toEqual([["certs/server.key", 1]]);
});

test("an example beside which the file is missing", () => {
  expect(expected({ "server/.env.example": "" })).toEqual([
    { path: "server/.env", evidence: "server/.env.example", line: undefined },
  ]);
  for (const name of [".env.sample", ".env.template", ".env.dist"])
    expect(expected({ [name]: "" })).toHaveLength(1);
  expect(expected({ ".env.test": "" })).toEqual([]);
});

test("nothing where the file is there, or is not sent", () => {
  expect(expected({ ".gitignore": ".env\n", ".env.example": "", ".env": "" })).toEqual([]);
  expect(expected({ ".gitignore": ".env\n", ".env.example": "", ".dockerignore": ".env\n" })).toEqual([]);
});

test.each(["*", "/*", ".*", "**/*", "*.json", "config/", "[^a]*"])(
  "%s ignores too much to be evidence",
  (line) => {
    expect(expected({ ".gitignore": `${line}\n!src\n` })).toEqual([]);
  },
);

test.each(["*.local", "*.key", "**/*.json"])("%s comes with templates", (line) => {
  expect(expected({ ".gitignore": `${line}\n` })).toEqual([]);
});

test.each([
  ["package.json", '{\n  "dependencies": {\n    "dotenv": "^16.0.0"\n  }\n}\n', 3],
  ["requirements.txt", "flask==3.0\npython-dotenv>=1.0\n", 2],
  ["pyproject.toml", '[project]\ndependencies = ["django-environ"]\n', 2],
  ["Gemfile", 'source "x"\ngem "dotenv-rails", "~> 3"\n', 2],
  ["composer.json", '{"require": {"vlucas/phpdotenv": "^5"}}\n', 1],
  ["go.mod", "module a\n\nrequire github.com/joho/godotenv v1.5.1\n", 3],
  ["compose.yaml", "services:\n  web:\n    env_file: .env\n", 3],
  ["docker-compose.yml", "services:\n  web:\n    env_file:\n      - ./.env\r\n", 4],
])("%s shows that .env is read", (evidence, text, line) => {
  expect(expected({ [evidence]: text })).toEqual([{ path: ".env", evidence, line }]);
});

test.each([
  ["package.json", '{"description": "no dotenv: here"}'],
  ["requirements.txt", "# python-dotenv\n"],
  ["compose.yaml", "services:\n  web:\n    env_file: web.env\n"],
  ["src/package.json", '{"dependencies": {"dotenv": "1"}}'],
])("%s does not", (evidence, text) => expect(expected({ [evidence]: text })).toEqual([]));

test("an .env that nothing speaks of is there without evidence, unless it is ignored or there", () => {
  expect(all({})).toEqual([{ path: ".env", evidence: undefined, line: undefined }]);
  expect(all({ ".dockerignore": "**/.env\n" })).toEqual([]);
  expect(all({ ".env": "" })).toEqual([]);
});

test("a hostile .gitignore is no evidence and costs no time", () => {
  expect(expected({ ".gitignore": `${"*e".repeat(90)}!\n${"[".repeat(1000)}\n.env\n` })).toHaveLength(1);
});
