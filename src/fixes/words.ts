import type { Fix } from "../finding";

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

/** A token found by its shape has no name of its own; this is the one that it gets as a variable. */
export const variableName = (name: string): string =>
  (({ "url-credentials": "url-password", "authorization-header": "api-token" })[name] ?? name)
    .replace(/[^A-Za-z0-9]+/g, "_")
    .replace(/^(?=\d)/, "_")
    .toUpperCase();
