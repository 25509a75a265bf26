import type { BuildOrigin } from "../build";
import type { Edit } from "../finding";
import { editsBetween } from "../text/edits";
import type { DockerfileText } from "./dockerfile-text";
import type { Rewrite } from "./rewrite";

interface PassedOn {
  readonly edits: readonly Edit[];
  /** The ids of the secrets that the build is given then. */
  readonly ids: ReadonlySet<string>;
}

/** The other end: files of the project that pass a build arg which the rewritten Dockerfile takes no more give it as a build secret. */
export function passOn({ subject, dockerfile, commands, advice }: Rewrite, before: DockerfileText): PassedOn {
  const { build } = subject;
  const origins = [...(build.origin ? [build.origin] : []), ...(build.alsoDescribedBy ?? [])];
  const edits: Edit[] = [];
  const ids = new Set<string>();
  for (const origin of inFiles(origins)) {
    // What holds the Dockerfile as well is edited at one end only.
    if (origin.source.path === build.dockerfile) continue;
    let { source } = origin;
    for (const argument of origin.arguments) {
      const { name } = argument;
      if (!takes(before, name) || takes(dockerfile, name)) continue;
      const id = [...commands]
        .map((command) => /--secret id=([^,\s]+),env=(\S+)/.exec(command))
        .find((found) => found?.[2] === name)?.[1];
      // Most builds are described by no file.
      const { handOver } = require("./definitions") as typeof import("./definitions");
      const after = handOver({ ...origin, source }, build.dockerfile, argument, id);
      if (!after) {
        if (origin !== build.origin)
          advice.add(
            `${origin.label} passes ${name} as a build arg as well${id === undefined ? "." : `: give it as the build secret ${id}.`}`,
          );
        continue;
      }
      source = after;
      if (id === undefined) continue;
      if (origin === build.origin) ids.add(id);
      if (argument.value !== undefined && argument.references.length === 0)
        advice.add(`Set ${name} in the environment: its value stood in ${nameOf(source.path)}.`);
    }
    edits.push(...editsBetween(origin.source, source.text));
  }
  return { edits, ids };
}

/** One for each file, which is edited as a whole. */
const inFiles = (origins: readonly BuildOrigin[]): BuildOrigin[] =>
  origins.filter(
    ({ source }, index) => origins.findIndex((each) => each.source.path === source.path) === index,
  );

const takes = ({ statements }: DockerfileText, name: string): boolean =>
  statements.some((each) => each.kind === "arg" && each.pairs.some((pair) => pair.name.text === name));

const nameOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);
