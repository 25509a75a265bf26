import { cutLine } from "./source-line";
import width from "./width";

/** A line of a tree, and what hangs below it. Texts hold no line ends and no colour. */
export interface Branch {
  readonly text: string;
  readonly paint?: (text: string) => string;
  /** Stands behind the text, and whole. */
  readonly note?: string;
  readonly paintNote?: (text: string) => string;
  /** Whether the text may be cut where the line is full; otherwise it stays whole, so that it can be copied. */
  readonly cut?: boolean;
  readonly below?: readonly Branch[];
}

/** The lines of a tree, of `columns` at most where texts may be cut. `paintLines` paints the lines that join the branches. */
export function treeLines(root: Branch, columns: number, paintLines: (text: string) => string): string[] {
  return [own(root, columns), ...branches(root.below ?? [], "", columns, paintLines)];
}

function branches(
  list: readonly Branch[],
  before: string,
  columns: number,
  paintLines: (text: string) => string,
): string[] {
  return list.flatMap((branch, index) => {
    const [joint, rest] = index === list.length - 1 ? ["└─ ", "   "] : ["├─ ", "│  "];
    const room = columns - width(before) - 3;
    return [
      paintLines(before + joint) + own(branch, room),
      ...branches(branch.below ?? [], before + rest, columns, paintLines),
    ];
  });
}

/** The text keeps this much room, however long its note is. */
const LEAST = 20;

function own({ text, note, cut, paint = same, paintNote = same }: Branch, room: number): string {
  const left = Math.max(LEAST, room - (note === undefined ? 0 : width(note) + 2));
  const shown = paint(cut ? cutLine(text, left, 0).text : text);
  return note === undefined ? shown : `${shown}  ${paintNote(note)}`;
}

const same = (text: string): string => text;
