import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The README of a rule, for people to read. Undefined where it is not there. */
export function rulePage(id: string): string | undefined {
  const path = rulePagePath(id);
  return path === undefined ? undefined : withoutTests(readFileSync(path, "utf8"));
}

/** A page's example is a test: without the lines that mark what is found in it, and with a word for each made-up value. */
export function withoutTests(page: string): string {
  let isCase = false;
  const lines = page.split("\n").flatMap((line) => {
    if (line.startsWith("```")) isCase = /^```\w+ \S/.test(line);
    if (!isCase) return [line];
    return /^# *\^/.test(line) ? [] : [line.replace(/\{\{([\w-]+)\}\}/g, "<$1>")];
  });
  return lines.join("\n");
}

/** Where it is: beside the bundle, as it stands beside the sources. */
export const rulePagePath = (id: string): string | undefined =>
  ["..", "../.."]
    .map((root) => join(__dirname, root, "rules", id, "README.md"))
    .find((path) => existsSync(path));
