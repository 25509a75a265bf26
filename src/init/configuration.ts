import { posix } from "node:path";
import type { Build } from "../build";
import { relativeTo } from "../text/relative";
import type { Project, ProposedFile } from "./index";
import { isThere } from "./read";

/** The configuration of a project that has none: its schema, and the contexts that nobody says and that had to be guessed. */
export function configuration(project: Project, builds: readonly Build[]): ProposedFile[] {
  const path = "watertight.config.json";
  const { directory, version } = project;
  if (project.isConfigured || isThere(project, path)) return [];
  const $schema = isThere(project, "package.json")
    ? "./node_modules/watertight/dist/config.schema.json"
    : `https://unpkg.com/watertight@${version}/dist/config.schema.json`;
  const guessed = builds
    .filter(({ origin, dockerfile, context }) => !origin && context !== posix.dirname(dockerfile))
    .map(({ dockerfile, context }) => [relativeTo(directory, dockerfile), relativeTo(directory, context)]);
  const config = {
    $schema,
    failOn: "warning",
    ...(guessed.length > 0 ? { contexts: Object.fromEntries(guessed) } : {}),
  };
  const text = `${JSON.stringify(config, undefined, 2)}\n`;
  return [{ path, before: undefined, text, purpose: "the configuration" }];
}
