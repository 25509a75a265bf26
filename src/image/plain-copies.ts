import { type CopyEntry, copySources } from "../context";
import type { BuildContext } from "../context/types";
import type { FileView } from "./file-view";
import type { ContextCopy } from "./model";
import { baseName, isWithin, rebase, resolvePath } from "./paths";
import { nameOnWay, type PlainFile, type PlainFiles } from "./plain-files";

/** Remembers what a COPY takes from a context, so that a path of the image can be asked for the file that it is a copy of. */
export function recordContextCopy(
  plain: PlainFiles,
  context: BuildContext,
  copy: ContextCopy,
  destination: string,
): void {
  let known: readonly CopyEntry[] | undefined;
  const entries = () => {
    known ??= copy.parents ? [] : copySources(context, copy.source).entries;
    return known;
  };
  plain.record(
    (path) => {
      if (!isWithin(path, destination)) return undefined;
      const candidates = originsOf(entries(), copy, path, destination);
      // What a glob names later lies over what it named before.
      const origin = candidates.findLast(
        (each) => copy.target(each) === path && context.kind(each) !== undefined,
      );
      if (origin === undefined) return undefined;
      return standsFor(context, context.resolveLink(origin)) ?? { kind: "unknown" };
    },
    (directory) => {
      if (!isWithin(directory, destination)) return nameOnWay(destination, directory);
      const below = originsOf(entries(), copy, directory, destination);
      const files = directory === destination ? entries().map(({ path }) => baseName(`/${path}`)) : [];
      return [...files, ...below.flatMap((path) => context.names(path || "."))];
    },
  );
}

/** What a path of the context is in the image. */
function standsFor(context: BuildContext, path: string | undefined): PlainFile | undefined {
  const kind = path === undefined ? undefined : context.kind(path);
  if (kind === "directory") return { kind };
  return kind === "file" ? { kind: "context", path: path!, context } : undefined;
}

/** The paths of the context that can have come to a path of the image. */
function originsOf(
  entries: readonly CopyEntry[],
  copy: ContextCopy,
  path: string,
  destination: string,
): string[] {
  const below = rebase(path, destination, "/").slice(1);
  if (copy.parents) return [below, resolvePath(`/${copy.source.split("/./")[0] ?? ""}`, below).slice(1)];
  return entries.map((entry) => {
    if (entry.kind !== "directory") return entry.path;
    return resolvePath(`/${entry.path}`, below).slice(1);
  });
}

/** The same of a COPY --from a stage: a file of it, or what is below a directory. `place` is where a file of that name comes to lie. */
export function recordStageCopy(
  plain: PlainFiles,
  source: Pick<FileView, "files" | "plain" | "isDirectory">,
  from: string,
  destination: string,
  place: string,
): void {
  const files = source.plain;
  plain.record(
    (path) => {
      if (!isWithin(path, destination)) return undefined;
      if (source.isDirectory(from))
        return { kind: "elsewhere", path: rebase(path, destination, from), files, over: true };
      if (path === place) return { kind: "elsewhere", path: from, files };
      // What may be a directory may have brought any file.
      const { kind } = files.at(from);
      return source.files.has(from) || kind === "text" || kind === "context"
        ? undefined
        : { kind: "unknown" };
    },
    (directory) =>
      isWithin(directory, destination) && source.isDirectory(from)
        ? [{ directory: rebase(directory, destination, from), files }]
        : nameOnWay(place, directory),
  );
}

/** Files that nobody here has seen came below a path. */
export function recordUnknown(plain: PlainFiles, destination: string): void {
  plain.record((path) => (isWithin(path, destination) ? { kind: "unknown" } : undefined));
}

/** A context, or a part of it, is mounted at a path. */
export function recordMount(plain: PlainFiles, context: BuildContext, source: string, target: string): void {
  const originOf = (path: string) => resolvePath(`/${source}`, rebase(path, target, "/").slice(1)).slice(1);
  plain.record(
    (path) =>
      isWithin(path, target) ? (standsFor(context, originOf(path)) ?? { kind: "absent" }) : undefined,
    (directory) =>
      isWithin(directory, target) ? context.names(originOf(directory) || ".") : nameOnWay(target, directory),
  );
}
