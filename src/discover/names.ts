import { definitionReader } from "./definitions/readers";

/** Folders that hold other people's files or none that a build reads. */
const SKIPPED_FOLDERS = new Set([
  ".git",
  ".hg",
  ".svn",
  ".jj",
  "node_modules",
  "bower_components",
  "vendor",
  ".venv",
  "venv",
  ".tox",
  "__pycache__",
  ".terraform",
]);

/** `Dockerfile.<ending>` that no build reads as it is: ignore files, templates, texts about one, settings and leftovers of editors. */
const OTHER_ENDINGS = new Set(
  [
    "dockerignore containerignore",
    "j2 jinja jinja2 erb tmpl tpl template gotmpl mustache hbs ejs in m4",
    "md markdown rst adoc txt html",
    "json yml yaml toml lock",
    "png jpg jpeg gif svg webp pdf drawio zip gz tgz tar",
    "orig rej bak old save swp swo tmp patch diff",
  ].flatMap((line) => line.split(" ")),
);

export const isSkippedFolder = (name: string): boolean => SKIPPED_FOLDERS.has(name);

export const isIgnoreFileName = (name: string): boolean => /\.(?:docker|container)ignore$/i.test(name);

/** Whether a search takes a file for a Dockerfile. A person may name any other file. */
export function isDockerfileName(name: string): boolean {
  if (name.endsWith("~") || name.startsWith(".#")) return false;
  const ending = name.slice(name.lastIndexOf(".") + 1).toLowerCase();
  if (name.includes(".") && OTHER_ENDINGS.has(ending)) return false;
  return (
    name === "dockerfile" ||
    /^(?:Dockerfile|Containerfile)(?:\..+)?$/.test(name) ||
    name.endsWith(".Dockerfile") ||
    name.endsWith(".dockerfile")
  );
}

/** Whether a search takes a file for one that describes builds. A compose override is read with the file that it overrides. */
export const isDefinition = (path: string, name: string): boolean =>
  definitionReader(path) !== undefined && !/^(?:docker-)?compose\.override\.ya?ml$/.test(name);
