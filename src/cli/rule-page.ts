import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The README of a rule. Undefined where it is not there. */
export function rulePage(id: string): string | undefined {
  const path = rulePagePath(id);
  return path === undefined ? undefined : readFileSync(path, "utf8");
}

/** Where it is: beside the bundle, as it stands beside the sources. */
export const rulePagePath = (id: string): string | undefined =>
  ["..", "../.."]
    .map((root) => join(__dirname, root, "rules", id, "README.md"))
    .find((path) => existsSync(path));
