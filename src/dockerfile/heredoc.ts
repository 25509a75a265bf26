import { ExpansionError } from "./pattern";
import { WordReader } from "./word-reader";

/** What a `<<NAME` word says, without its body. */
export interface HeredocHeader {
  readonly name: string;
  readonly fd: number;
  readonly expand: boolean;
  readonly chomp: boolean;
}

const unset = () => undefined;

/**
 * The heredocs that a joined line of RUN, COPY or ADD announces (reading rule 7). The escape is a backslash here, whatever
 * the file says, and a line that cannot be split into words has none.
 * @throws ExpansionError where a delimiter cannot be read, for which BuildKit refuses the file
 */
export function heredocHeaders(line: string): HeredocHeader[] {
  if (!line.includes("<<")) return [];
  let words: readonly string[];
  try {
    words = new WordReader(line, unset, {
      escapeCharacter: "\\",
      keepQuotes: true,
      keepEscapes: true,
      keepUnset: true,
    }).read().words;
  } catch (error) {
    if (error instanceof ExpansionError) return [];
    throw error;
  }
  return words.flatMap((word) => parseHeredocWord(word) ?? []);
}

/** Whether a source or destination of COPY or ADD is a heredoc. */
export function isHeredocWord(word: string): boolean {
  if (!word.includes("<<")) return false;
  try {
    return parseHeredocWord(word) !== undefined;
  } catch (error) {
    if (error instanceof ExpansionError) return false;
    throw error;
  }
}

function parseHeredocWord(word: string): HeredocHeader | undefined {
  const [operator, digits, dash] = /^(\d*)<<(-?)[\t\n\f\r ]*/.exec(word) ?? [];
  if (operator === undefined || digits === undefined) return undefined;
  const delimiter = word.slice(operator.length);
  if (delimiter === "" || delimiter.includes("<")) return undefined;
  const names = new WordReader(delimiter, unset, { escapeCharacter: "\\", keepUnset: true }).read().words;
  const name = names[0];
  if (name === undefined || names.length !== 1) return undefined;
  const quoted = new WordReader(delimiter, unset, {
    escapeCharacter: "\\",
    keepQuotes: true,
    keepUnset: true,
  }).read().words;
  if (quoted.length !== 1) throw new ExpansionError("a heredoc's delimiter cannot be read");
  const expand = countQuotes(name) === countQuotes(quoted[0]!);
  // Go stops at the largest 64-bit number.
  return { name, fd: Math.min(Number(digits), 2 ** 64), expand, chomp: dash === "-" };
}

function countQuotes(text: string): number {
  let count = 0;
  for (const character of text) if (character === "'" || character === '"') count++;
  return count;
}
