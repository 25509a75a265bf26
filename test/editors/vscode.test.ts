import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inflateRawSync } from "node:zlib";
import { XMLParser } from "fast-xml-parser";

const root = join(__dirname, "../..");
const { extensionFiles } = require("../../editors/vscode/package") as {
  extensionFiles: (dist: string) => Record<string, Buffer>;
};
const { zip } = require("../../editors/vscode/zip") as { zip: (files: Record<string, Buffer>) => Buffer };

const dist = mkdtempSync(join(tmpdir(), "watertight-vsix-"));
for (const name of ["cli.cjs", "main.cjs", "lsp.cjs", "index.cjs", "main-v20.cache"])
  writeFileSync(join(dist, name), name);
const files = extensionFiles(dist);
afterAll(() => rmSync(dist, { recursive: true, force: true }));

const manifest = JSON.parse(files["extension/package.json"]!.toString()) as {
  main: string;
  contributes: {
    commands: { command: string }[];
    configuration: { properties: Record<string, unknown> };
  };
};
const source = (path: string) => readFileSync(join(root, path), "utf8");
const extension = readdirSync(join(root, "editors/vscode/src"))
  .map((name) => source(`editors/vscode/src/${name}`))
  .join("\n");

test("the package holds what it runs, and nothing of the machine that made it", () => {
  const paths = Object.keys(files);
  expect(paths).toContain(`extension/${manifest.main.replace("./", "")}`);
  expect(paths).toEqual(
    expect.arrayContaining(["extension/server/dist/cli.cjs", "extension/server/dist/lsp.cjs"]),
  );
  expect(paths.filter((path) => /index\.cjs|\.cache|\.ts$|node_modules/.test(path))).toEqual([]);
  const pages = paths.filter((path) => path.startsWith("extension/server/rules/"));
  const rules = readdirSync(join(root, "rules"), { withFileTypes: true }).filter(
    (entry) => entry.isDirectory() && entry.name !== "shared",
  );
  expect(pages).toHaveLength(rules.length);
});

test("its two manifests are XML, and each asset and kind of file is there", () => {
  const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: "" });
  const vsix = parser.parse(files["extension.vsixmanifest"]!) as {
    PackageManifest: { Metadata: { Identity: unknown }; Assets: { Asset: { Path: string }[] } };
  };
  expect(vsix.PackageManifest.Metadata.Identity).toMatchObject({ Id: "watertight", Publisher: "watertight" });
  for (const { Path } of vsix.PackageManifest.Assets.Asset) expect(Object.keys(files)).toContain(Path);
  const types = parser.parse(files["[Content_Types].xml"]!) as {
    Types: { Default: { Extension: string; ContentType: string }[] };
  };
  const endings = new Set(types.Types.Default.map(({ Extension }) => Extension));
  for (const path of Object.keys(files))
    if (path !== "[Content_Types].xml") expect(endings).toContain(path.slice(path.lastIndexOf(".")));
  expect(types.Types.Default.map(({ ContentType }) => ContentType)).not.toContain("undefined");
});

test("every command and setting that it offers is one that something reads, and the other way round", () => {
  const commands = manifest.contributes.commands.map(({ command }) => command).sort();
  const registered = [...extension.matchAll(/registerCommand\(\s*"([^"]+)"/g)]
    .map((match) => match[1])
    .sort();
  expect(registered).toEqual(commands);
  const settings = Object.keys(manifest.contributes.configuration.properties).map((name) =>
    name.slice("watertight.".length),
  );
  const server = [...source("src/lsp/client-settings.ts").matchAll(/given\.(\w+)/g)].map(
    (match) => match[1]!,
  );
  // The client's library reads the last by itself.
  expect(settings.sort()).toEqual([...new Set([...server, "server", "trace.server"])].sort());
  expect(extension).toContain('get<string>("server")');
});

test("the archive can be read", () => {
  const archive = zip({ "a/ä.txt": Buffer.from("one\n".repeat(1000)), "b.txt": Buffer.alloc(0) });
  const names: string[] = [];
  let at = archive.readUInt32LE(archive.length - 6);
  for (let count = archive.readUInt16LE(archive.length - 12); count > 0; count--) {
    expect(archive.toString("latin1", at, at + 4)).toBe("PK\x01\x02");
    const [packed, length] = [archive.readUInt32LE(at + 20), archive.readUInt16LE(at + 28)];
    const start = archive.readUInt32LE(at + 42);
    names.push(archive.toString("utf8", at + 46, at + 46 + length));
    expect(archive.toString("latin1", start, start + 4)).toBe("PK\x03\x04");
    const data = start + 30 + length;
    const content = inflateRawSync(archive.subarray(data, data + packed));
    expect(content.length).toBe(archive.readUInt32LE(at + 24));
    at += 46 + length;
  }
  expect(names).toEqual(["a/ä.txt", "b.txt"]);
  expect(at).toBe(archive.length - 22);
});

test("another program reads the package", () => {
  const path = join(dist, "watertight.vsix");
  writeFileSync(path, zip(files));
  const script =
    "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); print(z.testzip()); print('\\n'.join(z.namelist()))";
  let printed: string;
  try {
    printed = execFileSync("python3", ["-c", script, path], { encoding: "utf8" });
  } catch (error) {
    // Only a machine without Python may go without.
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
    throw error;
  }
  expect(printed.trim().split("\n")).toEqual(["None", ...Object.keys(files)]);
});
