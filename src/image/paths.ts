/** Linux opens no longer one (PATH_MAX), and each directory on the way is asked for. */
export const LONGEST_PATH = 4096;

/** Joins a path to a directory of the image and cleans it: absolute, no `.`, `..` or doubled slashes, no slash at the end. */
export function resolvePath(directory: string, path: string): string {
  const below = directory === "/" ? "" : directory;
  const whole = path.startsWith("/") || path.startsWith("~") ? path : `${below}/${path}`;
  // Most are clean, and every command asks.
  if (whole.startsWith("/") && !/\/\.{0,2}(?:\/|$)/.test(whole)) return whole;
  const parts: string[] = [];
  for (const part of whole.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  // A home that is not known stays `~user`, which is no absolute path.
  return whole.startsWith("~") ? parts.join("/") : `/${parts.join("/")}`;
}

/** A path of a Dockerfile, in which `~` is a name like any other (build-semantics 8.4); in a shell it is a home. */
export const literalPath = (path: string): string => (path.startsWith("~") ? `./${path}` : path);

export const baseName = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

export const parentOf = (path: string): string => path.slice(0, Math.max(path.lastIndexOf("/"), 0)) || "/";

/** Whether a path is a directory itself or lies below it. */
export const isWithin = (path: string, directory: string): boolean =>
  directory === "/" ||
  (path.startsWith(directory) && (path.length === directory.length || path[directory.length] === "/"));

/** The way from a directory to a path, both absolute, as a link between them says it. */
export function relativePath(directory: string, path: string): string {
  const above = directory === "/" ? [] : directory.slice(1).split("/");
  const parts = path.slice(1).split("/");
  let same = 0;
  while (same < above.length && same < parts.length - 1 && above[same] === parts[same]) same++;
  return [...above.slice(same).map(() => ".."), ...parts.slice(same)].join("/");
}

/** A path whose root was `from`, moved to `to`. */
export const rebase = (path: string, from: string, to: string): string =>
  resolvePath("/", to + path.slice(from === "/" ? 0 : from.length));

/** Links below a path are links under its new one as well, and no more where they were if it was moved. */
export function transferLinks(links: Map<string, string>, from: string, to: string, move: boolean): void {
  for (const [link, target] of [...links]) {
    if (!isWithin(link, from)) continue;
    links.set(rebase(link, from, to), target);
    if (move) links.delete(link);
  }
}
