import { fixesOf } from "../../src/fixes";
import type { BesideImage, Secret } from "../../src/image/model";
import { groupBy, mainDye, shippedSecrets } from "../../src/image/queries";
import type { Rule } from "../../src/rule";
import { mountAsVariable, variableName } from "../shared/advice";
import { draft, listed } from "../shared/draft";
import { fixInWords, ROTATE } from "../shared/fix-in-words";

export const rule: Rule = {
  id: "beside-the-image",
  summary:
    "A secret is in no layer of the image and is published with it: in its provenance or in an exported cache.",
  check(subject) {
    const { image } = subject;
    // What ships in the image itself is told by the other rules.
    const shipped = shippedSecrets(image);
    const entries = image.beside.filter(({ dyes }) => !dyes.every(({ secret }) => shipped.has(secret)));
    return groupBy(entries, ({ where, at }) => JSON.stringify([where, at.range])).map((group) => {
      const [first] = group;
      const { where, name, line, stage, dyes, at } = first!;
      const secret = mainDye(dyes)!.secret;
      return draft(
        at,
        dyes,
        { where, path: name, stage, line },
        {
          severity: "note",
          message: where === "cache" ? cacheMessage(group) : provenanceMessage(secret),
          fixes:
            where === "cache"
              ? () => [LESS_CACHE]
              : fixesOf(subject, dyes, mountAsVariable(variableName(secret.name))),
        },
      );
    });
  },
};

const cacheMessage = (group: readonly BesideImage[]): string =>
  `the exported cache holds the layers of stage ${group[0]!.stage}, and in them ${listed(group.map(({ name }) => name))}: whoever can read the cache can read it`;

function provenanceMessage({ name, origin }: Secret): string {
  if (origin === "build-arg")
    return `the provenance of the image holds the value of build arg ${name}, whichever stage uses it`;
  return `the provenance of the image holds ${name}: it is in the text of the Dockerfile, or in a URL that the build fetched`;
}

const LESS_CACHE = fixInWords(
  "Keep the file out of every layer, or export less",
  [
    "Mount it for the RUN that needs it: RUN --mount=type=secret,id=<id>,target=<file> <command>",
    "Or leave mode=max out of --cache-to: then only the layers of the image are exported.",
  ],
  [ROTATE],
);
