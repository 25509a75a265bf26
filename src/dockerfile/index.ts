export {
  type Environment,
  type Expansion,
  ExpansionError,
  type ExpansionMode,
  type ExpansionOptions,
  expand,
  expandWord,
} from "./expansion";
export { parseDockerfile } from "./parse";
export { readStatement } from "./statement";
export type * from "./types";
