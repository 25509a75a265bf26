/** Splits a value as an unquoted expansion is: blanks of IFS run together, its other characters each end a field. */
export function splitFields(value: string, separators: string): string[] {
  if (separators === "" || value === "") return [value];
  const blank = [..." \t\n"].filter((each) => separators.includes(each)).join("");
  const pieces: string[] = [];
  let piece = "";
  let at = 0;
  const skip = () => {
    while (at < value.length && blank.includes(value[at]!)) at++;
  };
  if (value[0] !== undefined && blank.includes(value[0])) {
    pieces.push("");
    skip();
  }
  while (at < value.length) {
    if (!separators.includes(value[at]!)) {
      piece += value[at++];
      continue;
    }
    skip();
    if (at < value.length && separators.includes(value[at]!) && !blank.includes(value[at]!)) {
      at++;
      skip();
    }
    pieces.push(piece);
    piece = "";
  }
  pieces.push(piece);
  return pieces;
}
