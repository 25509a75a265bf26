import type { FileSystem } from "../files/file-system";
import { readerOfEnv } from "./env-readers";
import { absolutePath } from "./links";
import type { ExpectedSecretFile } from "./types";

type LoadedIgnore = typeof import("ignore");

/** Files that projects keep out of git because they hold credentials. */
const candidates: readonly string[] = [
  ".env",
  ".env.local",
  ".env.production",
  ".env.production.local",
  ".npmrc",
  ".netrc",
  ".pypirc",
  ".git-credentials",
  "id_rsa",
  "id_ed25519",
  ".aws/credentials",
  ".kube/config",
  "config/master.key",
  "config/credentials/production.key",
  "serviceAccountKey.json",
  "service-account.json",
  "credentials.json",
];

/** A line that ignores one of these ignores nearly everything, and says nothing about secrets. */
const harmless: readonly string[] = [
  "README.md",
  "notes.txt",
  "package.json",
  "index.js",
  "main.go",
  ".editorconfig",
  "config/routes.rb",
  "config/credentials/README.md",
  "src/main.rs",
];

const sizeLimit = 100_000;

/**
 * Files that are not there now, that Docker would be sent if they were, and that the project expects: its `.gitignore` names them, an
 * example of them waits to be copied, or something reads them. An `.env` at the root is among them even without evidence.
 * `examples` are the paths of `.env.example` and its like; `sends` says whether a file at a path would be sent.
 */
export function expectedFiles(
  files: FileSystem,
  root: string,
  examples: readonly string[],
  sends: (path: string) => boolean,
): readonly ExpectedSecretFile[] {
  const found = new Map<string, ExpectedSecretFile>();
  const consider = (expected: ExpectedSecretFile) => {
    const { path } = expected;
    if (!found.has(path) && files.kind(absolutePath(root, path)) === undefined && sends(path))
      found.set(path, expected);
  };
  for (const expected of namedByGit(files, root)) consider(expected);
  for (const evidence of examples)
    consider({ path: evidence.slice(0, evidence.lastIndexOf(".")), evidence, line: undefined });
  if (!found.has(".env")) {
    const reader = readerOfEnv(files, root);
    consider({ path: ".env", evidence: reader?.evidence, line: reader?.line });
  }
  return [...found.values()];
}

/** What the root's `.gitignore` keeps out, each with the line that decides. */
function namedByGit(files: FileSystem, root: string): ExpectedSecretFile[] {
  const evidence = ".gitignore";
  const path = absolutePath(root, evidence);
  const bytes = files.kind(path) === "file" ? files.read(path, sizeLimit) : undefined;
  if (!bytes) return [];
  const lines = new TextDecoder()
    .decode(bytes)
    .split("\n")
    .map((line) => line.replace(/\r$/, ""));
  try {
    const createIgnore = require("ignore") as LoadedIgnore;
    const rules = createIgnore();
    for (const [index, pattern] of lines.entries())
      if (isModest(pattern) && !isOfTemplate(pattern)) rules.add({ pattern, mark: String(index + 1) });
    const telling = new Map<number, boolean>();
    const tells = (line: number): boolean => {
      const known = telling.get(line);
      if (known !== undefined) return known;
      const alone = createIgnore().add(lines[line - 1]!);
      const answer = !harmless.some((each) => alone.ignores(each));
      telling.set(line, answer);
      return answer;
    };
    return [...candidates, ...lines.flatMap(namedKey)].flatMap((candidate) => {
      const line = Number(rules.test(candidate).rule?.mark ?? 0);
      return line > 0 && tells(line) ? [{ path: candidate, evidence, line }] : [];
    });
  } catch {
    // A line that the package cannot read is no evidence of anything.
    return [];
  }
}

/** A line such as `*.key` or `*.local` comes with project templates and says nothing of this project. */
const isOfTemplate = (line: string): boolean => /^(?:\*\*\/)?\*\.\w+\s*$/.test(line) && !line.includes("env");

/** The package makes a RegExp of each line; many wildcards in one would let it backtrack, and no well-known name needs them. */
const isModest = (line: string): boolean => line.length <= 200 && line.split(/[*?[]/).length <= 5;

/** A line that names one private key, without wildcards. A line such as `*.pem` comes with project templates and names none. */
function namedKey(line: string): string[] {
  if (!isModest(line)) return [];
  const path = line.trim().replace(/^\//, "");
  if (/[*?[\]\\!#]/.test(path) || path.includes("//") || /(?:^|\/)\.\.?(?:\/|$)/.test(path)) return [];
  const name = path.slice(path.lastIndexOf("/") + 1);
  return /\.(?:key|p12|pfx|jks|keystore)$/.test(name) || /(?:key|priv)[^/]*\.pem$/.test(name) ? [path] : [];
}
