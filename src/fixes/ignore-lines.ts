import { ignoreGapOf } from "../context/gaps";
import type { Subject } from "../rule";
import { applyChanges, type Change } from "../text/edits";
import { SourceText } from "../text/source";
import { DockerfileText } from "./dockerfile-text";
import { installsPackages } from "./readers";
import { runScript, simpleCommands, wordsOf } from "./run-script";

/** Files whose name says what they are wherever they stand, so that a pattern for every depth keeps out nothing else. */
const ANYWHERE =
  /^(?:\.env(?:\.(?!example|sample|template|dist)[\w.-]+)?|\.netrc|\.git-credentials|\.pypirc|\.pgpass|id_(?:rsa|dsa|ecdsa|ed25519)|\.envrc)$/;
const FOLDER = /(?:^|\/)(\.(?:aws|ssh|gnupg|kube|docker|azure))(?:\/|$)/;

/** The line of an ignore file that keeps a path out: at every depth where the name says enough, else at its own. */
export function patternOf(path: string): string {
  const repository = /^(.*\/)?\.(git|hg)(?:\/|$)/.exec(path);
  if (repository) return `${repository[1] ?? ""}.${repository[2]}`;
  const folder = FOLDER.exec(path)?.[1];
  if (folder !== undefined) return `**/${folder}`;
  const name = path.slice(path.lastIndexOf("/") + 1);
  return ANYWHERE.test(name) ? `**/${name}` : escaped(path);
}

/** Characters that mean something in a pattern, taken as they are. */
const escaped = (path: string): string => path.replace(/[*?[\]\\]/g, "\\$&").replace(/^[#!]/, "\\$&");

/** The ignore file in force with lines that keep paths out, or a new one for this project. */
export function ignoring(
  subject: Subject,
  paths: readonly string[],
): { readonly source: SourceText; readonly text: string } {
  const found = subject.context.ignoreFile;
  if (!found) {
    const path = subject.build.ignoreFile ?? `${subject.build.context}/.dockerignore`;
    return { source: new SourceText(path, ""), text: newIgnoreFile(subject, paths) };
  }
  const { source } = found;
  const lineEnd = source.text.includes("\r\n") ? "\r\n" : "\n";
  const mended = new Map<number, Change>();
  const added = new Set<string>();
  for (const path of paths) {
    const gap = ignoreGapOf(subject.context, path);
    if (gap?.source === source && (gap.kind === "nested" || gap.kind === "comment")) {
      const written = source.text.slice(gap.span.start, gap.span.end);
      // A line that already is for every depth stays so, whatever else it is to keep out.
      const known = mended.get(gap.span.start);
      if (!known || path.includes("/"))
        mended.set(gap.span.start, { ...gap.span, text: mend(written, path).replaceAll("\n", lineEnd) });
    }
    // The last line that speaks of a path decides, so what is added stands behind every `!`.
    else added.add(patternOf(path));
  }
  const body = applyChanges(source.text, [...mended.values()]);
  const open = body !== "" && !body.endsWith("\n") ? lineEnd : "";
  return {
    source,
    text: added.size === 0 ? body : body + open + [...added].map((line) => line + lineEnd).join(""),
  };
}

/** A pattern as it was meant: its comment on a line of its own, and for every depth where the file is not at the root. */
function mend(written: string, path: string): string {
  const cut = written.search(/\s#/);
  const pattern = (cut < 0 ? written : written.slice(0, cut)).trim();
  const comment = cut < 0 ? "" : `${written.slice(cut).trim()}\n`;
  const nested =
    path.includes("/") && !pattern.startsWith("**/") && !pattern.replace(/^\/|\/$/g, "").includes("/");
  return comment + (nested ? `**/${pattern.replace(/^\//, "")}` : pattern);
}

/** What the tools of a project leave behind, by the file that says that it uses them. */
const CACHES: readonly (readonly [manifest: string, caches: readonly string[]])[] = [
  ["pyproject.toml", ["**/__pycache__", ".venv"]],
  ["requirements.txt", ["**/__pycache__", ".venv"]],
  ["Pipfile", ["**/__pycache__", ".venv"]],
  ["Cargo.toml", ["target"]],
  ["build.gradle", [".gradle"]],
  ["build.gradle.kts", [".gradle"]],
];

/** Version control, credentials and caches; nothing that the Dockerfile copies by name or uses. */
function newIgnoreFile(subject: Subject, paths: readonly string[]): string {
  const { statements } = new DockerfileText(subject.dockerfile, subject.build.target);
  const copied = statements.flatMap((statement) =>
    (statement.kind === "copy" || statement.kind === "add") && !statement.from
      ? statement.sources.map(({ text }) => text.replace(/^\.?\/+|\/+$/g, ""))
      : [],
  );
  const commands = statements.flatMap((statement) =>
    statement.kind === "run" ? simpleCommands(runScript(statement)?.elements) : [],
  );
  const programs = new Set(commands.map((command) => wordsOf(command)[0]));
  const isThere = (path: string) => subject.context.kind(path) !== undefined;
  const lines = new Set<string>();
  if (!programs.has("git") && !programs.has("make") && isThere(".git")) lines.add(".git");
  for (const path of paths) lines.add(patternOf(path));
  // Without an install in the build, the folder is what ships.
  if (isThere("package.json") && commands.some(installsPackages)) lines.add("**/node_modules");
  for (const [manifest, caches] of CACHES)
    if (isThere(manifest)) for (const cache of caches) lines.add(cache);
  const wanted = (line: string) =>
    !copied.some(
      (source) =>
        source === line.replace(/^\*\*\//, "") || source.startsWith(`${line.replace(/^\*\*\//, "")}/`),
    ) || paths.some((path) => patternOf(path) === line);
  return [...lines]
    .filter(wanted)
    .map((line) => `${line}\n`)
    .join("");
}
