/** An absolute path as seen from a directory, with `/`; `.` for the directory itself. */
export function relativeTo(directory: string, path: string): string {
  const from = directory.split("/").filter((part) => part !== "");
  const to = path.split("/").filter((part) => part !== "");
  let shared = 0;
  while (shared < from.length && shared < to.length && from[shared] === to[shared]) shared++;
  return [...from.slice(shared).map(() => ".."), ...to.slice(shared)].join("/") || ".";
}

/** The same for many paths, most of which come again: as a function of the path. */
export function relativesTo(directory: string): (path: string) => string {
  const known = new Map<string, string>();
  return (path) => {
    const relative = known.get(path) ?? relativeTo(directory, path);
    known.set(path, relative);
    return relative;
  };
}
