type Paint = (text: string) => string;

export type Colours = Readonly<Record<"bold" | "dim" | "red" | "yellow" | "blue" | "green" | "cyan", Paint>>;

const same: Paint = (text) => text;

const NONE: Colours = { bold: same, dim: same, red: same, yellow: same, blue: same, green: same, cyan: same };

/** What paints the parts of a report; where no colour is wanted, nothing does. */
export function coloursOf(colour: boolean): Colours {
  if (!colour) return NONE;
  // Asks for the terminal when it is loaded, which costs more than a small report.
  return (require("picocolors") as typeof import("picocolors")).createColors(true);
}
