import type { InspectedInheritance } from "../report";
import { visible } from "./visible";

interface Standing {
  readonly line: number;
  readonly inherited?: InspectedInheritance | undefined;
}

/** The line of an instruction, and its Dockerfile where it is that of a parent image. */
export const lineText = ({ line, inherited }: Standing): string =>
  inherited ? `${visible(inherited.dockerfile)}:${inherited.line}` : String(line);

/** Where something is hidden: `hiddenByLine` is that of the FROM for what its image hides itself. */
export const hidingText = ({ line, inherited }: Standing, hiddenByLine: number): string =>
  inherited && hiddenByLine === line ? `in image ${visible(inherited.image)}` : `in line ${hiddenByLine}`;
