import { CopyPatternError, matchCopySource } from "./copy-glob";
import { DockerignoreError } from "./dockerignore-error";
import { cleanPath, trimSpace } from "./go-text";
import { IgnorePattern } from "./ignore-pattern";

/** Go's scanner gives up at a line of this many bytes (dockerignore rule 11). */
const lineLimit = 65_536;

/**
 * The patterns of an ignore file (dockerignore rules 11 to 19).
 * @throws DockerignoreError where Docker refuses the file as it reads it.
 */
export function readIgnoreLines(text: string): IgnorePattern[] {
  const lines = text.split("\n");
  for (const [index, line] of lines.entries()) {
    // Three bytes a unit are the most that UTF-8 takes.
    if (line.length * 3 >= lineLimit && new TextEncoder().encode(line).length >= lineLimit)
      throw new DockerignoreError(index + 1, "the line is too long, Docker reads at most 65,535 bytes");
  }
  return lines.flatMap((line, index) => {
    let content = line.endsWith("\r") ? line.slice(0, -1) : line;
    if (index === 0 && content.startsWith("\ufeff")) content = content.slice(1);
    if (content.startsWith("#")) return [];
    content = trimSpace(content);
    if (content === "") return [];
    const inverted = content.startsWith("!");
    let path = inverted ? trimSpace(content.slice(1)) : content;
    if (path !== "") path = cleanPath(path);
    if (path.length > 1 && path.startsWith("/")) path = path.slice(1);
    return readPattern((inverted ? "!" : "") + path, index + 1, content);
  });
}

/**
 * The patterns of `--exclude` or `--parents`, for which only trimming, cleaning and `!` count (dockerignore rule 55). Lines are positions in the list.
 * @throws DockerignoreError
 */
export const readPatterns = (patterns: readonly string[]): IgnorePattern[] =>
  patterns.flatMap((pattern, index) => readPattern(pattern, index + 1, trimSpace(pattern)));

/** The pattern is cleaned with its `!` on, so that `!../../x` loses it (dockerignore rule 17). */
function readPattern(written: string, line: number, text: string): IgnorePattern[] {
  const trimmed = trimSpace(written);
  if (trimmed === "") return [];
  const cleaned = cleanPath(trimmed);
  const exception = cleaned.startsWith("!");
  const pattern = exception ? cleaned.slice(1) : cleaned;
  if (pattern === "") throw new DockerignoreError(line, 'illegal exclusion pattern: a "!" names nothing');
  try {
    matchCopySource(pattern, ".");
  } catch (error) {
    if (error instanceof CopyPatternError) throw new DockerignoreError(line, error.message);
    throw error;
  }
  return [new IgnorePattern(pattern, exception, line, text)];
}
