import { readdirSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { join, posix } from "node:path";

const root = join(__dirname, "../..");
const files = ["src", "rules"]
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map(
      (path) => `${folder}/${path.replaceAll("\\", "/")}`,
    ),
  )
  .filter((path) => path.endsWith(".ts"))
  .map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));

/** What a file imports: packages by name, files as paths from the root. */
function imports({ path, text }: (typeof files)[number]): string[] {
  const statements = text.matchAll(/^(?:import|export)\b(?:[^;"']*?\bfrom\s*)?"([^"]+)"/gm);
  const calls = text.matchAll(/\b(?:require|import)\("([^"]+)"\)/g);
  const specifiers = [...statements, ...calls].map((match) => match[1]!);
  return specifiers.map((specifier) =>
    specifier.startsWith(".") ? posix.join(posix.dirname(path), specifier) : specifier,
  );
}

/** `src/image/run` and `src/image` are one part; `src/rule` is the file of that name. */
const part = (path: string): string => path.replace(/\.ts$/, "").split("/").slice(0, 2).join("/");

const importsOf = (folder: string): { readonly path: string; readonly imported: string }[] =>
  files
    .filter(({ path }) => path.startsWith(`${folder}/`))
    .flatMap((file) => imports(file).map((imported) => ({ path: file.path, imported })));

const everyImport = [...importsOf("src"), ...importsOf("rules")];
const isBuiltin = (name: string) => name.startsWith("node:") || builtinModules.includes(name);
const isPackage = (name: string) =>
  /^@?[a-z]/.test(name) && !/^(?:src|rules)\//.test(name) && !name.endsWith(".json") && !isBuiltin(name);

test("the files are found", () => {
  expect(files.length).toBeGreaterThan(30);
  expect(everyImport.some(({ imported }) => imported === "dockerfile-ast")).toBe(true);
});

test("each third-party package is imported in one folder", () => {
  const homes: Record<string, string[]> = {};
  for (const { path, imported } of everyImport.filter((item) => isPackage(item.imported))) {
    const name = imported
      .split("/")
      .slice(0, imported.startsWith("@") ? 2 : 1)
      .join("/");
    homes[name] = [...new Set([...(homes[name] ?? []), part(path)])].sort();
  }
  const { picocolors, ...others } = homes;
  expect(others).toEqual({
    "@noble/hashes": ["src/engine"],
    "dockerfile-ast": ["src/dockerfile"],
    unbash: ["src/shell"],
    ignore: ["src/context"],
    "fast-glob": ["src/discover"],
    yaml: ["src/discover"],
    yargs: ["src/cli"],
    "yargs-parser": ["src/cli"],
    "vscode-languageserver": ["src/lsp"],
    "vscode-languageserver-textdocument": ["src/lsp"],
    zod: ["src/config"],
  });
  for (const home of picocolors ?? []) expect(["src/cli", "src/reporters"]).toContain(home);
});

test("rules import the model and plain types only", () => {
  const allowed = [
    "src/rule",
    "src/finding",
    "src/build",
    "src/image",
    "src/text",
    "src/context",
    "src/dockerfile",
    "src/fixes",
    "rules/shared",
  ];
  const wrong = importsOf("rules").filter(
    ({ path, imported }) => !allowed.includes(part(imported)) && part(imported) !== part(path),
  );
  expect(wrong).toEqual([]);
});

test("rules take types from the Dockerfile and the secrets, no functions", () => {
  const wrong = importsOf("rules").filter(
    ({ imported }) => part(imported) === "src/dockerfile" && imported !== "src/dockerfile/types",
  );
  expect(wrong).toEqual([]);
});

test("rules do no IO", () => {
  expect(importsOf("rules").filter(({ imported }) => isBuiltin(imported) || isPackage(imported))).toEqual([]);
});

test("reporters know findings and text, no image", () => {
  const allowed = ["src/report", "src/finding", "src/text", "src/reporters"];
  const wrong = importsOf("src/reporters").filter(
    ({ imported }) => !isBuiltin(imported) && !isPackage(imported) && !allowed.includes(part(imported)),
  );
  expect(wrong).toEqual([]);
});

/** Folders of the core, each with what it may import besides itself. What is not listed may import anything but the edges. */
const directions: Readonly<Record<string, readonly string[]>> = {
  "src/text": [],
  "src/files": [],
  "src/dockerfile": ["src/text"],
  "src/shell": ["src/text"],
  "src/secrets": ["src/text"],
  "src/context": ["src/text", "src/files", "src/secrets"],
  "src/image": [
    "src/text",
    "src/finding",
    "src/build",
    "src/dockerfile",
    "src/shell",
    "src/secrets",
    "src/context",
  ],
  "src/fixes": [
    "src/text",
    "src/files",
    "src/build",
    "src/discover",
    "src/finding",
    "src/report",
    "src/rule",
    "src/dockerfile",
    "src/shell",
    "src/context",
    "src/image",
  ],
  "src/init": [
    "src/text",
    "src/files",
    "src/build",
    "src/secrets",
    "src/context",
    "src/discover",
    "src/fixes",
  ],
  "src/engine": ["src/text", "src/finding", "src/rule", "src/report", "src/dockerfile"],
};

test.each(Object.entries(directions))("%s imports only what stands below it", (folder, allowed) => {
  const wrong = importsOf(folder).filter(({ imported }) => {
    return (
      !isBuiltin(imported) &&
      !isPackage(imported) &&
      part(imported) !== folder &&
      !allowed.includes(part(imported))
    );
  });
  expect(wrong).toEqual([]);
});

test("the language server is a client of the public API", () => {
  const allowed = ["src/index", "src/config", "src/reporters", "src/lsp"];
  const wrong = importsOf("src/lsp").filter(
    ({ imported }) => !isBuiltin(imported) && !isPackage(imported) && !allowed.includes(part(imported)),
  );
  expect(wrong).toEqual([]);
});

test("only the command line imports the language server", () => {
  const importers = everyImport.filter(
    ({ path, imported }) => part(imported) === "src/lsp" && part(path) !== "src/lsp",
  );
  expect(importers.map(({ path }) => path)).toEqual(["src/cli/serve-editor.ts"]);
});

test("nothing imports the command line", () => {
  expect(
    everyImport.filter(({ path, imported }) => part(imported) === "src/cli" && part(path) !== "src/cli"),
  ).toEqual([]);
});

test("the core executes and fetches nothing", () => {
  const forbidden =
    /^(?:node:)?(?:child_process|cluster|worker_threads|http|https|http2|net|tls|dgram|dns)(?:\/|$)/;
  // The command line runs git where --diff asks for it; nothing of the core does.
  const others = everyImport.filter(({ path }) => path !== "src/cli/git.ts");
  expect(others.filter(({ imported }) => forbidden.test(imported))).toEqual([]);
  expect(
    files.filter(({ text }) => /\bfetch\(|\beval\(|\bnew Function\(/.test(text)).map(({ path }) => path),
  ).toEqual([]);
});

test("only the file system reads the disk", () => {
  const readers = everyImport
    .filter(({ imported }) => /^(?:node:)?fs(?:\/|$)/.test(imported))
    .map(({ path }) => part(path));
  expect([...new Set(readers)].filter((reader) => reader !== "src/files" && reader !== "src/cli")).toEqual(
    [],
  );
});

test("only the command line prints, exits and reads the environment", () => {
  const wrong = files.filter(
    ({ path, text }) => part(path) !== "src/cli" && /\bconsole\.|\bprocess\./.test(withoutComments(text)),
  );
  expect(wrong.map(({ path }) => path)).toEqual([]);
});

test("no file is too long to read at once", () => {
  const limit = (path: string) => (path.startsWith("rules/") ? 110 : 260);
  const long = files.filter(({ path, text }) => text.split("\n").length - 1 > limit(path));
  expect(long.map(({ path }) => path)).toEqual([]);
});

test("no type is escaped", () => {
  const wrong = files.filter(({ text }) =>
    /@ts-(?:ignore|nocheck|expect-error)|biome-ignore|\bas any\b|: any\b/.test(text),
  );
  expect(wrong.map(({ path }) => path)).toEqual([]);
});

const withoutComments = (text: string): string => text.replace(/^\s*(?:\/\/|\*|\/\*\*).*$/gm, "");
