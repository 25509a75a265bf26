import { fileURLToPath, pathToFileURL } from "node:url";
import type { Range } from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { Range as SourceRange, SourceText } from "../index";

/** The absolute path of a document, with `/`; undefined where it is no file. */
export function pathOf(uri: string): string | undefined {
  try {
    return fileURLToPath(uri).replaceAll("\\", "/");
  } catch {
    return undefined;
  }
}

export const uriOf = (path: string): string => pathToFileURL(path).href;

/** A range as the protocol counts it: from 0, in UTF-16 units, as ours are. */
const plainRange = ({ start, end }: SourceRange): Range => ({
  start: { line: start.line - 1, character: start.column - 1 },
  end: { line: end.line - 1, character: end.column - 1 },
});

/**
 * Ranges in some texts, as the protocol counts them. To it a lone carriage return ends a line, and to Docker it does not, so a text that
 * has one is counted anew.
 */
export function rangesIn(
  sources: ReadonlyMap<string, SourceText>,
): (file: string, range: SourceRange) => Range {
  const recounted = new Map<string, TextDocument>();
  return (file, range) => {
    const source = sources.get(file);
    if (!source || !/\r(?!\n)/.test(source.text)) return plainRange(range);
    const document = recounted.get(file) ?? TextDocument.create(file, "", 0, source.text);
    recounted.set(file, document);
    const at = ({ line, column }: SourceRange["start"]) =>
      document.positionAt(source.lineSpan(line).start + column - 1);
    return { start: at(range.start), end: at(range.end) };
  };
}

export const touches = (one: Range, other: Range): boolean =>
  !isBefore(one.end, other.start) && !isBefore(other.end, one.start);

const isBefore = (one: Range["start"], other: Range["start"]): boolean =>
  one.line < other.line || (one.line === other.line && one.character < other.character);
