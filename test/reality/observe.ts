import { holds } from "./search";
import { readTar, type TarEntry } from "./tar";

interface ImageConfig {
  readonly config?: {
    readonly Env?: readonly string[] | null;
    readonly Labels?: Readonly<Record<string, string>> | null;
    readonly Cmd?: readonly string[] | null;
    readonly Entrypoint?: readonly string[] | null;
    readonly Healthcheck?: { readonly Test?: readonly string[] } | null;
    readonly OnBuild?: readonly string[] | null;
  };
  readonly rootfs: { readonly diff_ids: readonly string[] };
  readonly history: readonly { readonly created_by?: string }[];
}

/** An image taken apart: what `docker save` wrote. */
export interface SavedImage {
  readonly config: ImageConfig;
  readonly layers: readonly (readonly TarEntry[])[];
}

/** Reads what `docker save` of one image wrote. */
export function readSavedImage(archive: Buffer): SavedImage {
  const blobs = new Map(readTar(archive).map(({ path, content }) => [path, content]));
  const blob = (path: string): Buffer => {
    const content = blobs.get(path);
    if (!content) throw new Error(`the saved image has no ${path}`);
    return content;
  };
  const [image] = JSON.parse(blob("manifest.json").toString()) as { Config: string; Layers: string[] }[];
  return {
    config: JSON.parse(blob(image!.Config).toString()) as ImageConfig,
    layers: image!.Layers.map((path) => readTar(blob(path))),
  };
}

/**
 * Where an image holds canaries, a line each, in the words that `predictedPlaces` uses: layers and history lines are counted
 * from the base's end.
 */
export function observedPlaces(image: SavedImage, base: SavedImage, canaries: readonly string[]): string[] {
  const { config, layers } = image;
  const onBase = config.rootfs.diff_ids[0] === base.config.rootfs.diff_ids[0];
  const baseLayers = onBase ? base.layers.length : 0;
  const baseHistory = onBase ? base.config.history.length : 0;
  const found = (text: string) => canaries.some((canary) => holds(Buffer.from(text), canary));
  const places = new Set<string>([`layers ${layers.length - baseLayers}`]);
  for (const [index, entries] of layers.entries()) {
    if (index < baseLayers) continue;
    for (const entry of entries) {
      const { content } = entry.kind === "hard link" ? linked(entry, entries) : entry;
      if (!canaries.some((canary) => holds(content, canary))) continue;
      const by = layers.findIndex((later, at) => at > index && hides(later, entry.path));
      const hidden = by < 0 ? "" : ` hidden by ${by - baseLayers + 1}`;
      places.add(`layer ${index - baseLayers + 1} /${entry.path}${hidden}`);
    }
  }
  const { Env, Labels, Cmd, Entrypoint, Healthcheck, OnBuild } = config.config ?? {};
  for (const variable of Env ?? [])
    if (found(variable)) places.add(`env ${variable.slice(0, variable.indexOf("="))}`);
  for (const [name, value] of Object.entries(Labels ?? {})) if (found(value)) places.add(`label ${name}`);
  const commands = { CMD: Cmd, ENTRYPOINT: Entrypoint, HEALTHCHECK: Healthcheck?.Test, ONBUILD: OnBuild };
  for (const [name, words] of Object.entries(commands))
    if (words?.some((word) => found(word))) places.add(`command ${name}`);
  for (const [index, { created_by = "" }] of config.history.entries())
    if (index >= baseHistory && found(created_by)) places.add(`history ${index - baseHistory + 1}`);
  return [...places].sort();
}

const linked = (entry: TarEntry, entries: readonly TarEntry[]): TarEntry =>
  entries.find(
    ({ path, kind }) => kind === "file" && `/${path}` === `/${entry.target.replace(/^\/+/, "")}`,
  ) ?? entry;

/** Whether a layer hides a path of a lower one: it has the path again, something else than a directory above it, or a whiteout. */
function hides(layer: readonly TarEntry[], path: string): boolean {
  const parts = path.split("/");
  return parts.some((name, index) => {
    const parent = parts
      .slice(0, index)
      .map((part) => `${part}/`)
      .join("");
    return layer.some(
      (entry) =>
        entry.path === `${parent}.wh.${name}` ||
        entry.path === `${parent}.wh..wh..opq` ||
        (entry.path === parent + name && (parent + name === path || entry.kind !== "directory")),
    );
  });
}
