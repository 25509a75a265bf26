import { contextOf } from "./judge";

const expected = (files: Readonly<Record<string, string>>) => contextOf(files).expectedSecretFiles();

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

test("a hostile .gitignore is no evidence and costs no time", () => {
  expect(expected({ ".gitignore": `${"*e".repeat(90)}!\n${"[".repeat(1000)}\n.env\n` })).toHaveLength(1);
});
