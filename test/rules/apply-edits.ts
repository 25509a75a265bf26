import type { Edit } from "../../src/finding";
import { SourceText } from "../../src/text/source";

/** The text after edits of one file that do not overlap. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const source = new SourceText("", text);
  const offset = ({ line, column }: Edit["range"]["start"]) => source.lineSpan(line).start + column - 1;
  return [...edits]
    .sort((a, b) => offset(b.range.start) - offset(a.range.start))
    .reduce(
      (changed, edit) =>
        changed.slice(0, offset(edit.range.start)) + edit.text + changed.slice(offset(edit.range.end)),
      text,
    );
}
