import type { Finding } from "../finding";

/** One sentence about where a secret comes to rest. */
export function placeText({ place, severity }: Pick<Finding, "place" | "severity">): string {
  const { where, path, stage, line } = place;
  if (where === "provenance") return "beside the image: the provenance that is published with it";
  if (where === "cache") return "beside the image: the build cache that is exported with it";
  // What stays in a builder stage is no finding, so whatever is less sure or less bad may ship as well.
  const ships = severity === "error" ? "ships in the image" : "may ship in the image";
  const named = path === undefined ? "" : ` ${path}`;
  const rest = {
    layer: `layer file${named}`,
    env: `environment${named}`,
    label: `label${named}`,
    command: `command${named}`,
    history: "history",
  };
  const hidden =
    place.hiddenByLine === undefined
      ? ""
      : `; line ${place.hiddenByLine} hides it there and does not remove it`;
  return `${ships}: ${rest[where]} (line ${line}, stage ${stage})${hidden}`;
}
