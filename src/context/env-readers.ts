import type { FileSystem } from "../files/file-system";
import { absolutePath } from "./links";

/** Files of a project that show, by a line of theirs, that its code or a tool reads `.env`. */
const READERS: readonly { readonly file: string; readonly line: RegExp }[] = [
  { file: "package.json", line: /"(?:dotenv|dotenv-\w{1,20}|@nestjs\/config|env-cmd)"\s{0,4}:/ },
  { file: "requirements.txt", line: /^(?:python-dotenv|django-environ|environs|django-dotenv)\b/i },
  { file: "pyproject.toml", line: /["']?(?:python-dotenv|django-environ|environs)\b/i },
  { file: "Pipfile", line: /^["']?(?:python-dotenv|django-environ|environs)\b/i },
  { file: "Gemfile", line: /^\s{0,16}gem\s{1,4}["']dotenv(?:-rails)?["']/ },
  { file: "composer.json", line: /"(?:vlucas\/phpdotenv|symfony\/dotenv)"\s{0,4}:/ },
  { file: "go.mod", line: /\bgithub\.com\/joho\/godotenv\b/ },
  ...["compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml"].map((file) => ({
    file,
    line: /^\s{1,32}(?:env_file:\s{0,4}|-\s{1,4}(?:path:\s{1,4})?)["']?(?:\.\/)?\.env["']?\s{0,16}$/,
  })),
];

const sizeLimit = 200_000;

/** What in the root of a project shows that `.env` is read, with its 1-based line. */
export function readerOfEnv(
  files: FileSystem,
  root: string,
): { readonly evidence: string; readonly line: number } | undefined {
  for (const { file, line: shape } of READERS) {
    const path = absolutePath(root, file);
    const bytes = files.kind(path) === "file" ? files.read(path, sizeLimit) : undefined;
    if (!bytes) continue;
    const lines = new TextDecoder().decode(bytes).split("\n");
    const at = lines.findIndex((line) => line.length < 500 && shape.test(line.replace(/\r$/, "")));
    if (at >= 0) return { evidence: file, line: at + 1 };
  }
  return undefined;
}
