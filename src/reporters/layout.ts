import width from "./width";

/** Breaks a text at its spaces so that lines take at most `columns`; a longer word stays whole, so that it can be copied. */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && width(line) + 1 + width(word) > columns) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

/** The same with all lines but the first moved in. */
export const wrapHanging = (text: string, columns: number, indent = "  "): string[] => {
  const [first = "", ...rest] = wrap(text, columns);
  return rest.length === 0
    ? [first]
    : [first, ...wrap(rest.join(" "), columns - indent.length).map((line) => indent + line)];
};

export const LABEL_COLUMNS = 9;

/** Lines with a label before the first of them. */
export function labelled(label: string, lines: readonly string[], paint = (text: string) => text): string[] {
  return lines.map((line, index) =>
    `${index === 0 ? `  ${paint(label)}${" ".repeat(LABEL_COLUMNS - 2 - label.length)}` : " ".repeat(LABEL_COLUMNS)}${line}`.trimEnd(),
  );
}

export const count = (number: number, singular: string): string =>
  `${number} ${singular}${number === 1 ? "" : "s"}`;

/** `a`, `a and b`, `a, b and c`. */
export const joined = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;

/** Whether a line of a fix is a sentence to read. Others are to be copied: instructions are written in capitals, commands and paths without any. */
export const isSentence = (line: string): boolean => /^[A-Z][a-z]/.test(line);
