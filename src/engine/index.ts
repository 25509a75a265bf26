export { commentProblems } from "./comment-problems";
export { type Checked, type RunOptions, runRules } from "./run-rules";
export type { SuppressionComment } from "./suppressions";
