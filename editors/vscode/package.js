// Packs the extension: npm run build && node editors/vscode/package.js [watertight.vsix]
const { readdirSync, readFileSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");
const { buildSync } = require("esbuild");
const { zip } = require("./zip");

const root = join(__dirname, "../..");

/** What is in the package, by path. `dist` is the folder of a built Watertight. */
function extensionFiles(dist) {
  const manifest = JSON.parse(readFileSync(join(__dirname, "package.json"), "utf8"));
  const own = { "package.json": read(__dirname, "package.json"), "README.md": read(__dirname, "README.md") };
  const server = readdirSync(dist)
    .filter((name) => /\.(?:cjs|json)$/.test(name) && name !== "index.cjs")
    .map((name) => [`server/dist/${name}`, read(dist, name)]);
  const pages = readdirSync(join(root, "rules"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== "shared")
    .map(({ name }) => [`server/rules/${name}/README.md`, read(root, "rules", name, "README.md")]);
  const extension = {
    ...own,
    "LICENSE.txt": read(root, "LICENSE"),
    "extension.js": bundled(),
    ...Object.fromEntries([...server, ...pages]),
  };
  return {
    "[Content_Types].xml": Buffer.from(contentTypes(Object.keys(extension))),
    "extension.vsixmanifest": Buffer.from(vsixManifest(manifest)),
    ...Object.fromEntries(Object.entries(extension).map(([path, content]) => [`extension/${path}`, content])),
  };
}

const read = (...path) => readFileSync(join(...path));

function bundled() {
  const { outputFiles } = buildSync({
    absWorkingDir: root,
    entryPoints: ["editors/vscode/src/extension.ts"],
    outfile: "extension.js",
    bundle: true,
    minify: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    external: ["vscode"],
    write: false,
    logLevel: "warning",
  });
  return Buffer.from(outputFiles[0].contents);
}

const TYPES = {
  ".json": "application/json",
  ".js": "application/javascript",
  ".cjs": "application/javascript",
  ".md": "text/markdown",
  ".txt": "text/plain",
  ".vsixmanifest": "text/xml",
};

function contentTypes(paths) {
  const endings = new Set([...paths.map((path) => path.slice(path.lastIndexOf("."))), ".vsixmanifest"]);
  const lines = [...endings].map(
    (ending) => `<Default Extension="${ending}" ContentType="${TYPES[ending]}"/>`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">${lines.join("")}</Types>
`;
}

/** What the package says of itself to whoever installs it. */
function vsixManifest({ name, publisher, version, displayName, description, categories, keywords, engines }) {
  return `<?xml version="1.0" encoding="utf-8"?>
<PackageManifest Version="2.0.0" xmlns="http://schemas.microsoft.com/developer/vsx-schema/2011">
  <Metadata>
    <Identity Language="en-US" Id="${name}" Version="${version}" Publisher="${publisher}"/>
    <DisplayName>${displayName}</DisplayName>
    <Description xml:space="preserve">${description}</Description>
    <Tags>${keywords.join(",")}</Tags>
    <Categories>${categories.join(",")}</Categories>
    <GalleryFlags>Public</GalleryFlags>
    <License>extension/LICENSE.txt</License>
    <Properties>
      <Property Id="Microsoft.VisualStudio.Code.Engine" Value="${engines.vscode}"/>
      <Property Id="Microsoft.VisualStudio.Code.ExtensionKind" Value="workspace"/>
    </Properties>
  </Metadata>
  <Installation><InstallationTarget Id="Microsoft.VisualStudio.Code"/></Installation>
  <Dependencies/>
  <Assets>
    <Asset Type="Microsoft.VisualStudio.Code.Manifest" Path="extension/package.json" Addressable="true"/>
    <Asset Type="Microsoft.VisualStudio.Services.Content.Details" Path="extension/README.md" Addressable="true"/>
    <Asset Type="Microsoft.VisualStudio.Services.Content.License" Path="extension/LICENSE.txt" Addressable="true"/>
  </Assets>
</PackageManifest>
`;
}

module.exports = { extensionFiles };

if (require.main === module) {
  const target = process.argv[2] ?? join(root, "dist/watertight.vsix");
  const files = extensionFiles(join(root, "dist"));
  const archive = zip(files);
  writeFileSync(target, archive);
  for (const [path, content] of Object.entries(files))
    console.log(`${String(content.length).padStart(8)}  ${path}`);
  console.log(`${target}: ${Object.keys(files).length} files, ${archive.length} bytes`);
}
