import type { BuildInputs } from "./build";
import type { Dye, Image, Stage } from "./image/model";
import type { InspectedSecret, Inspection } from "./report";

type InspectedImage = Inspection["builds"][number]["image"];

/** What ships in an image, in the form that `inspect --format json` prints. */
export function inspectImage(image: Image, { provenance, cacheTo }: BuildInputs = {}): InspectedImage {
  const secretOf = ({ secret }: Dye): InspectedSecret => ({ kind: secret.kind, name: secret.name });
  const entries = (list: Image["env"]) =>
    list.flatMap(({ name, statement, dyes, replaced }) =>
      replaced
        ? []
        : dyes.map((dye) => ({ name, line: statement.instruction.startLine, secret: secretOf(dye) })),
    );
  const beside = (where: "provenance" | "cache", asked: string | undefined) => {
    const found = image.beside
      .filter((each) => each.where === where)
      .flatMap(({ name, line, stage, dyes }) =>
        dyes.map((dye) => ({ name, line, stage, secret: secretOf(dye) })),
      );
    return asked !== undefined || found.length > 0 ? { [where]: found } : {};
  };
  return {
    layers: image.layers.map(({ statement, stage, files }) => ({
      line: statement.instruction.startLine,
      instruction: statement.instruction.keyword.toUpperCase(),
      stage: stage.label,
      secrets: files.flatMap((file) =>
        file.dyes.map((dye) => ({
          path: file.path,
          ...secretOf(dye),
          hiddenByLine: file.hiddenBy?.statement.instruction.startLine ?? null,
        })),
      ),
    })),
    env: entries(image.env),
    labels: entries(image.labels),
    commands: entries(image.commands),
    history: image.history.map(({ statement, text, dyes }) => ({
      line: statement.instruction.startLine,
      text,
      secrets: dyes.map(secretOf),
    })),
    ...beside("provenance", provenance),
    ...beside("cache", cacheTo),
    ...(image.doubts.length > 0 ? { doubts: image.doubts } : {}),
  };
}

/** The names of the secrets that instructions of a stage put into the image: files, config and history. Sorted. */
export function shippedFrom(image: Image, stage: Stage): string[] {
  const { layers, env, labels, commands, history } = image;
  const dyes = [
    ...layers
      .filter((layer) => layer.stage === stage)
      .flatMap(({ files }) => files.flatMap((file) => file.dyes)),
    ...[...env, ...labels, ...commands, ...history]
      .filter((entry) => entry.stage === stage)
      .flatMap((entry) => entry.dyes),
  ];
  // Two files of one name are two secrets.
  const secrets = new Set(dyes.map(({ secret }) => secret));
  return [...secrets].map(({ name }) => name).sort();
}
