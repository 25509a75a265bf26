import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The README of a rule, which stands beside the bundle as it stands beside the sources. Undefined where it does not. */
export function rulePage(id: string): string | undefined {
  for (const root of ["..", "../.."]) {
    try {
      return readFileSync(join(__dirname, root, "rules", id, "README.md"), "utf8");
    } catch {
      // It may stand at the other place.
    }
  }
  return undefined;
}
