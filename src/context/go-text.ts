/** Go's Unicode White_Space, which differs from JavaScript's: it has U+0085 and not U+FEFF (dockerignore rule 14). */
function isSpace(unit: number): boolean {
  return (
    (unit >= 0x09 && unit <= 0x0d) ||
    unit === 0x20 ||
    unit === 0x85 ||
    unit === 0xa0 ||
    unit === 0x1680 ||
    (unit >= 0x2000 && unit <= 0x200a) ||
    unit === 0x2028 ||
    unit === 0x2029 ||
    unit === 0x202f ||
    unit === 0x205f ||
    unit === 0x3000
  );
}

/** Go's `strings.TrimSpace`. */
export function trimSpace(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isSpace(text.charCodeAt(start))) start++;
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--;
  return text.slice(start, end);
}

/** Go's `filepath.Clean`: no doubled slashes, no `.`, no `..` that can be resolved, no slash at the end; `.` for nothing. */
export function cleanPath(path: string): string {
  const rooted = path.startsWith("/");
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== "..") parts.push(part);
    else if (parts.length > 0 && parts[parts.length - 1] !== "..") parts.pop();
    else if (!rooted) parts.push(part);
  }
  return (rooted ? "/" : "") + parts.join("/") || ".";
}

/** A path of the context or of an image, cleaned under its root: relative, `..` cannot escape (build-semantics 6.1), `.` for the root. */
export const insideRoot = (path: string): string => cleanPath(`/${path}`).slice(1) || ".";

/** A name in a directory of the context, where `.` is the root. */
export const childPath = (directory: string, name: string): string =>
  directory === "." ? name : `${directory}/${name}`;
