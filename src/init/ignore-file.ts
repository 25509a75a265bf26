import { posix } from "node:path";
import type { Build } from "../build";
import { Dockerignore, openContext } from "../context";
import { namedSources } from "../discover/context";
import { isSkippedFolder } from "../discover/names";
import type { FileSystem } from "../files/file-system";
import { patternOf } from "../fixes/ignore-lines";
import { fileJudge } from "../secrets";
import { relativeTo } from "../text/relative";
import { CREDENTIALS, SAMPLES, TOOLS, VERSION_CONTROL } from "./ignore-lines";
import type { Project, ProposedFile } from "./index";

/** An ignore file for each context that is built from a folder and has none. */
export function ignoreFiles({ directory, files }: Project, builds: readonly Build[]): ProposedFile[] {
  const unguarded = builds.filter(
    ({ fromGit, context, dockerfile }) =>
      !fromGit &&
      files.kind(posix.join(context, ".dockerignore")) === undefined &&
      files.kind(`${dockerfile}.dockerignore`) === undefined,
  );
  return [...new Set(unguarded.map(({ context }) => context))].sort().map((context) => {
    const path = relativeTo(directory, posix.join(context, ".dockerignore"));
    const texts = unguarded
      .filter((build) => build.context === context)
      .map((build) => build.dockerfileText ?? readText(build.dockerfile, files));
    return {
      path,
      before: undefined,
      text: ignoreFile(context, texts, files),
      purpose: "keeps credentials and what the tools leave behind out of the image",
    };
  });
}

function readText(path: string, files: FileSystem): string {
  const bytes = files.read(path, 1_000_000);
  return bytes ? new TextDecoder().decode(bytes) : "";
}

/**
 * Credentials, those that are there now and the common ones; version control; what the tools leave. Nothing that a COPY names, for
 * the build would fail: of a secret among those a lint run tells.
 */
function ignoreFile(context: string, dockerfiles: readonly string[], files: FileSystem): string {
  const named = dockerfiles.flatMap((text) => namedSources(text));
  const isNamed = (line: string) => {
    const rules = Dockerignore.parse(line);
    return named.some((source) => rules.verdict(source) !== "sent");
  };
  const wanted = (lines: readonly string[]) => lines.filter((line) => !isNamed(line));
  const { secretFiles } = openContext({ files, root: context, judge: fileJudge });
  const secret = secretFiles.map(({ path }) => path).filter((path) => !/(?:^|\/)\.git$/.test(path));
  const harmless = harmlessSettings(context, files, new Set(secret));
  const common = wanted(CREDENTIALS);
  const known = Dockerignore.parse([...common, ...SAMPLES].join("\n"));
  const found = wanted(secret.filter((path) => known.verdict(path) === "sent").map(patternOf));
  const exceptions = harmless.filter((path) => known.verdict(path) !== "sent").map((path) => `!${path}`);
  const hasRun = (pattern: RegExp) => dockerfiles.some((text) => pattern.test(text));
  const tools = TOOLS.filter(
    ({ manifest, when }) =>
      manifest.some((name) => files.kind(posix.join(context, name)) !== undefined) &&
      (when === undefined || hasRun(when)),
  );
  const groups: [title: string, lines: readonly string[]][] = [
    ["Credentials", [...common, ...SAMPLES, ...exceptions, ...found]],
    ["Version control", hasRun(VERSION_CONTROL.neededBy) ? [] : wanted(VERSION_CONTROL.lines)],
    ...tools.map(({ name, lines }): [string, readonly string[]] => [name, wanted(lines)]),
  ];
  return groups
    .filter(([, lines]) => lines.length > 0)
    .map(([title, lines]) => `# ${title}\n${[...new Set(lines)].map((line) => `${line}\n`).join("")}`)
    .join("\n");
}

/** Files of settings that hold no secret, such as the `.env.production` that a bundler reads: a build may need them. */
function harmlessSettings(context: string, files: FileSystem, secret: ReadonlySet<string>): string[] {
  const found: string[] = [];
  const open = [context];
  for (let next = open.pop(); next !== undefined; next = open.pop())
    for (const { name, kind } of files.list(next) ?? []) {
      const path = posix.join(next, name);
      if (kind === "directory" && !isSkippedFolder(name)) open.push(path);
      else if (kind === "file" && /^\.env\../.test(name)) found.push(relativeTo(context, path));
    }
  return found.filter((path) => !secret.has(path)).sort();
}
