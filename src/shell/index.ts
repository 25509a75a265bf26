export { parseShell } from "./parse";
export { isPosixShell } from "./posix";
export type * from "./syntax";
