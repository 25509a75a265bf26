import type { CodeLens } from "vscode-languageserver/node";
import type { Report, ReportedStage } from "../index";

/** A line above each stage of a Dockerfile that says what becomes of it. */
export function lensesOf({ stages }: Report, file: string): CodeLens[] {
  const byLine = new Map<number, ReportedStage[]>();
  for (const stage of stages)
    if (stage.dockerfile === file) byLine.set(stage.line, [...(byLine.get(stage.line) ?? []), stage]);
  return [...byLine].map(([line, same]) => ({
    range: { start: { line: line - 1, character: 0 }, end: { line: line - 1, character: 0 } },
    // A command without a name is a title that does nothing when it is clicked.
    command: { title: titleOf(same), command: "" },
  }));
}

/** The same stage may ship in one build and be left behind in another; what is worse is told. */
function titleOf(same: readonly ReportedStage[]): string {
  const shipped = same.filter(({ role }) => role === "shipped");
  if (shipped.length === 0) {
    const handsOn = Math.max(...same.map(({ ships }) => ships.length));
    if (handsOn > 0) return `builder: hands on ${secrets(handsOn)}`;
    return same.some(({ role }) => role === "builder") ? "builder only" : "not built";
  }
  const worst = shipped.reduce((a, b) => (b.ships.length > a.ships.length ? b : a));
  if (worst.ships.length === 0) return "ships: no secret found";
  const shown = worst.ships.slice(0, MOST_NAMES).join(", ");
  const more = worst.ships.length > MOST_NAMES ? ", …" : "";
  return `ships: ${secrets(worst.ships.length)} (${shown}${more})`;
}

const MOST_NAMES = 3;

const secrets = (count: number): string => (count === 1 ? "1 secret" : `${count} secrets`);
