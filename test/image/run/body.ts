import { inspect } from "../../../src/lint";
import { buildOptions, type Files, problems, table } from "../table";

/** A secret whose value is not known here; `${T_TOKEN}` in a RUN. */
const HEAD = ["FROM busybox", "ARG T_TOKEN", "WORKDIR /w"];

/** Where files of secrets are after a build of these instructions, the later layers of the base and `/w` left out of the words. */
export function layers(instructions: readonly string[], files: Files = {}): string[] {
  const lines = table({ Dockerfile: `${[...HEAD, ...instructions].join("\n")}\n`, ...files });
  return lines.filter((line) => line.startsWith("layer")).map((line) => line.replace(/^layer /, ""));
}

/** The files of secrets that one RUN leaves, by path. The body is a heredoc, so that its lines are a script's. */
export function left(body: string, files: Files = {}, shell?: string): string[] {
  const run = ["RUN <<SCRIPT", body, "SCRIPT"];
  const select = shell === undefined ? [] : [`SHELL ["${shell}", "-c"]`];
  const placed = layers([...select, "COPY . /ctx", ...run], files);
  return placed.filter((line) => !line.includes(" hidden ")).map((line) => line.replace(/^\d+ /, ""));
}

/** What could not be followed, a line each. */
export const doubts = (instructions: readonly string[], files: Files = {}): string[] =>
  problems({ Dockerfile: `${[...HEAD, ...instructions].join("\n")}\n`, ...files }).map(
    ({ line, message }) => `${line}: ${message}`,
  );

/** What cannot be known before the build, as `inspect` tells it. */
export const unknowns = (instructions: readonly string[], files: Files = {}): string[] => {
  const all = { Dockerfile: `${[...HEAD, ...instructions].join("\n")}\n`, ...files };
  const [build] = inspect(buildOptions(all)).builds;
  return (build?.image?.doubts ?? []).map(({ line, message }) => `${line}: ${message}`);
};
