export { type Checked, runRules } from "./run-rules";
