import { version } from "../../package.json";

/** The last word of a run that met a bug: one line, and nothing of the error but its kind, for its text may quote a secret. */
export function crashLine(error: unknown): string {
  const kind = error instanceof Error ? error.constructor.name : typeof error;
  return `watertight ${version} met a bug of its own (${kind}): please report it with the command line and a Dockerfile that shows it, its secrets removed\n`;
}
