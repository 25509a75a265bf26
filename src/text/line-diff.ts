/** A stretch of lines that differs: 0-based, the ends are behind the last line. */
export interface Hunk {
  readonly before: { readonly start: number; readonly end: number };
  readonly after: { readonly start: number; readonly end: number };
}

/** More lines than this on both sides are taken for one stretch, as the time grows with their product. */
const LIMIT = 4_000_000;

/** Where two lists of lines differ, by a longest common subsequence. */
export function lineDiff(before: readonly string[], after: readonly string[]): Hunk[] {
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head++;
  let tail = 0;
  const most = Math.min(before.length, after.length) - head;
  while (tail < most && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  const rows = before.length - head - tail;
  const columns = after.length - head - tail;
  if (rows === 0 && columns === 0) return [];
  const whole: Hunk = {
    before: { start: head, end: head + rows },
    after: { start: head, end: head + columns },
  };
  if (rows === 0 || columns === 0 || rows * columns > LIMIT) return [whole];
  // Numbers are compared faster than lines are, and each line is with all of the other side.
  const numbers = new Map<string, number>();
  const numbered = (lines: readonly string[], count: number) =>
    Uint32Array.from({ length: count }, (_, index) => {
      const line = lines[head + index]!;
      const number = numbers.get(line) ?? numbers.size;
      numbers.set(line, number);
      return number;
    });
  const old = numbered(before, rows);
  const now = numbered(after, columns);
  // common[i][j]: the longest common subsequence of what follows line i before and line j after.
  const common = Array.from({ length: rows + 1 }, () => new Uint32Array(columns + 1));
  for (let i = rows - 1; i >= 0; i--) {
    const [row, below, line] = [common[i]!, common[i + 1]!, old[i]!];
    for (let j = columns - 1; j >= 0; j--)
      row[j] = line === now[j] ? below[j + 1]! + 1 : Math.max(below[j]!, row[j + 1]!);
  }
  const hunks: Hunk[] = [];
  let [i, j] = [0, 0];
  while (i < rows || j < columns) {
    const [startRow, startColumn] = [i, j];
    while ((i < rows || j < columns) && !(i < rows && j < columns && old[i] === now[j])) {
      if (j >= columns || (i < rows && common[i + 1]![j]! >= common[i]![j + 1]!)) i++;
      else j++;
    }
    if (i > startRow || j > startColumn)
      hunks.push({
        before: { start: head + startRow, end: head + i },
        after: { start: head + startColumn, end: head + j },
      });
    while (i < rows && j < columns && old[i] === now[j]) [i, j] = [i + 1, j + 1];
  }
  return hunks;
}

/** The lines of a text, each with its line end; a text without a last line end has a last line without one. */
export const linesOf = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
