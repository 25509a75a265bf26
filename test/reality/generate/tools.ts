/** Tools that not every base has: a build is written with those that this one has. */
export const TOOLS = [
  "bash",
  "install",
  "printenv",
  "shred",
  "rev",
  "tac",
  "nohup",
  "awk",
  "timeout",
  "truncate",
];
