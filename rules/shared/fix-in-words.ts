import type { Fix } from "../../src/finding";

export const ROTATE =
  "Rotate the credential if an image with it was ever pushed: every copy of the layer and the history keeps it.";

/** A fix that a person applies: lines to write and commands to run. */
export const fixInWords = (title: string, advice: readonly string[], commands: readonly string[]): Fix => ({
  title,
  safety: "unsafe",
  advice,
  edits: [],
  commands,
});

/** A variable's name as the id of a build secret. */
export const secretId = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9_.-]+/g, "_")
    .replace(/^[._-]+/, "") || "secret";
