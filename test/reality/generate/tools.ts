/** Tools, and words of `find`, that not every base has: a build is written with those that this one has. */
export const TOOLS = [
  "-delete",
  "bash",
  "install",
  "printenv",
  "shred",
  "rev",
  "tac",
  "nice",
  "nohup",
  "awk",
  "timeout",
  "truncate",
  "unzip",
];
